"""The question turned round: how much of a lever makes an even chance that the gap is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.answers import Inverse
from agdb.scenario.headline import headline_years
from agdb.scenario.run import Sample, gaps

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

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
