"""From measures to changes of parameters, for every draw and every subset of measures at once.

Measures on the same parameter saturate: together they do `1 - product of (1 - effect)`, never the
simple sum. People counted per year saturate against the yearly side-entry they add to. A measure
that is off contributes an exact zero, so that a plan without measures is the baseline bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.governance import effectiveness
from agdb.scenario.measures import COMPONENTS, Measure, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.structure import Structure


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
    programmes: ProgrammeEffects
    groups: GroupEffects


class _Strengths:
    """How strongly each measure works, `[n, k, t]`, before it is spread over groups."""

    def __init__(
        self, measures: tuple[Measure, ...], doses: Array, draws: Draws, structure: Structure
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

    def size(self, measure: Measure) -> Array:
        """Effect at dose 1, fully grown: the product of the components, `[n]`."""
        size = np.ones(self.draws.n)
        for component in COMPONENTS:
            drawn = self.draws.values.get(f"{measure.id}.{component}")
            if drawn is not None:
                size = size * (1 - drawn if component == "displacement" else drawn)
        return size

    def combined(self, target: Target) -> Array:
        """`[n, k, t]` of the pillar-4 measures on one target, which know no lag cut themselves."""
        untouched = np.ones((*self.no_lag.shape, len(self.years)))
        for index, measure in enumerate(self.measures):
            if measure.target is target:
                untouched = untouched * (1 - np.minimum(self.of(index, self.no_lag), 1.0))
        return 1 - untouched


def effects(
    measures: tuple[Measure, ...],
    *,
    doses: Array,
    draws: Draws,
    loss: Array,
    pool: Array,
    structure: Structure,
) -> Effects:
    """Combined effects of the measures, with their doses times `doses[n or 1, k, m]`.

    `loss[n]` is the coordination loss; `pool[n, g]` the yearly number of people against which
    counts saturate.
    """
    strengths = _Strengths(measures, doses, draws, structure)
    removed = strengths.combined(Target.COORDINATION)
    lag_cut = strengths.combined(Target.LAG).max(axis=2, initial=0.0)
    arrives = effectiveness(loss=loss, removed=removed)
    programmes = tuple(p.id for p in structure.programmes)

    def total(target: Target, names: tuple[str, ...], against: Array | None = None) -> Array:
        return _saturated(
            [
                (strengths.of(i, lag_cut) * arrives, _weights(m, names))
                for i, m in enumerate(measures)
                if m.target is target
            ],
            against,
            (draws.n, doses.shape[1], len(names), structure.horizon + 1),
        )

    leaving = np.zeros((1, 1, len(programmes), structure.horizon + 1))
    for place, measure in enumerate(measures):
        drawn = dict(measure.drawn_from)
        taken = np.array([drawn.get(name, 0.0) for name in programmes])
        if taken.any():
            arriving = strengths.of(place, lag_cut) * arrives
            leaving = leaving + arriving[:, :, None, :] * taken[:, None]
    return Effects(
        _on_programmes(total, programmes, leaving), _on_groups(total, structure.groups, pool)
    )


def _on_programmes(
    total: Callable[..., Array], names: tuple[str, ...], leaving: Array
) -> ProgrammeEffects:
    return ProgrammeEffects(
        intake=total(Target.INTAKE, names),
        completion=total(Target.COMPLETION, names),
        entry_share=total(Target.ENTRY_SHARE, names),
        teachers=total(Target.TEACHERS, names),
        teachers_leaving=leaving,
    )


def _on_groups(total: Callable[..., Array], names: tuple[str, ...], pool: Array) -> GroupEffects:
    return GroupEffects(
        exit=total(Target.EXIT, names),
        side_entry=total(Target.SIDE_ENTRY, names, pool),
        migrants=total(Target.MIGRANTS, names, pool),
        hours=total(Target.HOURS, names),
        productivity=total(Target.PRODUCTIVITY, names),
    )


def _weights(measure: Measure, names: tuple[str, ...]) -> Array:
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
