"""What the answer hangs on: one input at a time, and Sobol indices of gap and closure.

The value of finding something out is its total share in the variance of the closure, times what its
evidence grade leaves to be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.results.scenario_answers import Sobol, SobolIndex, SobolYear, Swing, Worth
from agdb.scenario.arrays import INTERVAL
from agdb.scenario.draws import SHOCK, Draws, central, draw, varying
from agdb.scenario.headline import end_gaps, headline_years
from agdb.scenario.run import Sample, sample_of
from agdb.scenario.sobol import Indices, sobol_indices
from agdb.scenario.uncertainty import NOT_IN_THE_TOTAL, origin, stem_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import Scenario

NORMAL_80: Final = 1.2815515655446004
"""The standard normal quantile of 0.9."""


def sensitivity(scenario: Scenario, *, draws: int, seed: int) -> Sobol:
    """Indices per headline year with `draws` base draws, a power of two.

    Raises ScenarioError if `draws` is not a power of two or nothing varies.
    """
    if draws < 2 or draws & (draws - 1):
        raise ScenarioError(
            f"a sensitivity analysis of {draws} draws is not possible",
            remedy="ask for a power of two, such as 256 or 1024",
        )
    names = varying_in_plan(scenario)
    if not names:
        raise ScenarioError(f"nothing varies in scenario {scenario.id!r}", remedy="give priors")
    years = headline_years(scenario)
    # One part, so that an input of the model is rebuilt only where its own draws are others.
    first, second = (
        sample_of(scenario, draw(scenario, draws=draws, seed=s), size=draws)
        for s in (seed, seed + 1)
    )

    def outputs(table: Mapping[str, Array]) -> Array:
        taken = [name for name, array in table.items() if array is second_table[name]]
        those = first.taking(taken, second)
        baseline, plan = end_gaps(those)
        columns = [year - those.scenario.structure.base_year for year in years]
        found = [x for at in columns for x in (baseline[:, at], baseline[:, at] - plan[:, at])]
        return np.stack(found, axis=1)

    first_table, second_table = _table_of(first), _table_of(second)
    found = sobol_indices(outputs, first_table, second_table, names)
    return Sobol(
        draws=draws,
        runs=draws * (len(names) + 2),
        seed=seed,
        method="Saltelli 2010 (first order), Jansen 1999 (total)",
        years={str(year): _of_year(scenario, found, i) for i, year in enumerate(years)},
    )


def varying_in_plan(scenario: Scenario) -> tuple[str, ...]:
    """Sources of uncertainty of the total gap; measures that only options use are left out."""
    outside = {q.name for m in scenario.measures if not m.in_plan for q in m.components}
    outside |= {name for name in scenario.parameters if stem_of(name) in NOT_IN_THE_TOTAL}
    return tuple(name for name in varying(scenario) if name not in outside)


def swings(scenario: Scenario) -> dict[str, list[Swing]]:
    """Every input that is one number at its low and its high bound, the others as stated; persons.

    Low and high are the bounds of 8 of 10 draws; the inputs that move the closure most come first.
    """
    quantities = {q.name: q for q in scenario.quantities()}
    names = [
        name
        for name in varying_in_plan(scenario)
        if name == SHOCK or quantities[name].dimensions == 1
    ]
    stated, rows = central(scenario), 1 + 2 * len(names)
    values = {name: np.repeat(array, rows, axis=0) for name, array in stated.values.items()}
    shocks = np.repeat(stated.shocks, rows, axis=0)
    moved: dict[str, Array] = {}
    for place, name in enumerate(names):
        at = slice(1 + 2 * place, 3 + 2 * place)
        if name == SHOCK:
            # Equal shocks every year that add up to the bound of their sum five years on.
            step = NORMAL_80 / np.sqrt(headline_years(scenario)[0] - scenario.structure.base_year)
            shocks[at] = np.array([[-step], [step]])
            continue
        moved[name] = quantities[name].draw(np.array(INTERVAL)[:, None])
        values[name][at] = moved[name]
    baseline, plan = end_gaps(sample_of(scenario, Draws(rows, values, shocks), size=rows))
    size = scenario.structure.persons_per_unit
    found = {}
    for year in headline_years(scenario):
        at_year = year - scenario.structure.base_year
        gap, closed = baseline[:, at_year] * size, (baseline - plan)[:, at_year] * size
        found[str(year)] = sorted(
            (
                Swing(
                    name,
                    (float(moved[name][0]), quantities[name].values[0], float(moved[name][1]))
                    if name in moved and not quantities[name].keys
                    else None,
                    _three(gap, place),
                    _three(closed, place),
                )
                for place, name in enumerate(names)
            ),
            key=lambda one: -abs(one.closure[2] - one.closure[0]),
        )
    return found


def _three(values: Array, place: int) -> tuple[float, float, float]:
    return float(values[1 + 2 * place]), float(values[0]), float(values[2 + 2 * place])


def _table_of(one: Sample) -> dict[str, Array]:
    """The arrays of draws themselves, by name."""
    (part,) = one.parts
    return {**part.draws.values, SHOCK: part.draws.shocks}


def _of_year(scenario: Scenario, found: Indices, year: int) -> SobolYear:
    baseline, closure = 2 * year, 2 * year + 1
    return SobolYear(
        _table(found, baseline), _table(found, closure), _worth_knowing(scenario, found, closure)
    )


def _table(found: Indices, output: int) -> list[SobolIndex]:
    order = np.argsort(-found.total[:, output], kind="stable")
    return [
        SobolIndex(
            found.names[i],
            float(found.first[i, output]),
            float(found.first_error[i, output]),
            float(found.total[i, output]),
            float(found.total_error[i, output]),
        )
        for i in order
    ]


def _worth_knowing(scenario: Scenario, found: Indices, output: int) -> list[Worth]:
    """Ranked by total share in the closure times (1 - strength of the evidence)."""
    strength = {q.name: q.grade.strength for q in scenario.quantities()}
    worth = [
        Worth(
            name, float(found.total[i, output]) * (1 - strength[name]), origin(scenario, name).value
        )
        for i, name in enumerate(found.names)
        if name != SHOCK
    ]
    return sorted(worth, key=lambda one: -one.value)
