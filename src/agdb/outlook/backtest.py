"""How good the forecasts would have been, beside the simplest rivals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.cases import Cases, cases_of, tested_steps
from agdb.outlook.competitors import LEVELS, Rival, RivalForecast, rival, rivals
from agdb.outlook.point import FARTHEST
from agdb.outlook.status_backtest import StatusScore, score_status
from agdb.outlook.transform import SCALES
from agdb.outlook.typical import Interval, TypicalError, cluster_share, typical_errors
from agdb.results.backtest import COVERAGE
from agdb.statistics.scores import interval_score, pinball

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agdb.outlook.cache import Points
    from agdb.outlook.panel import BoolArray, FloatArray, IntArray
    from agdb.outlook.series import TimeSeries, UnitKind
    from agdb.outlook.transform import WorkingScale
    from agdb.statistics.period import Frequency


PINBALL = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
SMALLEST_BACKTEST = 30


class BacktestBasis(StrEnum):
    """Whether the origins are stored vintages, newer figures cut off, or some of both."""

    REAL_TIME = "real-time"
    PSEUDO_REAL_TIME = "pseudo-real-time"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class TableMeans:
    """The same scores averaged within each family first, so that every table weighs alike."""

    mase: float
    crps: float
    interval_score: tuple[float, ...]
    coverage: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """Scores of one rival over all cases and tested steps, in units of a series' mean change.

    `coverage` and `interval_score` go with the levels in `COVERAGE`, `pinball` with `PINBALL`;
    `mase_by_step` has one value per step ahead. The lower the better, coverage apart. These are
    pooled over all cases; `per_table` averages over families.
    """

    rival: Rival
    mase: float
    mase_by_step: tuple[float, ...]
    crps: float
    pinball: tuple[float, ...]
    interval_score: tuple[float, ...]
    coverage: tuple[Interval, ...]
    per_table: TableMeans


@dataclass(frozen=True, slots=True)
class Backtest:
    """All scores of one frequency. `scores` and `status` list every rival, winner or not.

    `cases` counts the origins, `real_time` those of them that are stored vintages. With fewer than
    30 series there are no scores: no pool could have been calibrated.
    """

    frequency: Frequency
    basis: BacktestBasis
    series: int
    families: int
    cases: int
    real_time: int
    scores: tuple[ForecastScore, ...]
    status: tuple[StatusScore, ...]
    typical: tuple[TypicalError, ...] = ()


def backtest(
    series: Sequence[TimeSeries],
    *,
    frequency: Frequency,
    generator: np.random.Generator,
    vintages: Mapping[str, Sequence[TimeSeries]] | None = None,
    scales: Mapping[UnitKind, WorkingScale] = SCALES,
    stride: int | None = None,
    cache: Points | None = None,
) -> Backtest:
    """The scores of the monitor's rule and of its rivals on these series.

    Each series is scored with its whole family left out of the pool; its own scale uses only errors
    that were known at the origin. `generator` draws the cluster bootstrap; what `cache` holds is
    not forecast again. Constant series, and series too short for an origin, take no part.
    """
    horizon = FARTHEST.get(frequency, 0)
    cases = cases_of(
        series,
        frequency=frequency,
        horizon=horizon,
        scales=scales,
        vintages=vintages,
        stride=stride,
    )
    taking_part = len(set(cases.series.tolist()))
    names = sorted(set(cases.families()))
    basis = _basis(cases.real_time)
    if taking_part < SMALLEST_BACKTEST or not horizon:
        counts = (taking_part, len(names), cases.series.size, int(cases.real_time.sum()))
        return Backtest(frequency, basis, *counts, (), ())
    steps = tested_steps(cases, frequency) & np.isfinite(cases.outcomes)
    number = {name: place for place, name in enumerate(names)}
    clusters = np.array([number[name] for name in cases.families()], dtype=np.int64)
    forecasts = [rival(cases, frequency, name, cache) for name in rivals(frequency)]
    return Backtest(
        frequency=frequency,
        basis=basis,
        series=taking_part,
        families=len(names),
        cases=int(cases.series.size),
        real_time=int(cases.real_time.sum()),
        scores=tuple(_score(cases, one, steps, clusters, generator) for one in forecasts),
        status=score_status(cases, forecasts, steps),
        typical=typical_errors(cases, cases.back(forecasts[0].points), steps, clusters),
    )


def _basis(real_time: BoolArray) -> BacktestBasis:
    if real_time.size and real_time.all():
        return BacktestBasis.REAL_TIME
    return BacktestBasis.MIXED if real_time.any() else BacktestBasis.PSEUDO_REAL_TIME


def _score(
    cases: Cases,
    forecast: RivalForecast,
    steps: BoolArray,
    clusters: IntArray,
    generator: np.random.Generator,
) -> ForecastScore:
    outcomes, points = cases.outcomes, cases.back(forecast.points)
    quantiles = cases.back(forecast.quantiles())
    unit = cases.changes
    usable = steps & np.isfinite(quantiles).all(axis=0) & (unit > 0.0)
    size = np.where(unit > 0.0, unit, 1.0)
    absolute = np.abs(outcomes - points) / size
    losses = pinball(outcomes, quantiles, LEVELS[:, None, None]) / size
    plain = np.isin(LEVELS, [place / 100 for place in range(1, 100)])
    crps = 2.0 * losses[plain].mean(axis=0)
    intervals, hits = [], []
    for level in COVERAGE:
        lower, upper = quantiles[_row((1 - level) / 2)], quantiles[_row((1 + level) / 2)]
        intervals.append(interval_score(outcomes, lower, upper, level) / size)
        hits.append(((outcomes >= lower) & (outcomes <= upper)).astype(float))

    def per_table(values: FloatArray) -> float:
        return _mean_of_clusters(values, usable, clusters)

    return ForecastScore(
        rival=forecast.rival,
        mase=_mean(absolute, usable),
        mase_by_step=tuple(_mean(row, here) for row, here in zip(absolute, usable, strict=True)),
        crps=_mean(crps, usable),
        pinball=tuple(_mean(losses[_row(level)], usable) for level in PINBALL),
        interval_score=tuple(_mean(one, usable) for one in intervals),
        coverage=tuple(cluster_share(one, usable, clusters, generator) for one in hits),
        per_table=TableMeans(
            mase=per_table(absolute),
            crps=per_table(crps),
            interval_score=tuple(per_table(one) for one in intervals),
            coverage=tuple(per_table(one) for one in hits),
        ),
    )


def _row(level: float) -> int:
    return int(np.argmin(np.abs(LEVELS - level)))


def _mean(values: FloatArray, usable: BoolArray) -> float:
    return float(values[usable].mean()) if usable.any() else float("nan")


def _mean_of_clusters(values: FloatArray, usable: BoolArray, clusters: IntArray) -> float:
    count = np.bincount(clusters, weights=usable.sum(axis=0))
    total = np.bincount(clusters, weights=np.where(usable, values, 0.0).sum(axis=0))
    scored = count > 0
    return float((total[scored] / count[scored]).mean()) if scored.any() else float("nan")
