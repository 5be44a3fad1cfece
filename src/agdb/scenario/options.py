"""Policy options with their money: what is bought, at what price, and what would be enough.

An option comes on top of the plan (last in) and is also shown without it (first in), with the same
draws. Extra workers are what the option adds to supply in a year; worker-years are their sum, so
that an early and short effect is not thrown away.

Money of an option may only bring people to a door behind which something else costs money: who
comes forward after a campaign needs training. What each participant costs is divided by the share
of participants who would not have come anyway and by the share who stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import ScenarioError
from agdb.results.scenario_answers import CostPath, OptionEffect, OptionResult, PaidYear, Price
from agdb.scenario.arrays import INTERVAL, spread
from agdb.scenario.facts import input_fact
from agdb.scenario.headline import headline_years
from agdb.scenario.run import Gaps, Sample, gaps

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import PolicyOption, Scenario


def option_result(those: Sample, name: str) -> OptionResult:
    """Effect and cost of one option. Raises ScenarioError for an unknown name."""
    scenario = those.scenario
    option = scenario.option(name)
    found = _four_runs(those, option)
    mine = [m for m in scenario.measures if m.id in option.measures]
    prices = [q for q in (option.reference_cost, option.participant_cost) if q is not None]
    participant = _per_extra_worker(those, option)
    return OptionResult(
        scenario=scenario.id,
        option=option.id,
        name=dict(option.label),
        note=dict(option.note),
        draws=those.n,
        seed=those.seed,
        cost=cost_path(option),
        on_top_of_the_plan=_effects(scenario, option, found, (2, 3), participant),
        without_the_plan=_effects(scenario, option, found, (0, 1), participant),
        grades={m.id: m.grade.value for m in mine},
        cost_elsewhere=[dict(m.cost_elsewhere) for m in mine if m.cost_elsewhere is not None],
        evidence=list(option.evidence),
        inputs=[input_fact(q) for q in (*(q for m in mine for q in m.components), *prices)],
    )


def compare_options(those: Sample) -> list[OptionResult]:
    """All options side by side, on the same draws."""
    return [option_result(those, option.id) for option in those.scenario.options]


def cost_path(option: PolicyOption) -> CostPath:
    """EUR mln per year with its funded and unfunded part, and the totals."""
    funded = dict(option.funded)
    years = [
        PaidYear(year, amount, funded.get(year, 0.0), amount - funded.get(year, 0.0))
        for year, amount in option.cost
    ]
    total, paid = sum(a for _, a in option.cost), sum(funded.values())
    return CostPath(years, total, paid, total - paid)


def _four_runs(those: Sample, option: PolicyOption) -> Gaps:
    """Subsets: nothing, the option alone, the plan, the plan with the option."""
    if not option.measures:
        raise ScenarioError(f"option {option.id!r} holds no measures")
    measures = those.scenario.measures
    planned = [m.in_plan for m in measures]
    chosen = [m.id in option.measures for m in measures]
    both = [p or c for p, c in zip(planned, chosen, strict=True)]
    doses = np.array([[False] * len(planned), chosen, planned, both], dtype=np.float64)[None]
    return gaps(those, measures=measures, doses=doses)


def _per_extra_worker(those: Sample, option: PolicyOption) -> Array | None:
    """Euros that participants cost for each extra worker, `[n]`; None where they cost nothing."""
    if option.participant_cost is None:
        return None
    values = those.drawn.values
    staying = np.ones(those.n)
    for measure in option.measures:
        for component in ("additionality", "efficacy"):
            staying = staying * values.get(f"{measure}.{component}", 1.0)
    price: Array = np.divide(
        option.participant_cost.values[0],
        staying,
        out=np.full(those.n, np.inf),
        where=staying > 0,
    )
    return price


def _effects(
    scenario: Scenario,
    option: PolicyOption,
    found: Gaps,
    pair: tuple[int, int],
    participant: Array | None,
) -> dict[str, OptionEffect]:
    without, having = pair
    size, supply, gap = scenario.structure.persons_per_unit, found.supply, found.total
    extra = (supply[:, having] - supply[:, without]).sum(axis=1) * size
    closed = (gap[:, without] - gap[:, having]) * size
    effects = {}
    for year in headline_years(scenario):
        at = year - scenario.structure.base_year
        years = extra[:, : at + 1].sum(axis=1)
        effects[str(year)] = _effect(option, extra[:, at], years, closed[:, at], participant)
    return effects


def _effect(
    option: PolicyOption, workers: Array, years: Array, closed: Array, participant: Array | None
) -> OptionEffect:
    total = 1e6 * sum(amount for _, amount in option.cost)
    works = workers >= 1
    price = np.where(works, total / np.maximum(workers, 1.0), np.inf)
    whole = price if participant is None else price + participant
    reference = option.reference_cost
    return OptionEffect(
        extra_workers=spread(workers),
        closure=spread(closed),
        worker_years=spread(years),
        probability_of_no_effect=float(np.mean(~works)),
        cost_per_extra_worker=price_quantiles(price),
        cost_per_extra_worker_if_it_works=price_quantiles(price[works]),
        cost_per_worker_year=price_quantiles(
            np.where(years >= 1, total / np.maximum(years, 1.0), np.inf)
        ),
        per_participant=None if participant is None else price_quantiles(participant[works]),
        cost_with_participants_if_it_works=None
        if participant is None
        else price_quantiles(whole[works]),
        break_even_price=None if reference is None else reference.values[0],
        probability_of_break_even=None
        if reference is None
        else float(np.mean(whole <= reference.values[0])),
    )


def price_quantiles(prices: Array) -> Price:
    """Median and 80 % interval of prices in EUR; None where there is no bound.

    >>> price_quantiles(np.array([np.inf, 100.0, 100.0])).median
    100.0
    """
    if not len(prices):
        return Price(None, None, None)
    ordered = np.sort(prices)
    places = (INTERVAL[0], 0.5, INTERVAL[1])
    found = [float(ordered[round(share * (len(prices) - 1))]) for share in places]
    return Price(*(value if np.isfinite(value) else None for value in found))
