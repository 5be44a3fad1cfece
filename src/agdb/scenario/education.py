"""The pipeline from intake to the labour market, with completion curves and capacity.

    diplomas_t = sum over k of completion_k * intake_(t-k)
    leavers_t  = diplomas_t * (1 - continues) * (1 - foreign + foreign * stays)

Before and in the base year intake is taken to be that of the base year. Leavers who continue
reappear as intake of the next programme: the base-year part of them is already inside its observed
intake, so only what changes since then is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array, Mask
    from agdb.scenario.inputs import ProgrammeInputs
    from agdb.scenario.levers import ProgrammeEffects
    from agdb.scenario.structure import ModelStructure


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All `[n, k, p, t]`. Diplomas are exactly leavers + continuing + foreign leavers."""

    intake: Array
    diplomas: Array
    leavers: Array
    continuing: Array
    foreign_leavers: Array
    bound: Mask


def pipeline(
    given: ProgrammeInputs, effects: ProgrammeEffects, structure: ModelStructure
) -> Pipeline:
    """Run all programmes from the base year to the last year, first programmes first."""
    n, k = effects.intake.shape[:2]
    shape = (n, k, len(structure.programmes), structure.horizon + 1)
    intake, diplomas = np.zeros(shape), np.zeros(shape)
    bound = np.zeros(shape, dtype=np.bool_)
    capacity = _capacity(given, effects)
    curve_total = np.maximum(given.completion.sum(axis=2), 1e-300)
    factor = (
        1
        + np.minimum(effects.completion, (1 - curve_total)[:, None, :, None])
        / (curve_total[:, None, :, None])
    )
    years = np.arange(shape[-1])
    wished = given.intake[:, :, None] * (1 + given.trend[:, :, None]) ** years
    for p in range(shape[2]):
        intake[:, :, p] += wished[:, None, p] * (1 + effects.intake[:, :, p])
        intake[:, :, p, 0] = given.intake[:, None, p]
        np.greater(intake[:, :, p, 1:], capacity[:, :, p, 1:], out=bound[:, :, p, 1:])
        intake[:, :, p, 1:] = np.minimum(intake[:, :, p, 1:], capacity[:, :, p, 1:])
        diplomas[:, :, p] = _convolve(intake[:, :, p], given.completion[:, p]) * factor[:, :, p]
        follow = structure.next_programme(p)
        if follow is not None:
            since_base = diplomas[:, :, p] - diplomas[:, :, p, :1]
            intake[:, :, follow] += given.continues[:, p, None, None] * since_base
    return _divided(intake, diplomas, bound, given)


def enrolled(given: ProgrammeInputs, intake: Array) -> Array:
    """Students at the end of each year `[n, k, p, t]` under `intake[n, k, p, t]`.

    Enrolled is who came and has left neither with nor without a diploma. Zero for a programme whose
    dropout is not known.
    """
    length = max(given.completion.shape[2], given.dropout.shape[2])
    gone = np.zeros((*given.completion.shape[:2], length))
    gone[..., : given.completion.shape[2]] += given.completion
    gone[..., : given.dropout.shape[2]] += given.dropout
    known = np.greater(given.dropout.max(axis=(0, 2)), 0.0)
    present = np.where(np.reshape(known, (-1, 1)), 1 - np.cumsum(gone, axis=2), 0.0)
    people = [_convolve(intake[:, :, p], present[:, p]) for p in range(intake.shape[2])]
    return np.stack(people, axis=2)


def _convolve(intake: Array, completion: Array) -> Array:
    """Sum `[n, k, t]` over past years of intake `[n, k, t]` under curves `[n, K]`."""
    steps = intake.shape[-1]
    total = np.zeros_like(intake)
    for wait in np.flatnonzero(completion.any(axis=0)).tolist():
        chance = completion[:, wait, None, None]
        old = min(wait, steps)
        total[:, :, :old] += chance * intake[:, :, :1]
        if old < steps:
            total[:, :, old:] += chance * intake[:, :, : steps - old]
    return total


def _capacity(given: ProgrammeInputs, effects: ProgrammeEffects) -> Array:
    """Places `[n, k, p, t]`: places per teacher times a stock of teachers with entry and exit.

    Teachers whom a measure draws into industry are gone from it in the year in which they go.
    """
    n, k, p, steps = effects.teachers.shape
    teachers = np.zeros((n, k, p, steps))
    teachers[..., 0] = given.teachers[:, None, :]
    for t in range(1, steps):
        staying = teachers[..., t - 1] * (1 - given.teacher_exit[:, None, :])
        entering = given.teacher_entry[:, None, :] * (1 + effects.teachers[..., t])
        gone = effects.teachers_leaving[..., t]
        teachers[..., t] = np.maximum(staying + entering - gone, 0.0)
    places: Array = given.places[:, None, :, None] * teachers
    return places


def _divided(intake: Array, diplomas: Array, bound: Mask, given: ProgrammeInputs) -> Pipeline:
    continues = given.continues[:, None, :, None]
    gone = (given.foreign * (1 - given.stays))[:, None, :, None]
    continuing = diplomas * continues
    finished = diplomas - continuing
    foreign_leavers = finished * gone
    leavers = finished - foreign_leavers
    return Pipeline(intake, diplomas, leavers, continuing, foreign_leavers, bound)
