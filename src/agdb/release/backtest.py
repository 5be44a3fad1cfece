"""How good were we: the forecasts of a release, tested on its own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from agdb.outlook.backtest import Backtest, backtest
from agdb.outlook.cache import Points
from agdb.outlook.series import TimeSeries
from agdb.programme.programme import Programme
from agdb.release.outlook_series import series_of_release
from agdb.results.backtest import Cover, FrequencyScore, MethodScore, TableScore, UsualError
from agdb.results.value import Computed
from agdb.statistics.period import Frequency

_PERCENT: Final = 100.0
SEED: Final = 20261124
"""Of the cluster bootstrap, so that the same release has the same bounds."""


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
                cache=points,
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
