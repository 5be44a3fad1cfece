"""Other doses of the pillars: a grid for a page with sliders, and the dose that would be enough.

Every combination of doses is run on the same draws, so that moving a slider shows the effect of the
dose and not of chance.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.results.scenario_answers import DoseGrid, GridYear, Inverse
from agdb.scenario.arrays import INTERVAL
from agdb.scenario.headline import headline_of, headline_years
from agdb.scenario.run import Sample, gaps
from agdb.statistics.number import persons_step, rounded

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


DOSES: Final = (0.0, 1.0, 2.0)
"""Multiples of the plan that are worked out for each pillar.

A page may interpolate between them, linearly in each dose: the gap hardly bends, and few doses in
many draws agree with the headline where many doses in few draws would not.
"""


def dose_grid(those: Sample, *, doses: tuple[float, ...] = DOSES) -> DoseGrid:
    """Gap and closure per combination of doses and headline year, in the order of `combinations`.

    The first combination is no plan at all if 0 is the first dose.
    """
    scenario = those.scenario
    combinations = tuple(product(doses, repeat=len(scenario.pillars)))
    where = [scenario.pillars.index(m.pillar) for m in scenario.plan]
    times = np.array([[c[i] for i in where] for c in combinations])[None]
    total = gaps(those, measures=scenario.plan, doses=times).total
    gap = total * scenario.structure.persons_per_unit
    nothing = combinations.index((0.0,) * len(scenario.pillars))
    planned = combinations.index((1.0,) * len(scenario.pillars))
    cells = {}
    for year in headline_years(scenario):
        here = gap[:, :, year - scenario.structure.base_year]
        block = headline_of(here[:, nothing], here[:, planned], year=year)
        cells[str(year)] = GridYear(
            gap=_bounds(here),
            closure=_bounds(here[:, nothing, None] - here),
            probability_closed=np.mean(here <= 0, axis=0).round(4).tolist(),
            step=persons_step(block.closure.high - block.closure.low),
        )
    return DoseGrid(
        scenario=scenario.id,
        draws=those.n,
        seed=those.seed,
        pillars=list(scenario.pillars),
        doses=list(doses),
        combinations=[list(c) for c in combinations],
        cells=cells,
    )


def _bounds(persons: Array) -> list[tuple[int, int, int]]:
    """Low, mean and high per combination, in whole persons."""
    low, high = np.quantile(persons, INTERVAL, axis=0)
    return [
        (_whole(a), _whole(b), _whole(c))
        for a, b, c in zip(low, persons.mean(axis=0), high, strict=True)
    ]


def _whole(persons: float) -> int:
    return int(rounded(float(persons), decimals=0))


MOST: Final = 20.0
"""The highest multiple of the planned dose that is tried."""

POINTS: Final = 9
ROUNDS: Final = 4


def inverse_doses(those: Sample) -> Inverse:
    """For each pillar, and all together: the multiple of its doses with P(G1 <= 0) >= 0.5.

    All other pillars stay as planned. None means: not reachable within twenty times the plan.
    """
    scenario = those.scenario
    lifted = [*((p, (p,)) for p in scenario.pillars), ("all", scenario.pillars)]
    return Inverse(
        probability=0.5,
        largest_multiple_tried=MOST,
        years={
            str(year): {
                name: needed_multiple(those, pillars=which, year=year) for name, which in lifted
            }
            for year in headline_years(scenario)
        },
    )


def needed_multiple(
    those: Sample, *, pillars: tuple[str, ...], year: int, even: float = 0.5
) -> float | None:
    """Smallest multiple of the doses of `pillars` that is enough, to within 1/200 of the plan.

    Each round runs a row of multiples at once and looks on in the stretch where it becomes enough;
    first the highest alone, which is not enough for most pillars.
    """
    if closed_probability(those, pillars, np.array([MOST]), year)[0] < even:
        return None
    low, high = 0.0, MOST
    for _ in range(ROUNDS):
        row = np.linspace(low, high, POINTS)
        enough = closed_probability(those, pillars, row, year) >= even
        first = int(np.argmax(enough))
        if first == 0:
            return float(row[0])
        low, high = float(row[first - 1]), float(row[first])
    return high


def closed_probability(
    those: Sample, pillars: tuple[str, ...], multiples: Array, year: int
) -> Array:
    """Share of draws with G1 <= 0 in `year`, for each of `multiples[k]` of the doses of pillars."""
    scenario = those.scenario
    lifted = np.array([m.pillar in pillars for m in scenario.plan])
    times = np.where(lifted, multiples[:, None], 1.0)[None]
    total = gaps(those, measures=scenario.plan, doses=times).total
    closed: Array = np.mean(total[:, :, year - scenario.structure.base_year] <= 0, axis=0)
    return closed
