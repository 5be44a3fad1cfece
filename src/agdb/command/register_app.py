"""`agdb register ...`: names and options; the work is in `agdb.command.register`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from agdb.command.settings import settings

register_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The register: initiatives, money, bodies, papers, promises and results.",
)


@register_app.callback()
def _group() -> None:
    """Keep the name of a command in front of its options, also while there is only one."""


@register_app.command("check")
def check(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Read the register and count what it knows and lacks; a mistake is told with its line."""
    from agdb.command.register import check_register

    check_register(settings(os.environ), as_json=as_json)
