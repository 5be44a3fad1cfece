"""`agdb scenario ...`: names and options; the work is in `agdb.command.scenario`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from agdb.command.settings import settings

scenario_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The doorrekening: what the plan does to the shortage, and what it does not know.",
)
ScenarioName = Annotated[
    str | None, typer.Argument(metavar="FILE", help="One YAML file, in place of the programme's.")
]
Draws = Annotated[int, typer.Option(min=1, max=100_000, help="Number of draws.")]
Seed = Annotated[int, typer.Option(help="Same seed, same bytes.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@scenario_app.command("run")
def run(
    name: ScenarioName = None, draws: Draws = 2000, seed: Seed = 20261123, as_json: Json = False
) -> None:
    """Print gap, closure and the share of each pillar, per year."""
    from agdb.command.scenario import print_run

    print_run(settings(os.environ), name=name, draws=draws, seed=seed, as_json=as_json)


@scenario_app.command("sensitivity")
def sensitivity(
    name: ScenarioName = None, draws: Draws = 512, seed: Seed = 20261123, as_json: Json = False
) -> None:
    """Print which inputs the answer depends on; draws are a power of two."""
    from agdb.command.scenario import print_sensitivity

    print_sensitivity(settings(os.environ), name=name, draws=draws, seed=seed, as_json=as_json)


@scenario_app.command("option")
def option(
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    draws: Draws = 2000,
    seed: Seed = 20261123,
    as_json: Json = False,
) -> None:
    """Print cost and effect of a policy option, or of all side by side."""
    from agdb.command.scenario import print_option

    print_option(settings(os.environ), option=name, draws=draws, seed=seed, as_json=as_json)
