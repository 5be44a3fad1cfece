"""Policy options with their money: what is bought, at what price, and what would be enough.

An option comes on top of the plan (last in) and is also shown without it (first in), with the same
draws. Extra workers are what the option adds to supply in a year; worker-years are their sum, so
that an early and short effect is not thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.assumptions import assumption_table
from agdb.scenario.draws import central, draw, varying
from agdb.scenario.headline import headline_years
from agdb.scenario.run import Outcome, run
from agdb.scenario.summary import INTERVAL, summarised

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import Option, Scenario


def option_result(scenario: Scenario, name: str, *, draws: int, seed: int) -> dict[str, object]:
    """Effect and cost of one option as plain data. Raises ScenarioError for an unknown name."""
    option = scenario.option(name)
    outcome = _four_runs(scenario, option, draws=draws, seed=seed)
    size = scenario.structure.persons_per_unit
    mine = [m for m in scenario.measures if m.id in option.measures]
    records = assumption_table(scenario)
    wanted = {q.name for m in mine for q in m.components}
    return {
        "scenario": scenario.id,
        "option": option.id,
        "name": dict(option.label),
        "note": dict(option.note),
        "draws": len(outcome.supply),
        "seed": seed,
        "cost": cost_path(option),
        "on_top_of_the_plan": _effect(scenario, option, outcome, pair=(2, 3), size=size),
        "without_the_plan": _effect(scenario, option, outcome, pair=(0, 1), size=size),
        "grades": {m.id: m.grade.value for m in mine},
        "cost_elsewhere": [dict(m.cost_elsewhere) for m in mine if m.cost_elsewhere is not None],
        "evidence": list(option.evidence),
        "assumptions": [r for r in records if r["name"] in wanted],
    }


def compare_options(scenario: Scenario, *, draws: int, seed: int) -> list[dict[str, object]]:
    """All options side by side, on the same draws."""
    return [option_result(scenario, o.id, draws=draws, seed=seed) for o in scenario.options]


def cost_path(option: Option) -> dict[str, object]:
    """EUR mln per year with its funded and unfunded part, and the totals."""
    funded = dict(option.funded)
    years = [
        {
            "year": year,
            "cost": amount,
            "funded": funded.get(year, 0.0),
            "unfunded": amount - funded.get(year, 0.0),
        }
        for year, amount in option.cost
    ]
    total, paid = sum(a for _, a in option.cost), sum(funded.values())
    return {
        "unit": "EUR mln",
        "years": years,
        "total": total,
        "funded": paid,
        "unfunded": total - paid,
    }


def break_even(total_cost: float, reference: float) -> float:
    """Extra workers at which `total_cost` (EUR) equals the `reference` price per worker.

    >>> break_even(3_000_000.0, 10_000.0)
    300.0
    """
    return total_cost / reference


def _four_runs(scenario: Scenario, option: Option, *, draws: int, seed: int) -> Outcome:
    """Subsets: nothing, the option alone, the plan, the plan with the option."""
    if not option.measures:
        raise ScenarioError(f"option {option.id!r} holds no measures")
    planned = [m.in_plan for m in scenario.measures]
    chosen = [m.id in option.measures for m in scenario.measures]
    both = [p or c for p, c in zip(planned, chosen, strict=True)]
    doses = np.array([[False] * len(planned), chosen, planned, both], dtype=np.float64)[None]
    drawn = draw(scenario, draws=draws, seed=seed) if varying(scenario) else central(scenario)
    return run(scenario, drawn, measures=scenario.measures, doses=doses)


def _effect(
    scenario: Scenario, option: Option, outcome: Outcome, *, pair: tuple[int, int], size: float
) -> dict[str, object]:
    without, having = pair
    supply = outcome.supply.sum(axis=2)
    extra = (supply[:, having] - supply[:, without]) * size
    closed = (outcome.total_gap[:, without] - outcome.total_gap[:, having]) * size
    found: dict[str, object] = {}
    for year in headline_years(scenario):
        at = year - scenario.structure.base_year
        found[str(year)] = {
            "extra_workers": summarised(extra[:, at]),
            "closure": summarised(closed[:, at]),
            "worker_years": summarised(extra[:, : at + 1].sum(axis=1)),
            "probability_of_no_effect": float(np.mean(extra[:, at] < 1)),
            **_price(option, extra[:, at], extra[:, : at + 1].sum(axis=1)),
        }
    return found


def _price(option: Option, workers: Array, worker_years: Array) -> dict[str, object]:
    """Cost per extra worker and worker-year; in draws with less than one it has no bound."""
    total = 1e6 * sum(amount for _, amount in option.cost)
    reference = option.reference_cost
    needed = None if reference is None else break_even(total, reference.values[0])
    return {
        "cost_per_extra_worker": price_quantiles(total, workers),
        "cost_per_extra_worker_if_it_works": price_quantiles(total, workers[workers >= 1]),
        "cost_per_worker_year": price_quantiles(total, worker_years),
        "break_even_workers": needed,
        "probability_of_break_even": None if needed is None else float(np.mean(workers >= needed)),
    }


def price_quantiles(total_cost: float, workers: Array) -> dict[str, float | None]:
    """Median and 80 % interval of cost per worker in EUR; None where less than one is paid for.

    >>> price_quantiles(1000.0, np.array([0.0, 10.0, 10.0]))["median"]
    100.0
    """
    places = {"low": INTERVAL[0], "median": 0.5, "high": INTERVAL[1]}
    if not len(workers):
        return dict.fromkeys(places)
    price = np.where(workers >= 1, total_cost / np.maximum(workers, 1.0), np.inf)
    ordered = np.sort(price)
    found = {key: float(ordered[round(share * (len(price) - 1))]) for key, share in places.items()}
    return {key: value if np.isfinite(value) else None for key, value in found.items()}
