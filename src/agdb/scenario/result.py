"""A doorrekening as plain data, ready to be printed, stored in a release and compared.

The layout is the contract of `agdb scenario run --json`; docs/methods/scenario.md describes it.
Numbers are in the units of the scenario (`persons_per_unit` says how many persons that is), except
in the headline, which is in persons.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from agdb.scenario.assumptions import assumption_table
from agdb.scenario.backtest import backtest
from agdb.scenario.headline import headline, headline_years, variance_shares
from agdb.scenario.measure_table import measure_table
from agdb.scenario.published import claim_table
from agdb.scenario.regions import labour_market_table, regional_table
from agdb.scenario.summary import summarised
from agdb.scenario.tables import (
    capacity_table,
    discrepancy_table,
    flow_table,
    green_table,
    group_table,
    level_table,
    student_table,
    target_table,
)
from agdb.scenario.women import women_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.doorrekening import Doorrekening


BACKTEST_DRAWS: Final = 1000


def to_plain(result: Doorrekening) -> dict[str, object]:
    """The whole result as dictionaries, lists, numbers and words."""
    scenario = result.scenario
    structure = scenario.structure
    past = backtest(scenario, draws=min(result.draws, BACKTEST_DRAWS), seed=result.seed)
    return {
        "scenario": scenario.id,
        "name": dict(scenario.label),
        "worked_example": scenario.worked_example,
        "draws": result.draws,
        "seed": result.seed,
        "persons_per_unit": structure.persons_per_unit,
        "statistic": "median of the draws, with an 80 % interval from low to high",
        "pillars": list(scenario.pillars),
        "group_names": {
            group: dict(label)
            for group, label in zip(structure.groups, structure.group_labels, strict=True)
        },
        "years": [_year(result, year) for year in structure.years.tolist()],
        "headline": _headlines(result, past),
        "groups": group_table(result),
        "flows": flow_table(result),
        "levels": level_table(result),
        "green": green_table(result),
        "women": women_table(result),
        "regions": regional_table(result),
        "labour_market_regions": labour_market_table(result),
        "targets": target_table(result),
        "capacity": capacity_table(result),
        "students": student_table(result),
        "backtest": past,
        "not_a_shortage": discrepancy_table(result),
        "measures": measure_table(scenario),
        "claims": claim_table(scenario.claims),
        "share_of_draws_without_balance": float(result.outcome.unbalanced.mean()),
        "assumptions": assumption_table(scenario),
    }


def _year(result: Doorrekening, year: int) -> dict[str, object]:
    """S, D and G1 of the baseline, v and the stocks of every subset, and the division of v(all)."""
    t, outcome = result.column(year), result.outcome
    names = [result.subsets.name(k) for k in range(result.subsets.count)]
    supply, demand = outcome.supply.sum(axis=2)[..., t], outcome.demand.sum(axis=2)[..., t]
    gap, closed = outcome.total_gap[..., t], result.closed[:, t]
    tables = {"S": supply, "D": demand, "G1": gap, "v": closed}
    summaries = {key: summarised(values) for key, values in tables.items()}
    return {
        "year": year,
        "S": _of(summaries["S"], 0),
        "D": _of(summaries["D"], 0),
        "G1": _of(summaries["G1"], 0),
        "v": {name: _of(summaries["v"], k) for k, name in enumerate(names)},
        "shapley": _per_pillar(result, summarised(result.shapley[:, t])),
        "first_in": _per_pillar(result, summarised(result.first_in[:, t])),
        "last_in": _per_pillar(result, summarised(result.last_in[:, t])),
        "subsets": {
            name: {key: _of(summaries[key], k) for key in tables} for k, name in enumerate(names)
        },
        "intervals": {
            "subsets": {
                name: {key: _bounds(summaries[key], k) for key in tables}
                for k, name in enumerate(names)
            },
            "shapley": _bounds_per_pillar(result, summarised(result.shapley[:, t])),
        },
    }


def _headlines(result: Doorrekening, past: Mapping[str, object] | None) -> list[dict[str, object]]:
    shares = variance_shares(result.scenario, draws=result.draws, seed=result.seed)
    return [
        {
            **headline(result, year),
            "variance_shares": shares[year],
            "backtest": None if past is None else past["statement"],
            "assumptions": [q.name for q in result.scenario.quantities() if q.assumption],
        }
        for year in headline_years(result.scenario)
    ]


def _of(summary: Mapping[str, object], index: int, key: str = "median") -> float:
    values = summary[key]
    assert isinstance(values, list)
    return float(values[index])


def _bounds(summary: Mapping[str, object], index: int) -> dict[str, float]:
    return {key: _of(summary, index, key) for key in ("low", "high", "mean")}


def _per_pillar(result: Doorrekening, summary: Mapping[str, object]) -> dict[str, float]:
    return {pillar: _of(summary, i) for i, pillar in enumerate(result.scenario.pillars)}


def _bounds_per_pillar(
    result: Doorrekening, summary: Mapping[str, object]
) -> dict[str, dict[str, float]]:
    return {pillar: _bounds(summary, i) for i, pillar in enumerate(result.scenario.pillars)}


def fingerprint(plain: Mapping[str, object]) -> str:
    """SHA-256 of the result in canonical JSON: the same inputs and seed give the same one.

    >>> fingerprint({"a": 1.0}) == fingerprint({"a": 1.0})
    True
    """
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
