"""The questions behind `agdb scenario run`, `sensitivity` and `option`, and behind a release.

A scenario is read and drawn once, and every question is asked of the same draws. Mistakes raise
ScenarioError or ProgrammeError with file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.errors import ScenarioError
from agdb.results.scenario import Run
from agdb.results.scenario_answers import OptionResult, ScenarioAnswer, Sensitivity
from agdb.scenario.attribution import per_measure
from agdb.scenario.doorrekening import doorrekening
from agdb.scenario.doses import dose_grid, inverse_doses
from agdb.scenario.draws import varying
from agdb.scenario.headline import variant_table
from agdb.scenario.options import compare_options, option_result
from agdb.scenario.result import run_facts
from agdb.scenario.run import Sample, sample
from agdb.scenario.sensitivity import sensitivity, swings

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

DRAWS: Final = 2000
SEED: Final = 20261123
SOBOL_DRAWS: Final = 512
INVERSE_DRAWS: Final = 500


def answer(
    scenario: Scenario, *, draws: int = DRAWS, sobol: int = SOBOL_DRAWS, seed: int = SEED
) -> ScenarioAnswer:
    """Everything that a release holds: the run, the grid, the options, what it hangs on."""
    those = _drawn(scenario, draws, seed)
    return ScenarioAnswer(
        run=run_facts(doorrekening(those)),
        grid=dose_grid(those),
        options=compare_options(those),
        sensitivity=_sensitivity(those, sobol if varying(scenario) else None),
    )


def run_scenario(scenario: Scenario, *, draws: int = DRAWS, seed: int = SEED) -> Run:
    """The doorrekening with its fingerprint: the same scenario, draws and seed give the same."""
    return run_facts(doorrekening(_drawn(scenario, draws, seed)))


def run_sensitivity(
    scenario: Scenario, *, draws: int = 512, seed: int = SEED, others: int | None = None
) -> Sensitivity:
    """Sobol indices, value of information, shares per measure, variants and inverse doses.

    `draws`, a power of two, is for the indices, which take many runs; the rest has `others` draws,
    four times as many if not said.
    """
    return _sensitivity(_drawn(scenario, others or 4 * draws, seed), draws)


def run_option(
    scenario: Scenario, name: str | None = None, *, draws: int = DRAWS, seed: int = SEED
) -> list[OptionResult]:
    """The option called `name`, or all options side by side."""
    those = _drawn(scenario, draws, seed)
    return compare_options(those) if name is None else [option_result(those, name)]


def _sensitivity(those: Sample, sobol: int | None) -> Sensitivity:
    scenario = those.scenario
    return Sensitivity(
        sobol=None if sobol is None else sensitivity(scenario, draws=sobol, seed=those.seed),
        swings=swings(scenario),
        measures=per_measure(those),
        variants=variant_table(those),
        inverse=inverse_doses(those.first(INVERSE_DRAWS)),
    )


def _drawn(scenario: Scenario, draws: int, seed: int) -> Sample:
    if draws < 1:
        raise ScenarioError(f"draws must be at least 1, got {draws}", remedy="2000 is usual")
    return sample(scenario, draws=draws, seed=seed)
