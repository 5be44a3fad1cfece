"""How good the forecasts of this release's own series would have been."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from agdb.outlook.backtest import Backtest, backtest
from agdb.outlook.choice import FARTHEST
from agdb.release.outlook_series import series_of_release

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from agdb.outlook.series import Series
    from agdb.release.model import Release


def backtest_of(
    release: Release, *, generator: np.random.Generator, earlier: Iterable[Release] = ()
) -> tuple[Backtest, ...]:
    """One backtest for each frequency that the monitor forecasts, on all series of the release.

    Values as published in the `earlier` releases are used where they are known; everywhere else
    today's figures are cut off, and the result says pseudo real-time. `generator` draws the
    bootstrap of the coverage.
    """
    series = [one.series for one in series_of_release(release)]
    vintages: dict[str, list[Series]] = defaultdict(list)
    for old in earlier:
        for one in series_of_release(old):
            vintages[one.series.id].append(one.series)
    return tuple(
        backtest(series, frequency=frequency, generator=generator, vintages=vintages)
        for frequency in FARTHEST
    )
