"""A doorrekening of two draws, two groups and three years that can be followed by hand.

Two pillars make four subsets; what stands between the first and the last one must not be read, and
is far from everything else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from agdb.scenario.doorrekening import Doorrekening
from agdb.scenario.draws import Draws
from agdb.scenario.pillars import Subsets
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.run import RunOutcome, Sample
from agdb.scenario.scenario import Scenario
from agdb.scenario.structure import ModelStructure, StudyProgramme

NOT_READ = 9999.0
STRUCTURE = ModelStructure(
    base_year=2025,
    last_year=2027,
    first_age=20,
    last_age=66,
    groups=("a", "b"),
    levels=("low", "high"),
    programmes=(StudyProgramme("school", "low", {}), StudyProgramme("college", "high", {})),
    overlays=(),
    persons_per_unit=1000.0,
)
OPTIONAL = (
    "a.green-demand",
    "a.women",
    "school.teachers",
    "school.dropout",
)


def two_ends(*, first: Any, last: Any, other: float) -> np.ndarray:
    """Values `[n, k, g, t]` of group a in the first and last subset; of group b the same always."""
    values = np.full((2, 4, 2, 3), NOT_READ)
    values[:, [0, 3], 1] = other
    values[:, 0, 0], values[:, 3, 0] = first, last
    return values


def outcome() -> RunOutcome:
    demand = two_ends(
        first=[[100, 110, 120], [100, 130, 140]], last=[[100, 105, 110], [100, 115, 130]], other=50
    )
    demand[:, [0, 3], 1, 2] = 40
    effective = np.full((2, 2, 2, 3), 50.0)
    effective[:, 0, 0] = [[90, 100, 125], [90, 110, 130]]
    effective[:, 1, 0] = [[90, 100, 115], [90, 110, 130]]
    gap = np.full((2, 4, 2, 3), NOT_READ)
    gap[:, [0, 3]] = demand[:, [0, 3]] - effective
    flows = np.arange(2 * 2 * 2 * 5 * 3, dtype=np.float64).reshape(2, 2, 2, 5, 3)
    levels = np.zeros((2, 2, 2, 2, 3))
    levels[0, 0, 0, :, 1] = 38, 42
    by_year = np.array([[[10.0, 12, 14], [10, 13, 15]], [[10, 14, 18], [10, 15, 21]]])
    return RunOutcome(
        supply=two_ends(
            first=[[80, 90, 100], [80, 95, 110]], last=[[80, 95, 120], [80, 95, 130]], other=50
        ),
        demand=demand,
        gap=gap,
        effective=effective,
        flows=flows,
        levels=levels,
        green_demand=by_year,
        green_supply=by_year / 2,
        base_hours=np.array([[32.0, 40], [24, 40]]),
        full_time_hours=np.array([40.0, 40]),
        frictional_vacancies=np.array([0.2, 0.5]),
        frictional_unemployment=np.array([0.2, 0.5]),
        substitution=np.array([0.2, 0.2]),
        level_shares=np.array([[[0.25, 0.75], [0.5, 0.5]]] * 2),
        upgrading=np.zeros((2, 2)),
        capacity_bound=np.array([[[[0.0, 0, 1]] * 2, [[0.0, 1, 1]] * 2], [[[0.0, 1, 1]] * 2] * 2]),
        students=np.arange(2 * 2 * 2 * 3, dtype=np.float64).reshape(2, 2, 2, 3),
        unbalanced=np.zeros(2),
    )


def scenario(**changed: Any) -> Scenario:
    parameters = {name: UncertainQuantity(name, (), (0.5,)) for name in OPTIONAL}
    return replace(Scenario("hand", {}, STRUCTURE, parameters, (), ("P1", "P2")), **changed)


def doorrekening(of: Scenario | None = None, **changed: Any) -> Doorrekening:
    """The case, with other arrays where they are given."""
    made = of or scenario()
    values = {
        "a.women": np.array([0.5, 0.5]),
        "b.women": np.array([0.1, 0.1]),
        "a.women-entering": np.array([0.2, 0.2]),
        "b.women-entering": np.array([0.1, 0.1]),
    }
    return Doorrekening(
        Sample(made, 0, ()),
        Subsets(made.pillars),
        replace(outcome(), **changed),
        Draws(2, values, np.zeros((2, 2, 3))),
    )
