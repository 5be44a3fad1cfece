"""The questions behind `agdb scenario run`, `sensitivity` and `option`: texts in, plain data out.

`texts` maps file names to contents: every file of `programme/scenario/`, or one file of its own.
Each answer can be written as JSON as it is. Mistakes raise ScenarioError with file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.errors import ScenarioError
from agdb.scenario.attribution import per_measure
from agdb.scenario.doorrekening import compute
from agdb.scenario.grid import dose_grid
from agdb.scenario.inverse import inverse_doses
from agdb.scenario.options import compare_options, option_result
from agdb.scenario.reading import Known, read_scenario
from agdb.scenario.result import fingerprint, to_plain
from agdb.scenario.sensitivity import sensitivity
from agdb.scenario.variants import variant_table

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWS: Final = 2000
SEED: Final = 20261123


def run_scenario(
    texts: Mapping[str, str], *, draws: int = DRAWS, seed: int = SEED
) -> dict[str, object]:
    """The doorrekening with its fingerprint: the same texts, draws and seed give the same bytes."""
    _check(draws)
    plain = to_plain(compute(read_scenario(texts), draws=draws, seed=seed))
    return {**plain, "sha256": fingerprint(plain)}


def run_sensitivity(
    texts: Mapping[str, str],
    *,
    draws: int = 512,
    variant_draws: int | None = None,
    seed: int = SEED,
) -> dict[str, object]:
    """Sobol indices, value of information, shares per measure, variants and inverse doses.

    `draws` is a power of two; the runs it takes are named in the answer. The variants stand beside
    the headline and take more draws, which are cheap for them: four times as many if not said.
    """
    _check(draws)
    scenario = read_scenario(texts)
    return {
        "sobol": sensitivity(scenario, draws=draws, seed=seed),
        "measures": per_measure(scenario, draws=draws, seed=seed),
        "variants": variant_table(scenario, draws=variant_draws or 4 * draws, seed=seed),
        "inverse": inverse_doses(scenario, draws=draws, seed=seed),
    }


def run_option(
    texts: Mapping[str, str], name: str | None = None, *, draws: int = DRAWS, seed: int = SEED
) -> list[dict[str, object]]:
    """The option called `name`, or all options side by side."""
    _check(draws)
    scenario = read_scenario(texts)
    if name is None:
        return compare_options(scenario, draws=draws, seed=seed)
    return [option_result(scenario, name, draws=draws, seed=seed)]


def check_links(texts: Mapping[str, str], known: Known) -> None:
    """Raise with file and line where a scenario names what the programme does not know."""
    read_scenario(texts, known=known)


def run_grid(
    texts: Mapping[str, str], *, draws: int = DRAWS, seed: int = SEED
) -> dict[str, object]:
    """The gap for every combination of pillar doses, for the page with sliders."""
    _check(draws)
    return dose_grid(read_scenario(texts), draws=draws, seed=seed)


def _check(draws: int) -> None:
    if draws < 1:
        raise ScenarioError(f"{draws} draws are none", remedy="ask for 2000 or more")
