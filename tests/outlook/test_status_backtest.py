"""A judgement is scored by how often it was wrong on each side, and by how often it is none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from agdb.outlook.competitors import Rival
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.status import path_to
from agdb.outlook.status_backtest import DISTANCES, _score


def test_targets_run_from_four_changes_below_to_ten_above() -> None:
    assert DISTANCES.tolist() == [float(distance) for distance in range(-4, 11)]


def test_what_was_called_wrongly_is_counted_on_each_side_and_the_rest_is_uncertain() -> None:
    probability = np.array([0.95, 0.9, 0.99, 0.5, 0.05, 0.02])
    reached = np.array([True, False, True, True, False, True])

    score = _score(Rival.MONITOR, probability, reached)

    assert score.on_but_missed == pytest.approx(1 / 3)
    assert score.off_but_reached == pytest.approx(1 / 2)
    assert score.uncertain == pytest.approx(1 / 6)
    assert score.brier == pytest.approx(
        (0.05**2 + 0.9**2 + 0.01**2 + 0.5**2 + 0.05**2 + 0.98**2) / 6
    )


def test_what_was_never_called_has_no_share_of_mistakes() -> None:
    score = _score(Rival.MONITOR, np.array([0.5, 0.6]), np.array([True, False]))

    assert math.isnan(score.on_but_missed)
    assert math.isnan(score.off_but_reached)
    assert score.uncertain == 1.0


def series(points: dict[int, float], unit: UnitKind) -> TimeSeries:
    return TimeSeries.of(points, series_id="a", unit=unit, definition="d")


def test_a_share_has_a_rate_of_growth_too() -> None:
    change = path_to(series({2022: 0.2, 2023: 0.25}, UnitKind.SHARE), 0.5, 2025)

    assert change is not None
    assert change.needed == pytest.approx(0.125)
    assert change.needed_rate == pytest.approx(2**0.5 - 1)
    assert change.observed == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("last", "target", "rate"), [(0.0, 5.0, None), (5.0, 0.0, None), (-5.0, 5.0, None)]
)
def test_from_or_to_nothing_there_is_no_rate(
    last: float, target: float, rate: float | None
) -> None:
    change = path_to(series({2022: 1.0, 2023: last}, UnitKind.LEVEL), target, 2024)

    assert change is not None
    assert change.needed_rate is rate
    assert change.needed == target - last


def test_a_target_of_a_period_that_is_over_asks_for_nothing() -> None:
    points = series({2022: 4.0, 2023: 5.0}, UnitKind.COUNT)

    assert path_to(points, 9.0, 2023) is None
    assert path_to(points, 9.0, 2024) is not None
