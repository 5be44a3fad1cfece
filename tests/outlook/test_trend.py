from __future__ import annotations

import math

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.trend import TrendWord, student_cdf, student_quantile, trend
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency


def _series(values: list[float], **more: object) -> TimeSeries:
    return TimeSeries(
        id="s",
        definition="d",
        frequency=more.pop("frequency", Frequency.YEAR),  # type: ignore[arg-type]
        first_period=2000,
        values=np.array(values),
        unit=UnitKind.LEVEL,
        family="f",
        **more,  # type: ignore[arg-type]
    )


def test_the_word_follows_from_the_mean_change_and_its_error() -> None:
    # Given changes 1, 3, 1, 3: mean 2, sd 1.1547, error 0.57735
    found = trend(_series([0.0, 1.0, 4.0, 5.0, 8.0]))
    assert found.change == pytest.approx(2.0)
    assert found.error == pytest.approx(1.1547005 / 2.0)
    # Then 3.46 errors exceed t(0.9; 3) = 1.638
    assert found.direction is TrendWord.RISING


def test_a_mirrored_series_has_the_opposite_word() -> None:
    assert trend(_series([0.0, -1.0, -4.0, -5.0, -8.0])).direction is TrendWord.FALLING


def test_up_and_down_is_no_clear_trend_and_so_is_a_constant() -> None:
    assert trend(_series([1.0, 3.0, 1.0, 4.0, 2.0])).direction is TrendWord.NO_CLEAR_TREND
    assert trend(_series([2.0] * 8)).direction is TrendWord.NO_CLEAR_TREND


def test_a_perfect_line_needs_no_error_to_rise() -> None:
    assert trend(_series([1.0, 2.0, 3.0, 4.0, 5.0])).direction is TrendWord.RISING


def test_only_the_last_five_years_count() -> None:
    assert trend(_series([90.0, 70.0, 50.0, 1.0, 2.0, 3.0, 4.0, 5.0])).direction is TrendWord.RISING


def test_sampling_error_at_both_ends_can_take_the_word_away() -> None:
    survey = trend(_series([0.0, 1.0, 4.0, 5.0, 8.0], measurement_sd=4.0))
    assert survey.direction is TrendWord.NO_CLEAR_TREND
    assert survey.error == pytest.approx(np.sqrt(1.0 / 3.0 + 2.0 * 16.0 / 16.0))


def test_a_break_alone_gives_no_word() -> None:
    # Given a flat series whose level jumps by 6 % with a new definition in its last year
    values = [100.0, 101.0, 100.0, 101.0, 100.0, 101.0, 106.0]
    assert trend(_series(values)).direction is not TrendWord.NONE
    broken = trend(_series(values, breaks=frozenset({2006})))
    assert broken.direction is TrendWord.NONE
    assert Remark.RECENT_BREAK in broken.remarks


def test_quarters_are_taken_as_whole_years_back_from_the_last() -> None:
    quarters = [1.0] + [float(year) for year in (1, 2, 3, 4) for _ in range(4)]
    found = trend(_series(quarters, frequency=Frequency.QUARTER))
    assert found.years == 4
    assert found.change == pytest.approx(1.0)


def test_nothing_or_too_little_has_a_reason() -> None:
    assert trend(_series([np.nan, np.nan])).remarks == (Remark.NO_OBSERVATIONS,)
    assert trend(_series([1.0, 2.0])).remarks == (Remark.TOO_FEW_POINTS,)


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 9, 30])
@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9, 0.975])
def test_student_s_quantiles_are_those_of_scipy(degrees: int, probability: float) -> None:
    from scipy import stats

    expected = float(stats.t.ppf(probability, degrees))
    assert student_quantile(probability, degrees) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_no_quantile_outside_its_domain() -> None:
    with pytest.raises(OutlookError, match="no quantile 1"):
        student_quantile(1.0, 3)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 9, 30])
