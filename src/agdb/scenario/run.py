"""Run the model over many draws in parts, with bounded memory and on all processors given.

Parts are independent and their results are put in place by draw number, so neither the size of the
parts nor the number of threads changes a bit of the result.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.education import enrolled
from agdb.scenario.green import green_demand, green_supply
from agdb.scenario.inputs import inputs
from agdb.scenario.model import FLOWS, Path, simulate
from agdb.scenario.side_entry import unbalanced

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.measures import Measure
    from agdb.scenario.scenario import Scenario

CELLS_PER_PART: Final = 800_000
"""Stock cells that a part may hold: some six megabytes an array, whatever the number of draws."""

WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept of a run. Persons, `[n, k, g, t]` unless said otherwise.

    `flows`, `levels` and `effective` are kept for the first and the last subset only (baseline and
    whole plan), as axis `s` of length 2: `[n, s, g, f, t]`, `[n, s, g, e, t]`, `[n, s, g, t]`.
    """

    supply: Array
    demand: Array
    gap: Array
    effective: Array
    flows: Array
    levels: Array
    green_demand: Array  # [n, s, t]
    green_supply: Array  # [n, s, t]
    base_hours: Array  # [n, g]
    full_time_hours: Array  # [n]
    frictional_vacancies: Array  # [n]
    frictional_unemployment: Array  # [n]
    substitution: Array  # [n]
    level_shares: Array  # [n, g, e] of the base year
    upgrading: Array  # [n, g]
    capacity_bound: Array  # [n, s, p, t], 1 where places ran out
    students: Array  # [n, s, p, t], zero where dropout is not known
    unbalanced: Array  # [n], 1 where the base-year balance failed

    @property
    def total_gap(self) -> Array:
        """G1 over all groups, `[n, k, t]`."""
        total: Array = self.gap.sum(axis=2)
        return total

    def flow(self, name: str) -> Array:
        """One flow, `[n, s, g, t]`."""
        return self.flows[:, :, :, FLOWS.index(name)]


def run(
    scenario: Scenario,
    draws: Draws,
    *,
    measures: tuple[Measure, ...],
    doses: Array,
    workers: int = WORKERS,
    cells_per_part: int = CELLS_PER_PART,
) -> Outcome:
    """Outcome of all draws, with the dose of each measure times `doses[n or 1, k, m]`.

    A subset of measures is a row of ones and zeros; a zero leaves a measure out exactly.
    """
    structure = scenario.structure
    per_draw = doses.shape[1] * len(structure.groups) * len(structure.levels)
    size = max(cells_per_part // (per_draw * len(structure.ages)), 1)
    starts = range(0, draws.n, size)

    def part(start: int) -> Outcome:
        stop = min(start + size, draws.n)
        mine = doses if len(doses) == 1 else doses[start:stop]
        return _run_part(scenario, draws.part(start, stop), measures, mine)

    if workers == 1 or len(starts) == 1:
        return _joined([part(start) for start in starts])
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return _joined(list(pool.map(part, starts)))


def _run_part(
    scenario: Scenario, draws: Draws, measures: tuple[Measure, ...], doses: Array
) -> Outcome:
    given = inputs(scenario, draws)
    path = simulate(given, measures, doses=doses, draws=draws, structure=scenario.structure)
    ends = [0, doses.shape[1] - 1]
    return Outcome(
        supply=path.supply,
        demand=path.demand,
        gap=path.gap,
        effective=path.effective[:, ends],
        flows=_flows(path, ends),
        levels=path.level_supply[:, ends],
        green_demand=green_demand(given, path.demand[:, ends]),
        green_supply=green_supply(given, path.effective[:, ends]),
        base_hours=given.groups.hours,
        full_time_hours=given.full_time_hours,
        frictional_vacancies=given.frictional_vacancies,
        frictional_unemployment=given.frictional_unemployment,
        substitution=given.substitution,
        level_shares=given.groups.levels,
        upgrading=given.groups.upgrading,
        capacity_bound=path.pipeline.bound[:, ends].astype(np.float64),
        students=enrolled(given.programmes, path.pipeline.intake[:, ends]),
        unbalanced=unbalanced(given),
    )


def _flows(path: Path, ends: list[int]) -> Array:
    return np.stack([getattr(path, name)[:, ends] for name in FLOWS], axis=3)


def _joined(parts: list[Outcome]) -> Outcome:
    if len(parts) == 1:
        return parts[0]
    names = [f.name for f in fields(Outcome)]
    return Outcome(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})
