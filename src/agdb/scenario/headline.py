"""The statements that are always made together, for the main way to reckon and for every other.

Variants stand side by side on the same draws; they are never mixed into the interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.results.scenario import Ends, Headline, VarianceShare
from agdb.results.scenario_answers import VariantResult
from agdb.scenario.arrays import spread
from agdb.scenario.draws import varying
from agdb.scenario.pillars import Subsets
from agdb.scenario.run import Sample, gaps, sample
from agdb.scenario.uncertainty import assumed_base_data, by_origin, closed_index

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.run import Sample
    from agdb.scenario.scenario import Scenario


def headline_years(scenario: Scenario) -> tuple[int, ...]:
    """The middle and the end of the horizon: five years on, and the last year."""
    structure = scenario.structure
    return tuple(sorted({min(structure.base_year + 5, structure.last_year), structure.last_year}))


def headline(result: Doorrekening, year: int) -> Headline:
    """Gap without and with the plan, what it closes, and the chances; in persons."""
    at = result.column(year)
    size = result.scenario.structure.persons_per_unit
    return headline_of(result.baseline[:, at] * size, result.with_plan[:, at] * size, year=year)


def headline_of(baseline: Array, plan: Array, *, year: int) -> Headline:
    """The same from the gaps without and with the plan, both `[n]` in persons."""
    closure = baseline - plan
    return Headline(
        year=year,
        baseline=spread(baseline),
        with_plan=spread(plan),
        closure=spread(closure),
        chance_of_effect=float(np.mean(closure > 0)),
        chance_closed=Ends(float(np.mean(baseline <= 0)), float(np.mean(plan <= 0))),
    )


def headlines(baseline: Array, plan: Array, scenario: Scenario) -> list[Headline]:
    """The same for every headline year, from gaps `[n, t]` in units of the scenario."""
    size, first = scenario.structure.persons_per_unit, scenario.structure.base_year
    return [
        headline_of(baseline[:, year - first] * size, plan[:, year - first] * size, year=year)
        for year in headline_years(scenario)
    ]


def variance_shares(those: Sample) -> dict[int, dict[str, VarianceShare]]:
    """For each headline year: shares of the variance by origin, and of the assumed base data.

    Needs a second sample, of the next seed; the two share only the sources asked about.
    """
    scenario, years = those.scenario, headline_years(those.scenario)
    if not varying(scenario):
        return {year: {} for year in years}
    sets = {origin.value: names for origin, names in by_origin(scenario).items()}
    sets["assumed base data"] = assumed_base_data(scenario)
    other = sample(scenario, draws=those.n, seed=those.seed + 1)
    first = end_gaps(those)
    shares: dict[int, dict[str, VarianceShare]] = {year: {} for year in years}
    for name, members in sets.items():
        second = end_gaps(other.taking(members, those)) if members else None
        for year in years:
            at = year - scenario.structure.base_year
            shares[year][name] = (
                VarianceShare(0.0, 0.0)
                if second is None
                else VarianceShare(
                    closed_index(first[0][:, at], second[0][:, at]),
                    closed_index((first[0] - first[1])[:, at], (second[0] - second[1])[:, at]),
                )
            )
    return shares


def end_gaps(those: Sample) -> tuple[Array, Array]:
    """Gap without and with the whole plan, both `[n, t]` in units of the scenario."""
    scenario = those.scenario
    doses = Subsets(scenario.pillars).doses(scenario.plan)[:, [0, -1]]
    total = gaps(those, measures=scenario.plan, doses=doses).total
    return total[:, 0], total[:, 1]


MAIN: Final = "as-is"


def variant_table(those: Sample) -> list[VariantResult]:
    """The headline of the scenario as it stands and of each variant, on the same draws."""
    scenario = those.scenario
    main = headlines(*end_gaps(those), scenario)
    found = [VariantResult(MAIN, {}, "", main=True, headline=main)]
    for variant in scenario.variants:
        version = scenario.varied(variant)
        block = headlines(*end_gaps(those.under(version)), version)
        found.append(
            VariantResult(
                variant.id,
                dict(variant.label),
                variant.asks.value,
                main=False,
                headline=block,
                fixed=dict(variant.fixed),
                certain=variant.certain,
                grades=sorted(variant.grades or ()),
                also=list(variant.also),
            )
        )
    return found