def test_the_distribution_of_student_is_the_area_under_its_density(degrees: int) -> None:
    # Given the density, added up in narrow strips from 0 on
    constant = (
        math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    )

    for value in (0.0, 0.3, 1.0, 2.5, 6.0):
        edges = np.linspace(0.0, value, 4_001)
        middles = (edges[1:] + edges[:-1]) / 2
        density = constant * (1.0 + middles**2 / degrees) ** (-(degrees + 1) / 2)
        area = float((density * np.diff(edges)).sum())
        assert student_cdf(value, degrees) == pytest.approx(0.5 + area, abs=1e-6)
        assert student_cdf(-value, degrees) == pytest.approx(0.5 - area, abs=1e-6)


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 3.0776835372), (2, 1.8856180832), (3, 1.6377443536)]
)
def test_the_quantile_is_the_value_at_which_the_distribution_is_reached(
    degrees: int, quantile: float
) -> None:
    assert student_quantile(0.9, degrees) == pytest.approx(quantile, rel=1e-10)
    assert student_quantile(0.1, degrees) == pytest.approx(-quantile, rel=1e-10)
    assert student_quantile(0.5, degrees) == pytest.approx(0.0, abs=1e-12)
    assert student_cdf(student_quantile(0.9999, degrees), degrees) == pytest.approx(0.9999)


@pytest.mark.parametrize(("probability", "degrees"), [(0.0, 3), (1.0, 3), (1.2, 3), (0.9, 0)])
def test_no_quantile_of_a_certain_thing_or_without_a_degree(
    probability: float, degrees: int
) -> None:
    with pytest.raises(OutlookError, match="no quantile"):
        student_quantile(probability, degrees)


def test_three_years_are_enough_for_a_word_and_two_are_not() -> None:
    # Given changes of 1 and 1.1: mean 1.05, error 0.05, far above 3.08 of it
    found = trend(_series([1.0, 2.0, 3.1]))

    assert (found.direction, found.years) == (TrendWord.RISING, 3)
    assert found.change == pytest.approx(1.05)
    assert found.error == pytest.approx(0.05)
    assert trend(_series([1.0, 2.0])).direction is TrendWord.NONE
    assert trend(_series([1.0, 2.0])).years == 2


def test_the_word_falls_between_a_change_within_its_margin_and_one_beyond_it() -> None:
    # Given two changes, a mean m with an error of 1: the margin is t(0.9; 1) = 3.0777
    beyond, within = [0.0, 2.1, 6.2], [0.0, 2.05, 6.1]

    assert trend(_series(beyond)).change == pytest.approx(3.1)
    assert trend(_series(beyond)).error == pytest.approx(1.0)
    assert trend(_series(beyond)).direction is TrendWord.RISING
    assert trend(_series([-one for one in beyond])).direction is TrendWord.FALLING
    assert trend(_series(within)).change == pytest.approx(3.05)
    assert trend(_series(within)).direction is TrendWord.NO_CLEAR_TREND
    assert trend(_series([-one for one in within])).direction is TrendWord.NO_CLEAR_TREND


def test_a_change_that_is_nothing_but_rounding_is_no_trend() -> None:
    values = [1e15 + 0.125 * step for step in range(5)]

    assert trend(_series(values)).direction is TrendWord.NO_CLEAR_TREND
    assert trend(_series([one / 1e15 * 3 for one in range(5)])).direction is TrendWord.RISING


def test_five_years_count_and_a_sixth_does_not() -> None:
    found = trend(_series([-90.0, 1.0, 2.0, 4.0, 5.0, 7.0]))

    assert found.years == 5
    assert found.change == pytest.approx(1.5)


def test_of_quarters_the_newest_twenty_count_and_what_is_over_at_the_start_is_left_out() -> None:
    quarters = [77.0] * 6 + [
        float(year) + step for year in range(5) for step in (0.0, 1.0, 2.0, 3.0)
    ]

    found = trend(_series(quarters, frequency=Frequency.QUARTER, measurement_sd=2.0))

    assert found.years == 5
    assert found.change == pytest.approx(1.0)
    assert found.error == pytest.approx((2.0 * 4.0 / 16) ** 0.5)


def test_without_a_word_what_was_left_out_is_told_with_the_reason() -> None:
    gap = trend(_series([1.0, np.nan, 3.0, 4.0]))

    assert gap.remarks == (Remark.AFTER_GAP, Remark.TOO_FEW_POINTS)
    assert gap.years == 2
    broken = trend(_series([1.0, 2.0, 3.0, 4.0], breaks=frozenset({2002})))
    assert broken.remarks == (Remark.AFTER_BREAK, Remark.RECENT_BREAK)
