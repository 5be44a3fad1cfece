"""From measures to changes of parameters, for every draw and every subset of measures at once.

Measures on the same parameter saturate: together they do `1 - product of (1 - effect)`, never the
simple sum. People counted per year saturate against the yearly side-entry they add to. A measure
that is off contributes an exact zero, so that a plan without measures is the baseline bit for bit.

Pillar 4 has no effect of its own: overlap and delay take a share of every measure, and coordination
removes part of that loss, or cuts the time before measures begin to work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from agdb.scenario.measures import COMPONENTS, Lever, PolicyMeasure

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.structure import ModelStructure


def effectiveness(*, loss: Array, removed: Array) -> Array:
    """Share of a measure that arrives, from `loss[n]` and the part of it `removed[n, k, t]`.

    >>> effectiveness(loss=np.array([0.2]), removed=np.full((1, 1, 1), 0.5)).tolist()
    [[[0.9]]]
    """
    arrived: Array = 1 - loss[:, None, None] * (1 - np.clip(removed, 0.0, 1.0))
    return arrived


Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ProgrammeEffects:
    """Changes to education, `[n, k, p, t]`; zero is no change.

    `intake` and `teachers` are relative rises, `completion` and `entry_share` rises in points;
    `teachers_leaving` are persons a year whom a measure draws out of teaching.
    """

    intake: Array
    completion: Array
    entry_share: Array
    teachers: Array
    teachers_leaving: Array


@dataclass(frozen=True, slots=True)
class GroupEffects:
    """Changes to the labour market, `[n, k, g, t]`; zero is no change.

    `exit` is a relative fall, `hours` a relative rise, `side_entry` and `migrants` are persons a
    year, `productivity` is extra log productivity won in that year.
    """

    exit: Array
    side_entry: Array
    migrants: Array
    hours: Array
    productivity: Array


@dataclass(frozen=True, slots=True)
class Effects:
    """What a set of measures changes, and for which subsets it is worked out.

    Many subsets of measures do the same to education, and the same to exit. `programmes` has one
    row for every different one, `school_of[k]` says which of them subset k has; likewise
    `groups.exit` and `exit_of`.
    """

    programmes: ProgrammeEffects
    groups: GroupEffects
    school_of: Places
    exit_of: Places


class _Strengths:
    """How strongly each measure works, `[n, k, t]`, before it is spread over groups."""

    def __init__(
        self,
        measures: tuple[PolicyMeasure, ...],
        doses: Array,
        draws: Draws,
        structure: ModelStructure,
    ) -> None:
        self.measures, self.doses, self.draws = measures, doses, draws
        self.years = structure.years.astype(np.float64)
        self.no_lag = np.zeros((draws.n, doses.shape[1]))

    def of(self, index: int, lag_cut: Array) -> Array:
        measure = self.measures[index]
        lag = np.maximum(measure.lag - lag_cut, 0.0)
        size = self.size(measure)[:, None, None]
        path = measure.dose_path(self.years) * measure.ramp(self.years, lag)
        times = self.doses[:, :, index, None]
        strength: Array = np.where(times != 0, size * path * times, 0.0)
        return strength

    def size(self, measure: PolicyMeasure) -> Array:
        """Effect at dose 1, fully grown: the product of the components, `[n]`."""
        size = np.ones(self.draws.n)
        for component in COMPONENTS:
            drawn = self.draws.values.get(f"{measure.id}.{component}")
            if drawn is not None:
                size = size * (1 - drawn if component == "displacement" else drawn)
        return size

    def combined(self, target: Lever) -> Array:
        """`[n, k, t]` of the pillar-4 measures on one target, which know no lag cut themselves."""
        untouched = np.ones((*self.no_lag.shape, len(self.years)))
        for index, measure in enumerate(self.measures):
            if measure.target is target:
                untouched = untouched * (1 - np.minimum(self.of(index, self.no_lag), 1.0))
        return 1 - untouched


def effects(
    measures: tuple[PolicyMeasure, ...],
    *,
    doses: Array,
    draws: Draws,
    loss: Array,
    pool: Array,
    structure: ModelStructure,
) -> Effects:
    """Combined effects of the measures, with their doses times `doses[n or 1, k, m]`.

    `loss[n]` is the coordination loss; `pool[n, g]` the yearly number of people against which
    counts saturate.
    """
    programmes = tuple(p.id for p in structure.programmes)
    schooling = [m.target.of_programmes or bool(_drawn(m, programmes).any()) for m in measures]
    school_of, school_doses = _different(measures, doses, np.array(schooling, dtype=np.bool_))
    leaving_work = np.array([m.target is Lever.EXIT for m in measures], dtype=np.bool_)
    exit_of, exit_doses = _different(measures, doses, leaving_work)

    def under(some: Array) -> _Arriving:
        return _Arriving(_Strengths(measures, some, draws, structure), loss)

    groups = structure.groups
    everywhere, at_school = under(doses), under(school_doses)
    return Effects(
        ProgrammeEffects(
            intake=at_school.total(Lever.INTAKE, programmes),
            completion=at_school.total(Lever.COMPLETION, programmes),
            entry_share=at_school.total(Lever.ENTRY_SHARE, programmes),
            teachers=at_school.total(Lever.TEACHERS, programmes),
            teachers_leaving=at_school.taken(programmes),
        ),
        GroupEffects(
            exit=under(exit_doses).total(Lever.EXIT, groups),
            side_entry=everywhere.total(Lever.SIDE_ENTRY, groups, pool),
            migrants=everywhere.total(Lever.MIGRANTS, groups, pool),
            hours=everywhere.total(Lever.HOURS, groups),
            productivity=everywhere.total(Lever.PRODUCTIVITY, groups),
        ),
        school_of,
        exit_of,
    )


def _different(
    measures: tuple[PolicyMeasure, ...], doses: Array, mine: npt.NDArray[np.bool_]
) -> tuple[Places, Array]:
    """Which different doses of `mine`, and of the plan-wide measures, each subset has; and those.

    Where every draw has doses of its own each subset is taken to be different.
    """
    k = doses.shape[1]
    if len(doses) > 1:
        return np.arange(k), doses
    relevant = mine | np.array([m.target.of_plan for m in measures], dtype=np.bool_)
    first: dict[tuple[float, ...], int] = {}
    rows = [tuple(row) for row in doses[0][:, relevant].tolist()]
    place = np.array([first.setdefault(row, len(first)) for row in rows], dtype=np.int64)
    chosen = [rows.index(row) for row in first]
    return place, doses[:, chosen]


class _Arriving:
    """Effects of the measures after the coordination loss."""

    def __init__(self, strengths: _Strengths, loss: Array) -> None:
        self.strengths = strengths
        self.lag_cut = strengths.combined(Lever.LAG).max(axis=2, initial=0.0)
        removed = strengths.combined(Lever.COORDINATION)
        self.arrives = effectiveness(loss=loss, removed=removed)

    def total(self, target: Lever, names: tuple[str, ...], against: Array | None = None) -> Array:
        """All measures on one target together, `[n, k, names, t]`."""
        found = self.strengths
        return _saturated(
            [
                (found.of(i, self.lag_cut) * self.arrives, _weights(m, names))
                for i, m in enumerate(found.measures)
                if m.target is target
            ],
            against,
            (*self.arrives.shape[:2], len(names), len(found.years)),
        )

    def taken(self, programmes: tuple[str, ...]) -> Array:
        """Teachers a year whom measures draw out of each programme."""
        leaving = np.zeros((1, 1, len(programmes), len(self.strengths.years)))
        for place, measure in enumerate(self.strengths.measures):
            taken = _drawn(measure, programmes)
            if taken.any():
                arriving = self.strengths.of(place, self.lag_cut) * self.arrives
                leaving = leaving + arriving[:, :, None, :] * taken[:, None]
        return leaving


def _drawn(measure: PolicyMeasure, programmes: tuple[str, ...]) -> Array:
    drawn = dict(measure.drawn_from)
    return np.array([drawn.get(name, 0.0) for name in programmes])


def _weights(measure: PolicyMeasure, names: tuple[str, ...]) -> Array:
    """How much of the measure falls on each name; what is drawn from a group counts against it."""
    weight = dict(measure.on)
    taken = dict(measure.drawn_from)
    return np.array([weight.get(name, 0.0) - taken.get(name, 0.0) for name in names])


def _saturated(
    parts: list[tuple[Array, Array]], against: Array | None, shape: tuple[int, ...]
) -> Array:
    if not parts:
        return np.zeros((1, 1, 1, shape[-1]))
    scale = np.ones((1, 1, 1, 1)) if against is None else against[:, None, :, None]
    untouched = np.ones(shape)
    for strength, weights in parts:
        effect = strength[:, :, None, :] * weights[:, None] / scale
        untouched = untouched * (1 - np.minimum(effect, 1.0 if against is None else np.inf))
    return (1 - untouched) * scale
