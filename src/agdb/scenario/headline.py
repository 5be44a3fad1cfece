"""The five statements that are always made together, and how sure each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.draws import draws_from, uniform_table, varying
from agdb.scenario.run import run
from agdb.scenario.subsets import Subsets
from agdb.scenario.summary import INTERVAL, rounded
from agdb.scenario.uncertainty import (
    assumed_base_data,
    by_origin,
    closed_index,
    mixed,
)

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario


def headline_years(scenario: Scenario) -> tuple[int, ...]:
    """The middle and the end of the horizon: five years on, and the last year."""
    structure = scenario.structure
    return tuple(sorted({min(structure.base_year + 5, structure.last_year), structure.last_year}))


def headline(result: Doorrekening, year: int) -> dict[str, object]:
    """Baseline, plan, closure, and the two probabilities, in persons and rounded for print."""
    at = result.column(year)
    size = result.scenario.structure.persons_per_unit
    return headline_of(result.baseline[:, at] * size, result.with_plan[:, at] * size, year=year)


def headline_of(baseline: Array, plan: Array, *, year: int) -> dict[str, object]:
    """The same from the gaps without and with the plan, both `[n]` in persons."""
    closure = baseline - plan
    return {
        "year": year,
        "baseline": _interval(baseline),
        "with_plan": _interval(plan),
        "closure": _interval(closure),
        "probability_closure_above_zero": float(np.mean(closure > 0)),
        "probability_gap_closed": {
            "baseline": float(np.mean(baseline <= 0)),
            "with_plan": float(np.mean(plan <= 0)),
        },
    }


def variance_shares(scenario: Scenario, *, draws: int, seed: int) -> dict[int, dict[str, object]]:
    """For each headline year: shares of the variance by origin, and of the assumed base data.

    Needs a second set of draws beside that of `seed`; the two share only the sources asked about.
    """
    sets = {origin.value: names for origin, names in by_origin(scenario).items()}
    sets["assumed base data"] = assumed_base_data(scenario)
    years = headline_years(scenario)
    if not varying(scenario):
        return {year: {} for year in years}
    own = uniform_table(scenario, draws=draws, seed=seed)
    other = uniform_table(scenario, draws=draws, seed=seed + 1)
    first = _ends(scenario, own)
    shares: dict[int, dict[str, dict[str, float]]] = {year: {} for year in years}
    for name, members in sets.items():
        second = _ends(scenario, mixed(own, other, members)) if members else None
        for year in years:
            at = year - scenario.structure.base_year
            shares[year][name] = {
                "baseline": _share(first[0], None if second is None else second[0], at),
                "closure": _share(first[1], None if second is None else second[1], at),
            }
    return {year: dict(found) for year, found in shares.items()}


def _share(first: Array, second: Array | None, at: int) -> float:
    return 0.0 if second is None else closed_index(first[:, at], second[:, at])


def _ends(scenario: Scenario, table: dict[str, Array]) -> tuple[Array, Array]:
    """Baseline gap and closure, both `[n, t]`."""
    baseline, plan = end_gaps(scenario, draws_from(scenario, table))
    return baseline, baseline - plan


def end_gaps(scenario: Scenario, drawn: Draws) -> tuple[Array, Array]:
    """Gap without and with the whole plan, both `[n, t]` in units of the scenario."""
    doses = Subsets(scenario.pillars).doses(scenario.plan)[:, [0, -1]]
    gap = run(scenario, drawn, measures=scenario.plan, doses=doses).total_gap
    return gap[:, 0], gap[:, 1]


def _interval(persons: Array) -> dict[str, object]:
    low, median, high = (float(x) for x in np.quantile(persons, [INTERVAL[0], 0.5, INTERVAL[1]]))
    width = high - low
    return {
        "median": median,
        "low": low,
        "high": high,
        "printed": {
            "median": rounded(median, width=width),
            "low": rounded(low, width=width),
            "high": rounded(high, width=width),
        },
    }
