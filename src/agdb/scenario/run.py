"""Run the model over many draws in parts, with bounded memory and on all processors given.

Parts are independent and their results are put in place by draw number, so neither the size of the
parts nor the number of threads changes a bit of the result. A sample is drawn, and turned into
inputs of the model, once; every question is asked of the same sample.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from agdb.scenario.demand import green_demand, green_supply
from agdb.scenario.draws import Draws, central, draw, redrawn, varying
from agdb.scenario.education import enrolled
from agdb.scenario.inputs import Inputs, Memo, inputs
from agdb.scenario.model import FLOWS, Path, gap_paths, simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from agdb.scenario.arrays import Array
    from agdb.scenario.measures import PolicyMeasure
    from agdb.scenario.scenario import Scenario

DRAWS_PER_PART: Final = 256
SUBSETS_AT_ONCE: Final = 16
"""With the draws of a part these keep an array of people by age within some four megabytes."""

WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class SamplePart:
    """Some draws of a sample, and the inputs that they are for the model."""

    start: int
    draws: Draws
    given: Inputs
    memo: Memo


@dataclass(frozen=True, slots=True)
class Sample:
    """A scenario, all its draws, and the inputs that follow from them."""

    scenario: Scenario
    seed: int
    parts: tuple[SamplePart, ...]

    @property
    def n(self) -> int:
        """The number of draws."""
        return sum(part.draws.n for part in self.parts)

    @property
    def drawn(self) -> Draws:
        """All draws together."""
        first, *rest = (part.draws for part in self.parts)
        if not rest:
            return first
        values = {
            name: np.concatenate([array, *(one.values[name] for one in rest)])
            for name, array in first.values.items()
        }
        shocks = np.concatenate([first.shocks, *(one.shocks for one in rest)])
        return Draws(self.n, values, shocks)

    def first(self, draws: int) -> Sample:
        """The sample of the first `draws` draws, which is what fewer draws would have given."""
        kept = []
        for part in self.parts:
            wanted = min(draws - part.start, part.draws.n)
            if wanted == part.draws.n:
                kept.append(part)
            elif wanted > 0:
                kept.append(_part(self.scenario, part.start, part.draws.part(0, wanted), {}))
        return replace(self, parts=tuple(kept))

    def under(self, scenario: Scenario) -> Sample:
        """The same draws under another version of the scenario; only what differs is drawn."""
        parts = []
        for part in self.parts:
            drawn = redrawn(part.draws, self.scenario, scenario, start=part.start, seed=self.seed)
            parts.append(_part(scenario, part.start, drawn, part.memo))
        return Sample(scenario, self.seed, tuple(parts))

    def taking(self, names: Iterable[str], other: Sample) -> Sample:
        """This sample with the draws of `names` from another one of the same size."""
        wanted = frozenset(names)
        parts = []
        for mine, theirs in zip(self.parts, other.parts, strict=True):
            drawn = mine.draws.taking(wanted, theirs.draws)
            parts.append(_part(self.scenario, mine.start, drawn, mine.memo))
        return replace(self, parts=tuple(parts))


def sample(scenario: Scenario, *, draws: int, seed: int) -> Sample:
    """A sample of `draws` draws; one draw of the stated values where nothing varies."""
    drawn = draw(scenario, draws=draws, seed=seed) if varying(scenario) else central(scenario)
    return sample_of(scenario, drawn, seed=seed)


def sample_of(
    scenario: Scenario, drawn: Draws, *, seed: int = 0, size: int = DRAWS_PER_PART
) -> Sample:
    """The sample of draws that there are already."""
    parts = [
        _part(scenario, start, drawn.part(start, min(start + size, drawn.n)), {})
        for start in range(0, drawn.n, size)
    ]
    return Sample(scenario, seed, tuple(parts))


def _part(scenario: Scenario, start: int, draws: Draws, memo: Memo) -> SamplePart:
    return SamplePart(start, draws, inputs(scenario, draws, memo), memo)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Supply and gap G1 of every subset, in persons, `[n, k, g, t]`."""

    supply: Array
    gap: Array

    @property
    def total(self) -> Array:
        """G1 over all groups, `[n, k, t]`."""
        total: Array = self.gap.sum(axis=2)
        return total


@dataclass(frozen=True, slots=True)
class RunOutcome:
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
    those: Sample, *, measures: tuple[PolicyMeasure, ...], doses: Array, workers: int = WORKERS
) -> RunOutcome:
    """Outcome of all draws, with the dose of each measure times `doses[n or 1, k, m]`.

    A subset of measures is a row of ones and zeros; a zero leaves a measure out exactly.
    """
    structure = those.scenario.structure

    def of(part: SamplePart) -> RunOutcome:
        return _outcome(
            part.given,
            simulate(
                part.given,
                measures,
                doses=_of_part(doses, part),
                draws=part.draws,
                structure=structure,
            ),
            [0, doses.shape[1] - 1],
        )

    return _joined(_over(of, those.parts, workers))


def gaps(
    those: Sample, *, measures: tuple[PolicyMeasure, ...], doses: Array, workers: int = WORKERS
) -> Gaps:
    """Supply and gap only, as `run` has them; a few subsets at a time."""
    structure, k = those.scenario.structure, doses.shape[1]
    shape = (those.n, k, len(structure.groups), structure.horizon + 1)
    found = Gaps(np.empty(shape), np.empty(shape))
    blocks = [
        (part, slice(first, min(first + SUBSETS_AT_ONCE, k)))
        for part in those.parts
        for first in range(0, k, SUBSETS_AT_ONCE)
    ]

    def fill(block: tuple[SamplePart, slice]) -> None:
        part, subsets = block
        rows = slice(part.start, part.start + part.draws.n)
        found.supply[rows, subsets], found.gap[rows, subsets] = gap_paths(
            part.given,
            measures,
            doses=_of_part(doses, part)[:, subsets],
            draws=part.draws,
            structure=structure,
        )

    _over(fill, tuple(blocks), workers)
    return found


def _of_part(doses: Array, part: SamplePart) -> Array:
    return doses if len(doses) == 1 else doses[part.start : part.start + part.draws.n]


T = TypeVar("T")
R = TypeVar("R")


def _over(of: Callable[[T], R], parts: tuple[T, ...], workers: int) -> list[R]:
    if workers == 1 or len(parts) == 1:
        return [of(part) for part in parts]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(of, parts))


def _outcome(given: Inputs, path: Path, ends: list[int]) -> RunOutcome:
    schools = path.school_of[ends]
    return RunOutcome(
        supply=path.supply,
        demand=path.demand,
        gap=path.gap,
        effective=path.effective[:, ends],
        flows=np.stack([getattr(path, name)[:, ends] for name in FLOWS], axis=3),
        levels=path.level_supply,
        green_demand=green_demand(given, path.demand[:, ends]),
        green_supply=green_supply(given, path.effective[:, ends]),
        base_hours=given.groups.hours,
        full_time_hours=given.full_time_hours,
        frictional_vacancies=given.frictional_vacancies,
        frictional_unemployment=given.frictional_unemployment,
        substitution=given.substitution,
        level_shares=given.groups.levels,
        upgrading=given.groups.upgrading,
        capacity_bound=path.pipeline.bound[:, schools].astype(np.float64),
        students=enrolled(given.programmes, path.pipeline.intake[:, schools]),
        unbalanced=given.unbalanced,
    )


def _joined(parts: list[RunOutcome]) -> RunOutcome:
    if len(parts) == 1:
        return parts[0]
    names = [f.name for f in fields(RunOutcome)]
    return RunOutcome(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})
