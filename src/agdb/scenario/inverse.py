"""The question turned round: how much of a lever makes an even chance that the gap is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.draws import central, draw, varying
from agdb.scenario.headline import headline_years
from agdb.scenario.run import run

if TYPE_CHECKING:
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

MOST: Final = 20.0
"""The highest multiple of the planned dose that is tried."""

STEPS: Final = 20


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
    """Smallest multiple of the doses of `pillars`, to 1/1000 of the range, by bisection."""

    def enough(multiple: float) -> bool:
        return closed_probability(scenario, drawn, pillars, multiple, year) >= even

    low, high = 0.0, MOST
    if enough(low):
        return 0.0
    if not enough(high):
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
        if high - low < MOST / 1000:
            break
    return high


def closed_probability(
    scenario: Scenario, drawn: Draws, pillars: tuple[str, ...], multiple: float, year: int
) -> float:
    """Share of draws with G1 <= 0 in `year` if the doses of `pillars` are multiplied."""
    times = np.array([[[multiple if m.pillar in pillars else 1.0 for m in scenario.plan]]])
    outcome = run(scenario, drawn, measures=scenario.plan, doses=times)
    gap = outcome.total_gap[:, 0, year - scenario.structure.base_year]
    return float(np.mean(gap <= 0))
