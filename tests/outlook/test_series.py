from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.series import TimeSeries, UnitKind, season_length, usable
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency


def _series(
    points: dict[int, float], unit: UnitKind = UnitKind.COUNT, **more: object
) -> TimeSeries:
    return TimeSeries.of(points, series_id="s", unit=unit, definition="d", **more)  # type: ignore[arg-type]


def test_only_points_after_the_last_break_are_used() -> None:
    series = _series({year: float(year) for year in range(2010, 2020)}, breaks=frozenset({2015}))
    points = usable(series)
    assert points.values.tolist() == [2015.0, 2016.0, 2017.0, 2018.0, 2019.0]
    assert points.remarks == (Remark.AFTER_BREAK,)


def test_only_points_after_the_last_gap_are_used_and_an_open_end_is_no_gap() -> None:
    series = TimeSeries(
        id="s",
        definition="d",
        frequency=Frequency.YEAR,
        first_period=2010,
        values=np.array([1.0, np.nan, 3.0, 4.0, np.nan]),
        unit=UnitKind.COUNT,
        family="f",
    )
    points = usable(series)
    assert points.values.tolist() == [3.0, 4.0]
    assert points.last_period == 2013
    assert points.remarks == (Remark.AFTER_GAP,)


def test_missing_values_before_the_first_point_are_no_gap() -> None:
    values = np.array([np.nan, 1.0, 2.0])
    series = TimeSeries(
        id="s",
        definition="d",
        frequency=Frequency.YEAR,
        first_period=2010,
        values=values,
        unit=UnitKind.COUNT,
        family="f",
    )
    assert usable(series).remarks == ()


def test_a_break_at_the_start_or_in_the_future_changes_nothing() -> None:
    series = _series({2010: 1.0, 2011: 2.0}, breaks=frozenset({2010, 2012, 1900}))
    assert usable(series).values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("points", "unit"),
    [
        ({2010: -0.1, 2011: 0.2}, UnitKind.SHARE),
        ({2010: 1.2}, UnitKind.SHARE),
        ({2010: -1.0}, UnitKind.COUNT),
    ],
)
def test_values_that_the_unit_forbids_leave_nothing_usable(
    points: dict[int, float], unit: UnitKind
) -> None:
    found = usable(_series(points, unit))
    assert not found.values.size
    assert found.remarks == (Remark.OUTSIDE_UNIT,)


def test_a_level_may_be_negative() -> None:
    assert usable(_series({2010: -1.0}, UnitKind.LEVEL)).values.tolist() == [-1.0]


def test_the_values_cannot_be_changed_from_outside() -> None:
    given = np.array([1.0, 2.0])
    series = TimeSeries(
        id="s",
        definition="d",
        frequency=Frequency.YEAR,
        first_period=2010,
        values=given,
        unit=UnitKind.COUNT,
        family="f",
    )
    given[0] = 99.0
    assert series.values.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        series.values[0] = 5.0


def test_nonsense_is_refused_in_one_sentence() -> None:
    with pytest.raises(OutlookError, match="series 's' is not one row of finite values"):
        _series({2010: np.inf})
    with pytest.raises(OutlookError, match="measurement sd -1"):
        _series({2010: 1.0}, measurement_sd=-1.0)
    with pytest.raises(OutlookError, match="check its periods"):
        _series({2: 1.0, 20100: 1.0})


def test_no_points_make_an_empty_series() -> None:
    assert usable(_series({})).remarks == (Remark.NO_OBSERVATIONS,)


@pytest.mark.parametrize("error", [0.0, 0.5, 3.0])
def test_an_error_of_measurement_is_zero_or_more(error: float) -> None:
    assert _series({2010: 1.0}, measurement_sd=error).measurement_sd == error


@pytest.mark.parametrize("error", [-0.1, float("nan")])
def test_an_error_of_measurement_below_zero_is_refused(error: float) -> None:
    with pytest.raises(OutlookError, match="has measurement sd"):
        _series({2010: 1.0}, measurement_sd=error)


def test_without_an_observation_the_last_period_is_the_one_before_the_first() -> None:
    found = usable(_series({2010: float("nan"), 2011: float("nan")}))

    assert found.last_period == 2009
    assert found.remarks == (Remark.NO_OBSERVATIONS,)
    assert found.values.size == found.bridged.size == 0


