"""How good the forecasts of our own figures are, in the configuration that is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.outlook.competitors import Rival
from agdb.results.backtest import FrequencyScore
from agdb.results.release import Release
from tests.release.test_build import built

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release(agdb: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return built(agdb, tmp_path_factory.mktemp("forecasts") / "var")


def _scores(release: Release, frequency: str) -> tuple[FrequencyScore, dict[str, float]]:
    found = next(one for one in release.backtest if one.frequency == frequency)
    return found, {one.rival: one.mase for one in found.scores}


def test_yearly_forecasts_come_closer_than_repeating_the_last_value(release: Release) -> None:
    found, mase = _scores(release, "year")

    assert found.cases > 1_000
    assert mase[Rival.MONITOR] <= 1.90  # 2.11 with points on the logarithm
    assert mase[Rival.MONITOR] < mase[Rival.LAST_VALUE]
    assert mase[Rival.MONITOR] < mase[Rival.STRAIGHT_LINE]


def test_on_quarters_the_last_value_and_the_seasonal_naive_are_two_rivals(release: Release) -> None:
    # The page once called the seasonal naive (2.14) "the last value" (1.86), and said that nothing
    # came closer than our 1.90
    _, mase = _scores(release, "quarter")

    assert mase[Rival.MONITOR] <= 1.90
    assert mase[Rival.LAST_VALUE] < mase[Rival.SEASONAL_NAIVE] - 0.1
