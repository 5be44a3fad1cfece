"""The closed gap divided over single measures, by sampling orders in which they come in.

With more than a handful of measures not all subsets can be run. Each draw gets random orders, each
together with its reverse (antithetic, Mitchell et al. 2022,
https://jmlr.org/papers/v23/21-0439.html); a measure gets the mean of what it adds when it comes in.
Along every order the contributions sum to the closure, so they do so in every draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from agdb.results.scenario import EvidenceStep
from agdb.results.scenario_answers import MeasureShare, MeasureShares
from agdb.scenario.arrays import spread, spreads
from agdb.scenario.draws import varying
from agdb.scenario.evidence import Grade
from agdb.scenario.headline import headline_years
from agdb.scenario.run import Sample, gaps

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

Order = npt.NDArray[np.int64]

ORDERS: Final = 1
"""Random orders per draw, each with its reverse; 2,000 draws make 4,000 permutations."""

ORDERS_OF_ONE_DRAW: Final = 200
"""Where nothing varies there is one draw, and the orders have to do."""

STEPS: Final = ((Grade.GIVEN, Grade.A, Grade.B, Grade.C), (Grade.D,), (Grade.E,))
"""Evidence from strong to none, in the steps in which the plan is built up."""


def per_measure(those: Sample) -> MeasureShares:
    """Contribution of every measure of the plan per year."""
    scenario = those.scenario
    orders = ORDERS if varying(scenario) else ORDERS_OF_ONE_DRAW
    shares = contributions(those, orders=orders)
    return MeasureShares(
        permutations=2 * orders * those.n,
        years=scenario.structure.years.tolist(),
        measures={
            measure.id: MeasureShare(measure.pillar, spreads(shares[:, :, m]))
            for m, measure in enumerate(scenario.plan)
        },
    )


def by_evidence(those: Sample) -> dict[str, list[EvidenceStep]]:
    """What the plan closes per headline year with strong evidence only, then weak, then none.

    The steps add up to the whole closure, in persons.
    """
    scenario = those.scenario
    plan, size = scenario.plan, scenario.structure.persons_per_unit
    reached: tuple[Grade, ...] = ()
    rows = [[0.0] * len(plan)]
    for grades in STEPS:
        reached = (*reached, *grades)
        rows.append([float(m.grade in reached) for m in plan])
    total = gaps(those, measures=plan, doses=np.array(rows).reshape(1, len(rows), len(plan))).total
    closed = (total[:, :1] - total) * size
    found: dict[str, list[EvidenceStep]] = {}
    for year in headline_years(scenario):
        at = closed[..., year - scenario.structure.base_year]
        found[str(year)] = [
            EvidenceStep(
                grades=[grade.value for grade in grades],
                closure=spread(at[:, step]),
                added=float((at[:, step] - at[:, step - 1]).mean()),
                measures=[m.id for m in plan if m.grade in grades],
            )
            for step, grades in enumerate(STEPS, start=1)
        ]
    return found


def contributions(those: Sample, *, orders: int) -> Array:
    """Mean added closure of each measure, `[n, t, m]`; they sum to the closure in every draw."""
    measures = those.scenario.plan
    key = np.array([those.seed, 0], dtype=np.uint64)
    generator = np.random.Generator(np.random.Philox(key=key))
    total = np.zeros((those.n, those.scenario.structure.horizon + 1, len(measures)))
    if not measures:
        return total
    for _ in range(orders):
        ranks = np.argsort(generator.random((those.n, len(measures))), axis=1).astype(np.int64)
        for order in (ranks, ranks[:, ::-1]):
            total += _along(those, order)
    return total / (2 * orders)


def _along(those: Sample, order: Order) -> Array:
    """What each measure adds along one `order[n, m]` of measure numbers."""
    gap = gaps(those, measures=those.scenario.plan, doses=_prefixes(order)).total
    added = (gap[:, :-1] - gap[:, 1:]).transpose(0, 2, 1)
    result = np.empty_like(added)
    where = np.broadcast_to(order[:, None, :], added.shape)
    np.put_along_axis(result, where, added, axis=2)
    return result


def _prefixes(order: Order) -> Array:
    """Doses `[n, k, m]`: in step k the first k measures of the order are on."""
    n, m = order.shape
    position = np.empty((n, m), dtype=np.int64)
    np.put_along_axis(position, order, np.broadcast_to(np.arange(m), (n, m)), axis=1)
    on = position[:, None, :] < np.arange(m + 1)[None, :, None]
    return on.astype(np.float64)
