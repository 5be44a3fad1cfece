"""From a doorrekening to its facts, and from facts to bytes that do not change.

The layout is that of `agdb.results.scenario`. `S`, `D`, `G1` and `v`, the names that version 0.1
had for supply, demand, gap and what is closed, are kept beside it in JSON for one release.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from agdb.results.scenario import PillarShare, Run, Stocks, Year
from agdb.scenario.arrays import each, spreads
from agdb.scenario.attribution import by_evidence
from agdb.scenario.backtest import backtest
from agdb.scenario.facts import input_facts, measure_facts
from agdb.scenario.headline import headline, headline_years, variance_shares
from agdb.scenario.published import beside_table, claim_facts, origin_table, target_table, way_table
from agdb.scenario.regions import labour_market_table, regional_table
from agdb.scenario.tables import (
    capacity_table,
    discrepancy_table,
    flow_table,
    green_table,
    group_table,
    level_table,
    student_table,
    women_table,
)

if TYPE_CHECKING:
    from agdb.scenario.doorrekening import Doorrekening

BACKTEST_DRAWS: Final = 1000
_OLDER: Final = {"S": "supply", "D": "demand", "G1": "gap", "v": "closed"}


def run_facts(result: Doorrekening) -> Run:
    """The whole result with its fingerprint."""
    scenario, those = result.scenario, result.sample
    structure = scenario.structure
    shares = variance_shares(those)
    found = Run(
        scenario=scenario.id,
        name=dict(scenario.label),
        worked_example=scenario.worked_example,
        draws=those.n,
        seed=those.seed,
        persons_per_unit=structure.persons_per_unit,
        base_year=structure.base_year,
        pillars=list(scenario.pillars),
        group_names={
            group: dict(label)
            for group, label in zip(structure.groups, structure.group_labels, strict=True)
        },
        years=[_year(result, year) for year in structure.years.tolist()],
        headline=[
            msgspec.structs.replace(headline(result, year), variance_shares=shares[year])
            for year in headline_years(scenario)
        ],
        groups=group_table(result),
        closed_by_group={
            group: spreads(result.outcome.gap[:, 0, g] - result.outcome.gap[:, -1, g])
            for g, group in enumerate(structure.groups)
        },
        flows=flow_table(result),
        levels=level_table(result),
        green=green_table(result),
        women=women_table(result),
        regions=regional_table(result),
        labour_market_regions=labour_market_table(result),
        targets=target_table(result),
        beside=beside_table(result),
        ways=way_table(result),
        origins=origin_table(result),
        evidence=by_evidence(those),
        capacity=capacity_table(result),
        students=student_table(result),
        backtest=backtest(scenario, draws=min(those.n, BACKTEST_DRAWS), seed=those.seed),
        not_a_shortage=discrepancy_table(result),
        measures=measure_facts(scenario),
        claims=claim_facts(scenario.claims),
        share_of_draws_without_balance=float(result.outcome.unbalanced.mean()),
        inputs=input_facts(scenario),
    )
    return msgspec.structs.replace(found, sha256=fingerprint(found))


def _year(result: Doorrekening, year: int) -> Year:
    """Stocks of every subset, what it closes, and the division of the whole over the pillars."""
    t, outcome = result.column(year), result.outcome
    columns = (
        each(outcome.supply.sum(axis=2)[..., t]),
        each(outcome.demand.sum(axis=2)[..., t]),
        each(outcome.total_gap[..., t]),
        each(result.closed[:, t]),
    )
    shares = (each(x[:, t]) for x in (result.shapley, result.first_in, result.last_in))
    return Year(
        year=year,
        subsets={
            result.subsets.name(k): Stocks(*stocks)
            for k, stocks in enumerate(zip(*columns, strict=True))
        },
        pillars={
            pillar: PillarShare(*three)
            for pillar, three in zip(
                result.scenario.pillars, zip(*shares, strict=True), strict=True
            )
        },
    )


def fingerprint(found: Run) -> str:
    """SHA-256 of a run without its fingerprint: the same inputs and seed give the same one."""
    bare = msgspec.structs.replace(found, sha256="")
    return hashlib.sha256(msgspec.json.encode(bare, order="deterministic")).hexdigest()


def published_run(found: Run) -> dict[str, Any]:
    """A run as it is published: its fields, and per year also the names of version 0.1."""
    plain: dict[str, Any] = msgspec.to_builtins(found)
    for year in plain["years"]:
        subsets = year["subsets"]
        for stocks in subsets.values():
            stocks.update({old: stocks[new]["median"] for old, new in _OLDER.items()})
        none = next(iter(subsets.values()))
        year.update({old: none[old] for old in ("S", "D", "G1")})
        year["v"] = {name: stocks["v"] for name, stocks in subsets.items()}
    return plain
