"""The monitor's forecast and its rivals, each as quantiles of every outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.outlook.cache import Points, remembered_points
from agdb.outlook.calibration import WEIGHT, Calibration, assign_folds, calibrate
from agdb.outlook.origins import RollingErrors
from agdb.outlook.point import Method, choose
from agdb.outlook.published import plain_points
from agdb.outlook.series import season_length

if TYPE_CHECKING:
    from agdb.outlook.cases import Cases
    from agdb.outlook.panel import FloatArray, IntArray
    from agdb.statistics.period import Frequency


class Rival(StrEnum):
    """Who takes part: the monitor's own rule and what it has to beat."""

    MONITOR = "monitor"
    LAST_VALUE = "last-value"
    SEASONAL_NAIVE = "seasonal-naive"
    STRAIGHT_LINE = "straight-line"
    CLIMATOLOGY = "climatology"


def rivals(frequency: Frequency) -> tuple[Rival, ...]:
    """Those that take part: without a season the seasonal naive would be the last value twice."""
    return tuple(
        one for one in Rival if one is not Rival.SEASONAL_NAIVE or season_length(frequency) > 1
    )


LEVELS = np.array(sorted({round(place / 100, 3) for place in range(1, 100)} | {0.025, 0.975}))


@dataclass(frozen=True, slots=True, eq=False)
class RivalForecast:
    """What one rival said, on the working scale: points (horizon, case) and the errors around them.

    `spread` scales the ratios of the pool of a case's fold. Quantiles and probabilities are worked
    out when asked for, because those of all rivals together would weigh most of a backtest.
    """

    rival: Rival
    points: FloatArray
    spread: FloatArray
    folds: IntArray
    pools: tuple[Calibration, ...]

    def quantiles(self) -> FloatArray:
        """The quantiles at `LEVELS`, shape (level, horizon, case); NaN where a pool is empty."""
        width = np.full((LEVELS.size, *self.points.shape), np.nan)
        for place, pool in enumerate(self.pools):
            mine = self.folds == place
            for step, part in enumerate(pool.ratios):
                if part.size and mine.any():
                    half = np.quantile(part, np.abs(2.0 * LEVELS - 1.0)) * np.sign(LEVELS - 0.5)
                    width[:, step, mine] = half[:, None] * self.spread[mine]
        return np.asarray(self.points + width)

    def above(self, targets: FloatArray, steps: IntArray) -> FloatArray:
        """P(outcome >= target), shape (target, case); `steps` counts from zero."""
        column = np.arange(steps.size)
        centre, spread = self.points[steps, column], self.spread[column]
        result = np.empty_like(targets)
        for place, pool in enumerate(self.pools):
            for step in np.unique(steps[self.folds == place]):
                mine = (self.folds == place) & (steps == step)
                ratios = pool.ratios[min(int(step), pool.horizon - 1)]
                away = (targets[:, mine] - centre[mine]) / spread[mine]
                inside = np.searchsorted(ratios, np.abs(away), side="right") + 0.5
                result[:, mine] = 0.5 - 0.5 * np.sign(away) * inside / (ratios.size + 1.0)
        return result


def monitor(cases: Cases, frequency: Frequency, cache: Points | None = None) -> RivalForecast:
    """The rule of the monitor: method by length, pooled errors, own scale from past errors only."""
    chosen = [choose(frequency, int(length)).method for length in cases.lengths]
    horizon = cases.outcomes.shape[0]
    points = np.full((horizon, len(chosen)), np.nan)
    for method in sorted({one for one in chosen if one is not None}):
        mine = np.flatnonzero([one is method for one in chosen])
        points[:, mine] = remembered_points(
            cases.known,
            method=method,
            season_length=season_length(frequency),
            horizon=horizon,
            origins=cases.known.plain.ends()[mine],
            cache=cache,
        )
    return _with_errors(Rival.MONITOR, cases, points, weight=WEIGHT)


_RIVALS: Final = {
    Rival.LAST_VALUE: Method.LAST_VALUE,
    Rival.SEASONAL_NAIVE: Method.SEASONAL_NAIVE,
    Rival.STRAIGHT_LINE: Method.DRIFT,
}


def rival(
    cases: Cases, frequency: Frequency, name: Rival, cache: Points | None = None
) -> RivalForecast:
    """A benchmark with plain pooled errors around its own points, on the values as published."""
    if name is Rival.MONITOR:
        return monitor(cases, frequency, cache)
    if name is Rival.CLIMATOLOGY:
        seen = cases.known.plain.observed()
        mean = np.where(seen, cases.known.plain.values, 0.0).sum(axis=0) / cases.lengths
        level = cases.known.transforms.forward(mean)
        points = np.tile(level, (cases.outcomes.shape[0], 1))
    else:
        points = plain_points(
            cases.known,
            method=_RIVALS[name],
            season_length=season_length(frequency),
            horizon=cases.outcomes.shape[0],
            origins=cases.known.plain.ends(),
        )
    return _with_errors(name, cases, points, weight=np.inf)


def _with_errors(name: Rival, cases: Cases, points: FloatArray, *, weight: float) -> RivalForecast:
    ratios = (cases.working_outcomes() - points) / cases.scales
    errors = RollingErrors(ratios, cases.series, cases.lengths, len(cases.prepared))
    count, series_fold = assign_folds([one.series.family for one in cases.prepared])
    folds = series_fold[cases.series]
    pools = tuple(
        calibrate(errors, members=series_fold != place, weight=weight) for place in range(count)
    )
    own = np.ones(folds.size)
    if np.isfinite(weight):
        own = _past_scales(errors, folds, pools, weight)
    return RivalForecast(name, points, own * cases.scales, folds, pools)


def _past_scales(
    errors: RollingErrors, folds: IntArray, pools: tuple[Calibration, ...], weight: float
) -> FloatArray:
    """The own scale at each origin from errors whose outcome was known by then."""
    scales = np.ones(folds.size)
    ahead = np.arange(1, errors.ratios.shape[0] + 1)[:, None]
    for series in np.unique(errors.series):
        mine = np.flatnonzero(errors.series == series)
        pool = pools[int(folds[mine[0]])]
        typical = np.where(pool.medians > 0.0, pool.medians, 1.0)[:, None]
        logs = np.log(np.clip(np.abs(errors.ratios[:, mine]) / typical, 0.05, 20.0))
        due = errors.lengths[mine] + ahead
        for column, now in zip(mine, errors.lengths[mine], strict=True):
            past = (due <= now) & np.isfinite(logs)
            origins = int(past.any(axis=0).sum())
            if origins:
                own = float(logs[past].mean()) - pool.centre
                scales[column] = np.exp(origins / (origins + weight) * own)
    return scales