def test_a_share_may_be_all_and_a_count_nothing() -> None:
    assert usable(_series({2010: 0.0, 2011: 1.0}, UnitKind.SHARE)).values.tolist() == [0.0, 1.0]
    assert usable(_series({2010: 0.0, 2011: 7.0}, UnitKind.COUNT)).values.tolist() == [0.0, 7.0]


def test_of_a_gap_and_a_later_break_the_later_one_is_told() -> None:
    points = {2000: 1.0, 2003: 1.0, 2004: 2.0, 2005: 3.0, 2006: 4.0, 2007: 5.0}

    found = usable(_series(points, breaks=frozenset({2005})))

    assert found.values.tolist() == [3.0, 4.0, 5.0]
    assert found.remarks == (Remark.AFTER_BREAK,)
    earlier = usable(_series(points, breaks=frozenset({2002})))
    assert earlier.values.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert earlier.remarks == (Remark.AFTER_GAP,)


def test_a_frequency_without_a_number_in_a_year_has_no_season() -> None:
    assert [season_length(one) for one in (Frequency.YEAR, Frequency.QUARTER, Frequency.MONTH)] == [
        1,
        4,
        12,
    ]
    odd = next(one for one in Frequency if one.per_year is None)
    with pytest.raises(OutlookError, match="no number of periods in a year"):
        season_length(odd)


@pytest.mark.parametrize(("last", "sound"), [(12_000, True), (12_001, False)])
def test_periods_ten_thousand_apart_are_the_farthest_that_can_be_right(
    last: int, sound: bool
) -> None:
    if sound:
        assert _series({2_000: 1.0, last: 2.0}).values.size == 10_001
    else:
        with pytest.raises(OutlookError, match="runs from period 2000 to 12001"):
            _series({2_000: 1.0, last: 2.0})


def test_a_series_is_its_own_family_unless_it_has_one() -> None:
    assert _series({2010: 1.0}).family == "s"
    assert _series({2010: 1.0}, family="f").family == "f"


def test_points_stand_at_their_period_whatever_their_order() -> None:
    found = _series({2012: 3.0, 2010: 1.0}, vintage="2020", denominator=7.0, measurement_sd=0.5)

    assert found.first_period == 2010
    assert found.values[[0, 2]].tolist() == [1.0, 3.0]
    assert np.isnan(found.values[1])
    assert (found.vintage, found.denominator, found.measurement_sd) == ("2020", 7.0, 0.5)
    assert found.frequency is Frequency.YEAR


@pytest.mark.parametrize(("place", "start"), [(2011, 1), (2014, 4), (2015, 0), (2010, 0)])
def test_a_break_at_the_last_point_leaves_that_one(place: int, start: int) -> None:
    points = {2010 + year: float(year) for year in range(5)}

    found = usable(_series(points, breaks=frozenset({place})))

    assert found.values.tolist() == [float(year) for year in range(start, 5)]
    assert found.remarks == ((Remark.AFTER_BREAK,) if start else ())
    assert found.last_period == 2014


def test_a_break_right_behind_a_gap_tells_of_the_gap() -> None:
    points = {2010: 1.0, 2013: 2.0, 2014: 3.0}

    found = usable(_series(points, breaks=frozenset({2013})))

    assert found.values.tolist() == [2.0, 3.0]
    assert found.remarks == (Remark.AFTER_GAP,)


def test_two_rows_of_values_are_no_series() -> None:
    with pytest.raises(OutlookError, match="not one row of finite values"):
        TimeSeries(
            id="s",
            definition="d",
            frequency=Frequency.YEAR,
            first_period=2010,
            values=np.ones((2, 2)),
            unit=UnitKind.COUNT,
            family="f",
        )


def test_a_count_or_a_ratio_may_be_above_one_and_not_below_nothing() -> None:
    for unit in (UnitKind.COUNT, UnitKind.RATIO, UnitKind.INDEX):
        assert usable(_series({2010: 1.5}, unit)).values.tolist() == [1.5]
        assert usable(_series({2010: -0.5}, unit)).remarks == (Remark.OUTSIDE_UNIT,)
    assert usable(_series({2010: 2.0, 2011: -0.5}, UnitKind.COUNT)).last_period == 2011
