"""How good the status would have been: targets at many distances, judged and then observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.competitors import Rival, RivalForecast
from agdb.outlook.status import OFF_TRACK, ON_TRACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agdb.outlook.cases import Cases
    from agdb.outlook.panel import BoolArray, FloatArray, IntArray


DISTANCES = np.arange(-4.0, 11.0)


def brier(probabilities: FloatArray, outcomes: BoolArray) -> float:
    """Mean squared distance between probability and what happened (1 or 0).

    >>> brier(np.array([0.5, 1.0]), np.array([True, True]))
    0.125
    """
    return float(((probabilities - outcomes) ** 2).mean())


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts between `lower` and `upper`: how many, their mean, and how often it happened."""

    lower: float
    upper: float
    count: int
    mean: float
    happened: float


def reliability(
    probabilities: FloatArray, outcomes: BoolArray, *, bins: int = 10
) -> tuple[ReliabilityBin, ...]:
    """The reliability table; bins without forecasts are left out.

    >>> reliability(np.array([0.05, 0.95]), np.array([False, True]), bins=2)[1].happened
    1.0
    """
    place = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    table = []
    for one in range(bins):
        here = place == one
        if here.any():
            table.append(
                ReliabilityBin(
                    one / bins,
                    (one + 1) / bins,
                    int(here.sum()),
                    float(probabilities[here].mean()),
                    float(outcomes[here].mean()),
                )
            )
    return tuple(table)


@dataclass(frozen=True, slots=True)
class StatusScore:
    """Brier score and error rates of the three classes for one rival.

    `on_but_missed` is the share of "on track" whose target was missed, `off_but_reached` the share
    of "off track" whose target was reached; NaN where a class was never given.
    """

    rival: Rival
    brier: float
    on_but_missed: float
    off_but_reached: float
    uncertain: float
    reliability: tuple[ReliabilityBin, ...]


def score_status(
    cases: Cases, forecasts: Sequence[RivalForecast], steps: BoolArray
) -> tuple[StatusScore, ...]:
    """The scores of every rival on targets from 4 mean changes below to 10 above the last value.

    Judged at the farthest tested step whose outcome is known. The straight line is the light that
    compares with a line from the value one horizon ago to the target: on it or above is a certain
    yes. Climatology is the share of targets reached in the other families.
    """
    judged = np.flatnonzero(steps.any(axis=0))
    last_tested = (steps * np.arange(1, steps.shape[0] + 1)[:, None]).max(axis=0)
    far = np.maximum(last_tested - 1, 0)
    last = cases.known.working.last()
    targets = last + DISTANCES[:, None] * cases.scales
    outcomes = cases.working_outcomes()
    reached = outcomes[far, np.arange(far.size)] >= targets
    scores = []
    for one in forecasts:
        match one.rival:
            case Rival.STRAIGHT_LINE:
                probability = _line_light(cases, targets, far)
            case Rival.CLIMATOLOGY:
                probability = _base_rate(reached, one.folds, judged)
            case _:
                probability = one.above(targets, far)
        sound = judged[np.isfinite(probability[:, judged]).all(axis=0)]
        scores.append(_score(one.rival, probability[:, sound].ravel(), reached[:, sound].ravel()))
    return tuple(scores)


def _score(rival: Rival, probability: FloatArray, reached: BoolArray) -> StatusScore:
    on, off = probability >= ON_TRACK, probability <= OFF_TRACK
    return StatusScore(
        rival=rival,
        brier=brier(probability, reached),
        on_but_missed=_share(~reached, on),
        off_but_reached=_share(reached, off),
        uncertain=float((~on & ~off).mean()),
        reliability=reliability(probability, reached),
    )


def _share(happened: BoolArray, among: BoolArray) -> float:
    return float(happened[among].mean()) if among.any() else float("nan")


def _line_light(cases: Cases, targets: FloatArray, far: IntArray) -> FloatArray:
    """1 where the last value is on or above the line from one horizon ago to the target."""
    back = np.minimum(far + 1, cases.lengths - 1)
    known = cases.known.working
    start = known.values[cases.lengths - 1 - back, np.arange(far.size)]
    last = known.last()
    line = start + (targets - start) * back / (back + far + 1)
    return (last >= line).astype(float)


def _base_rate(reached: BoolArray, folds: IntArray, judged: IntArray) -> FloatArray:
    rate = np.full(reached.shape, np.nan)
    for fold in np.unique(folds):
        others = judged[folds[judged] != fold]
        rate[:, folds == fold] = reached[:, others].mean()
    return rate
