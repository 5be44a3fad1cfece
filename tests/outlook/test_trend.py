from __future__ import annotations

import numpy as np
import pytest

from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.trend import TrendWord, student_quantile, trend
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
    from agdb.errors import OutlookError

    with pytest.raises(OutlookError, match="no quantile 1"):
        student_quantile(1.0, 3)
