"""A lone missing value is bridged to reckon on behind it, and is nobody's figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.outlook.conftest import unscaled

from agdb.outlook.cases import cases_of
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.origins import roll
from agdb.outlook.panel import Panel
from agdb.outlook.point import Method
from agdb.outlook.series import TimeSeries, UnitKind, bridge, usable
from agdb.outlook.status import path_to
from agdb.outlook.transform import SCALES
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

SEASON = np.array([9.0, -4.0, 1.0, -6.0])
HOLE = 33


def _quarters(*holes: int, size: int = 36, breaks: frozenset[int] = frozenset()) -> TimeSeries:
    """A line with a season, without the values at these places."""
    values: NDArray[np.float64] = 400.0 + 2.0 * np.arange(float(size)) + np.resize(SEASON, size)
    values[list(holes)] = np.nan
    return TimeSeries(
        id="own",
        definition="d",
        frequency=Frequency.QUARTER,
        first_period=8000,
        values=values,
        unit=UnitKind.COUNT,
        family="own",
        breaks=breaks,
    )


def test_a_lone_hole_in_a_line_with_a_season_is_filled_with_what_was_left_out() -> None:
    whole, holed = usable(_quarters()), usable(_quarters(HOLE))

    assert holed.values == pytest.approx(whole.values)
    assert np.flatnonzero(holed.bridged).tolist() == [HOLE]
    assert holed.remarks == (Remark.BRIDGED,)
    assert whole.remarks == ()


@pytest.mark.parametrize(
    ("series", "size", "remark"),
    [
        (_quarters(HOLE, HOLE + 1), 1, Remark.AFTER_GAP),  # two in a row
        (_quarters(HOLE, HOLE - 5), 2, Remark.AFTER_GAP),  # another one near
        (_quarters(5), 30, Remark.AFTER_GAP),  # too little before it
        (_quarters(HOLE, breaks=frozenset({8000 + HOLE})), 2, Remark.AFTER_GAP),
        (_quarters(HOLE, breaks=frozenset({8000 + HOLE + 1})), 2, Remark.AFTER_GAP),
        (_quarters(*range(1, 36, 2)), 1, Remark.AFTER_GAP),  # every second quarter only
    ],
)
def test_any_other_hole_ends_the_run(series: TimeSeries, size: int, remark: Remark) -> None:
    found = usable(series)

    assert found.remarks[0] in {remark, Remark.AFTER_BREAK}
    assert found.values.size == size
    assert not found.bridged.any()


def test_a_hole_before_a_break_is_of_no_concern() -> None:
    found = usable(_quarters(12, breaks=frozenset({8020})))

    assert found.values.size == 16
    assert found.remarks == (Remark.AFTER_BREAK,)


def test_an_estimate_outside_of_what_was_seen_gives_way_to_the_mean_of_its_neighbours() -> None:
    values = np.array([0.0, 9.0, 1.0, 9.0, 0.0, 9.0, 1.0, 9.0, np.nan, 1.0])

    filled, _ = bridge(values, season_length=4, breaks=())

    assert filled[8] == 5.0


def _crowd(frequency: Frequency) -> list[TimeSeries]:
    rng = np.random.default_rng(3)
    values = 400.0 + rng.normal(0.5, 6.0, (36, 40)).cumsum(axis=0)
    return [
        replace(_quarters(), id=f"s{place}", family=f"f{place}", frequency=frequency, values=column)
        for place, column in enumerate(values.T)
    ]


def test_a_series_with_a_lone_hole_is_forecast_from_all_its_points_and_says_so() -> None:
    forecast = forecast_series([*_crowd(Frequency.QUARTER), _quarters(HOLE)])[-1]

    assert forecast.points_used == 36
    assert Remark.BRIDGED in forecast.remarks
    assert all(step.bounds for step in forecast.steps)


def test_an_estimate_is_neither_outcome_nor_origin_of_an_error() -> None:
    # Given yearly series of which one is bridged at place 20
    series = _crowd(Frequency.YEAR)
    values = series[0].values.copy()
    values[20] = np.nan
    series[0] = replace(series[0], values=values)

    # When they are forecast again from their past, for the pool and for the backtest
    panel = Panel.of([usable(one).values for one in series])
    known = replace(unscaled(panel), bridged=np.zeros(panel.values.shape, dtype=bool))
    known.bridged[20, 0] = True
    errors = roll(known, method=Method.DRIFT, season_length=1, horizon=3).errors()
    cases = cases_of(series, frequency=Frequency.YEAR, horizon=3, scales=SCALES)

    # Then no error is that of the estimate, and nobody stands there
    mine = errors.series == 0
    assert 21 not in errors.lengths[mine]
    at_eighteen = errors.ratios[:, mine & (errors.lengths == 18)][:, 0]
    assert np.isfinite(at_eighteen).tolist() == [True, True, False]
    own = cases.series == 0
    assert 21 not in cases.lengths[own]
    assert np.isnan(cases.outcomes[2, own & (cases.lengths == 18)]).all()
    assert np.isfinite(cases.outcomes[2, own & (cases.lengths == 19)]).all()


def test_a_change_from_an_estimate_is_no_observed_change() -> None:
    series = _quarters(HOLE, size=38)  # four quarters before the last one

    path = path_to(series, 900.0, 8060)

    assert path is not None
    assert path.observed is None
    assert path.needed > 0


def _line_with(*holes: int, size: int) -> NDArray[np.float64]:
    values = 3.0 * np.arange(float(size))
    values[list(holes)] = np.nan
    return values


@pytest.mark.parametrize(
    ("holes", "size", "filled"),
    [
        ((8,), 20, {8}),  # eight periods lie before it
        ((7,), 20, set()),
        ((8,), 10, {8}),  # as many behind it as there are
        ((9,), 10, set()),  # an open end is no hole
        ((9, 18), 30, {9, 18}),  # nine apart: each is alone
        ((9, 17), 30, set()),  # eight apart: neither
        ((9, 10), 30, set()),
        ((), 12, set()),
    ],
)
def test_a_hole_is_alone_if_eight_periods_around_it_are_whole(
    holes: tuple[int, ...], size: int, filled: set[int]
) -> None:
    values = _line_with(*holes, size=size)

    found, where = bridge(values, season_length=1, breaks=())

    assert set(np.flatnonzero(where).tolist()) == filled
    for hole in holes:
        if hole in filled:
            assert found[hole] == pytest.approx(3.0 * hole)
        else:
            assert np.isnan(found[hole])
    assert np.isnan(values[list(holes)]).all()  # what was given is as it was


@pytest.mark.parametrize(("place", "filled"), [(8, True), (9, False), (10, False), (11, True)])
def test_a_hole_at_a_break_stays(place: int, filled: bool) -> None:
    _, where = bridge(_line_with(9, size=20), season_length=1, breaks={place})

    assert where.any() == filled


def test_with_a_season_a_hole_is_moved_from_a_year_before_by_its_neighbours() -> None:
    # Given values in which a year's change is 8 before the hole and 2 behind it
    values = np.array([50.0, 10.0, 20.0, 30.0, 40.0, 11.0, 22.0, 33.0, 48.0, np.nan, 24.0, 0.0])

    filled, _ = bridge(values, season_length=4, breaks=())

    assert filled[9] == 11.0 + (8.0 + 2.0) / 2
    # and with a longer season than there is before it, by its neighbours alone
    short, _ = bridge(values, season_length=9, breaks=())
    assert short[9] == (48.0 + 24.0) / 2
    fits, _ = bridge(values, season_length=8, breaks=())
    assert fits[9] == 10.0 + ((48.0 - 50.0) + (24.0 - 20.0)) / 2


@pytest.mark.parametrize(("edge", "estimate"), [(0.0, 0.0), (0.5, 4.0)])
def test_an_estimate_may_be_the_least_that_was_seen_and_no_less(
    edge: float, estimate: float
) -> None:
    # Given a hole that a year before was 2 and has moved by -2
    values = np.array([9.0, 3.0, 7.0, 8.0, 6.0, 2.0, 6.0, 8.0, 4.0, np.nan, 4.0, 9.0])
    values[1] = edge

    filled, _ = bridge(values, season_length=4, breaks=())

    assert filled[9] == estimate


def test_an_estimate_at_the_top_of_what_was_seen_stands() -> None:
    values = np.array([9.0, 3.0, 7.0, 8.0, 4.0, 10.0, 4.0, 8.0, 6.0, np.nan, 6.0, 12.0])

    assert bridge(values, season_length=4, breaks=())[0][9] == 12.0
    values[11] = 11.0
    assert bridge(values, season_length=4, breaks=())[0][9] == 6.0
