"""Figures of others beside ours: read as they are, checked, never repaired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.results.scenario import BesideOurs, ClaimFact, Ends, LackingWork, TargetGap, Way
from agdb.scenario.arrays import spread
from agdb.scenario.gaps import target_gap, vacancies
from agdb.scenario.headline import headline_years
from agdb.scenario.scenario import What

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.quantity import Words
    from agdb.scenario.scenario import PublishedFigure, ScenarioTarget

_RETIREMENT: Final = "retirement"
FLOW_SIGNS: Final = {
    "graduates": 1,
    "side_entry": 1,
    "exit": -1,
    "migration": 1,
    "retirement": -1,
}
"""How each flow counts in the stock."""

ELSEWHERE: Final = ("side_entry", "exit")
"""Flows from and to other occupations."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A published total with its published parts.

    >>> Claim("eib", {}, "", "thousand", 94, (("school", 52), ("side-entry", 34))).unexplained
    8
    """

    id: str
    label: Words
    source: str
    unit: str
    total: float
    parts: tuple[tuple[str, float], ...]

    @property
    def unexplained(self) -> float:
        """What the parts leave of the total; anything but 0 is shown, not smoothed away."""
        return self.total - sum(amount for _, amount in self.parts)


def claim_facts(claims: tuple[Claim, ...]) -> list[ClaimFact]:
    """Every claim with what it leaves unexplained."""
    return [
        ClaimFact(
            id=claim.id,
            name=dict(claim.label),
            source=claim.source,
            unit=claim.unit,
            total=claim.total,
            parts=dict(claim.parts),
            unexplained=claim.unexplained,
            adds_up=abs(claim.unexplained) < 1e-9 * max(abs(claim.total), 1.0),
        )
        for claim in claims
    ]


def beside_table(result: Doorrekening) -> list[BesideOurs]:
    """Published figures beside the same of the baseline, in the units of the scenario."""
    return [
        BesideOurs(
            id=one.id,
            name=dict(one.label),
            group=one.group,
            what=one.what.value,
            first=one.first,
            last=one.last,
            published=one.value.values[0],
            unit=one.value.unit,
            source=one.value.source,
            note=dict(one.value.note),
            ours=spread(_ours(result, one)),
        )
        for one in result.scenario.comparisons
    ]


def _ours(result: Doorrekening, one: PublishedFigure) -> Array:
    """What the baseline has for the same group and years, `[n]`."""
    outcome = result.outcome
    g = result.scenario.structure.groups.index(one.group)
    first, last = result.column(one.first), result.column(one.last)
    demand = outcome.demand[:, 0, g]
    if one.what is What.EXPANSION:
        return demand[:, last] - demand[:, first]
    if one.what is What.VACANCIES:
        employed = np.minimum(outcome.effective[:, 0, g], demand)[:, last]
        gap = outcome.gap[:, 0, g, last]
        return vacancies(gap=gap, employed=employed, frictional=outcome.frictional_vacancies)
    flow = "graduates" if one.what is What.GRADUATES else _RETIREMENT
    total: Array = outcome.flow(flow)[:, 0, g, first + 1 : last + 1].sum(axis=1)
    return total


def target_table(result: Doorrekening) -> list[TargetGap]:
    """G2 per target, in the definition of the target; never added to G1."""
    return [_target(result, one) for one in result.scenario.targets]


def _target(result: Doorrekening, one: ScenarioTarget) -> TargetGap:
    gap = None
    if one.stock is not None and one.follows is not None:
        g = result.scenario.structure.groups.index(one.follows)
        supply = result.outcome.supply[:, :, g]
        # The model begins after the stock was counted: until then the stock is kept as it was.
        grown = supply[..., result.column(one.year)] / supply[..., 0]
        missing = target_gap(one.value, one.stock * grown)
        gap = Ends(spread(missing[:, 0]), spread(missing[:, -1]))
    return TargetGap(
        id=one.id,
        name=dict(one.label),
        note=dict(one.note),
        year=one.year,
        target=one.value,
        stock=one.stock,
        stock_year=one.stock_year,
        follows=one.follows,
        gap=gap,
    )


def way_table(result: Doorrekening) -> list[Way]:
    """How the plan takes people off the shortage by the first headline year; it adds up.

    More supply by every flow since the base year, more hours of the same people, and less demand.
    """
    at = result.column(headline_years(result.scenario)[0])
    outcome, size = result.outcome, result.scenario.structure.persons_per_unit

    def more(values: Array) -> float:
        """Plan less baseline of `[n, s, g]`, over all groups, in the mean and in persons."""
        total = values.sum(axis=2)
        return float((total[:, -1] - total[:, 0]).mean()) * size

    found = [
        Way(flow, sign * more(outcome.flow(flow)[..., : at + 1].sum(axis=3)), flow in ELSEWHERE)
        for flow, sign in FLOW_SIGNS.items()
    ]
    ends = [0, result.subsets.count - 1]
    supply, demand = outcome.supply[:, ends], outcome.demand[:, ends]
    found.append(Way("hours", more((outcome.effective - supply)[..., at]), elsewhere=False))
    found.append(Way("demand", -more(demand[..., at]), elsewhere=False))
    return found


def origin_table(result: Doorrekening) -> list[LackingWork]:
    """Where those who would otherwise work elsewhere are lacking, by assumed shares."""
    taken = sum(way.persons for way in way_table(result) if way.elsewhere)
    return [
        LackingWork(one.id, dict(one.label), one.share.values[0], taken * one.share.values[0])
        for one in result.scenario.origins
    ]
