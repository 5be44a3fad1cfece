"""The question turned round: how much of a lever makes an even chance that the gap is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.draws import central, draw, varying
from agdb.scenario.headline import headline_years
from agdb.scenario.run import run

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

MOST: Final = 20.0
"""The highest multiple of the planned dose that is tried."""

POINTS: Final = 21
ROUNDS: Final = 3


def inverse_doses(scenario: Scenario, *, draws: int, seed: int) -> dict[str, object]:
    """For each pillar, and all together: the multiple of its doses with P(G1 <= 0) >= 0.5.

    All other pillars stay as planned. None means: not reachable within twenty times the plan.
    """
    drawn = draw(scenario, draws=draws, seed=seed) if varying(scenario) else central(scenario)
    pillars = [(p, (p,)) for p in scenario.pillars]
    lifted = [*pillars, ("all", scenario.pillars)]
    return {
        "probability": 0.5,
        "largest_multiple_tried": MOST,
        "years": {
            str(year): {
                name: needed_multiple(scenario, drawn, pillars=which, year=year)
                for name, which in lifted
            }
            for year in headline_years(scenario)
        },
    }


def needed_multiple(
    scenario: Scenario, drawn: Draws, *, pillars: tuple[str, ...], year: int, even: float = 0.5
) -> float | None:
    """Smallest multiple of the doses of `pillars` that is enough, to within 1/400 of the plan.

    Each round runs a row of multiples at once and looks on in the stretch where it becomes enough.
    """
    low, high = 0.0, MOST
    for _ in range(ROUNDS):
        row = np.linspace(low, high, POINTS)
        enough = closed_probability(scenario, drawn, pillars, row, year) >= even
        if not enough.any():
            return None
        first = int(np.argmax(enough))
        if first == 0:
            return float(row[0])
        low, high = float(row[first - 1]), float(row[first])
    return high


def closed_probability(
    scenario: Scenario, drawn: Draws, pillars: tuple[str, ...], multiples: Array, year: int
) -> Array:
    """Share of draws with G1 <= 0 in `year`, for each of `multiples[k]` of the doses of pillars."""
    lifted = np.array([m.pillar in pillars for m in scenario.plan])
    times = np.where(lifted, multiples[:, None], 1.0)[None]
    outcome = run(scenario, drawn, measures=scenario.plan, doses=times)
    gap = outcome.total_gap[:, :, year - scenario.structure.base_year]
    closed: Array = np.mean(gap <= 0, axis=0)
    return closed
