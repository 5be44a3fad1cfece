"""How good were we: the forecasts of a release, tested on its own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from agdb.indicators.value import Computed
from agdb.outlook.backtest import Backtest, backtest
from agdb.outlook.remembered import Points
from agdb.outlook.series import TimeSeries
from agdb.programme.programme import Programme
from agdb.release.outlook_series import series_of_release
from agdb.statistics.period import Frequency

_PERCENT: Final = 100.0
SEED: Final = 20261124
"""Of the cluster bootstrap, so that the same release has the same bounds."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The share of outcomes within an interval, with its own 95 per cent bounds."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class TableScore:
    """The same scores averaged within each table first, so that every table weighs alike."""

    mase: float
    crps: float
    interval_score: tuple[float, ...]
    coverage: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MethodScore:
    """The scores of one method, over all origins together; lower is better, coverage apart.

    `brier` is of the status. `per_table` is absent in a release of before it was kept.
    """

    rival: str
    mase: float
    crps: float
    interval_score: tuple[float, ...]
    coverage: tuple[Cover, ...]
    brier: float | None
    on_but_missed: float | None
    off_but_reached: float | None
    uncertain: float | None
    per_table: TableScore | None = None


@dataclass(frozen=True, slots=True)
class UsualError:
    """The error that half, and that eight in ten, of our forecasts so far ahead stayed below.

    In percentage points for shares (`points`), else in per cent of the outcome; each table weighs
    alike.
    """

    years: int
    points: bool
    half: float
    eight_in_ten: float
    cases: int


@dataclass(frozen=True, slots=True)
class FrequencyScore:
    """The scores of one frequency, the monitor's own method first and its rivals after it.

    `cases` counts the origins, `real_time` those of them that are stored vintages. Without scores
    there were too few series to calibrate anything.
    """

    frequency: str
    basis: str
    series: int
    families: int
    cases: int
    scores: tuple[MethodScore, ...]
    real_time: int = 0
    usual: tuple[UsualError, ...] = ()


def backtest_release(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    vintages: Mapping[str, Sequence[TimeSeries]] | None = None,
    points: Points | None = None,
) -> tuple[FrequencyScore, ...]:
    """Return the scores per frequency, each series with its whole dataset left out of the pool.

    Where `vintages` holds an older vintage of a series (by its id), the origin at its last period
    has the figures as they were then; every other origin is cut from today's figures.
    """
    series = series_of_release(computed, programme=programme)
    return tuple(
        _scores(
            backtest(
                series,
                frequency=one,
                generator=np.random.default_rng(SEED),
                vintages=vintages,
                memory=points,
            )
        )
        for one in (Frequency.YEAR, Frequency.QUARTER)
    )


def _scores(result: Backtest) -> FrequencyScore:
    status = {one.rival: one for one in result.status}
    scores = []
    for score in result.scores:
        told = status.get(score.rival)
        scores.append(
            MethodScore(
                rival=score.rival.value,
                mase=score.mase,
                crps=score.crps,
                interval_score=score.interval_score,
                coverage=tuple(Cover(c.value, c.lower, c.upper) for c in score.coverage),
                brier=None if told is None else told.brier,
                on_but_missed=None if told is None else _finite(told.on_but_missed),
                off_but_reached=None if told is None else _finite(told.off_but_reached),
                uncertain=None if told is None else told.uncertain,
                per_table=TableScore(
                    mase=score.per_table.mase,
                    crps=score.per_table.crps,
                    interval_score=score.per_table.interval_score,
                    coverage=score.per_table.coverage,
                ),
            )
        )
    return FrequencyScore(
        frequency=result.frequency.value,
        basis=result.basis.value,
        series=result.series,
        families=result.families,
        cases=result.cases,
        scores=tuple(scores),
        real_time=result.real_time,
        usual=tuple(
            UsualError(
                years=one.years,
                points=one.points,
                half=_PERCENT * one.half,
                eight_in_ten=_PERCENT * one.eight_in_ten,
                cases=one.cases,
            )
            for one in result.typical
        ),
    )


def _finite(share: float) -> float | None:
    """A share of nothing is not a number, and not zero either."""
    return float(share) if np.isfinite(share) else None
