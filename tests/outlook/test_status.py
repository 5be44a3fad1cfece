"""The status against a target: known answers, symmetry, and when there is none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.forecasting import forecast_series
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.status import (
    Direction,
    Rounded,
    TargetToMeet,
    classify,
    judge,
    path_to,
    shown,
)
from agdb.results.judgement import Judgement, RequiredChange, Status
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from agdb.outlook.forecast import Forecast

TARGET = TargetToMeet(
    value=150.0,
    direction=Direction.AT_LEAST,
    period=2023,
    owner="EZK",
    legal_basis="plan",
    definition="d",
)


def _crowd(unit: UnitKind, factor: float = 1.0) -> list[TimeSeries]:
    rng = np.random.default_rng(9)
    values = factor * (120.0 + rng.normal(0.5, 3.0, (20, 36)).cumsum(axis=0))
    return [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=Frequency.YEAR,
            first_period=2001,
            values=values[:, place],
            unit=unit,
            family=f"f{place}",
        )
        for place in range(36)
    ]


@cache
def _pair(unit: UnitKind = UnitKind.COUNT, factor: float = 1.0) -> tuple[TimeSeries, Forecast]:
    crowd = _crowd(unit, factor)
    return crowd[0], forecast_series(crowd)[0]


def _chance(verdict: Judgement) -> float:
    assert verdict.probability is not None
    return verdict.probability


def test_a_target_equal_to_the_forecast_is_a_toss_up() -> None:
    series, forecast = _pair()
    step = forecast.at(2023)
    assert step is not None
    verdict = judge(series, forecast, replace(TARGET, value=step.point))
    count = len(step.predictive.ratios) if step.predictive else 0
    assert _chance(verdict) == pytest.approx(0.5, abs=1 / (2 * (count + 1)))
    assert verdict.status is Status.UNCERTAIN


@pytest.mark.parametrize(
    "missing", ["value", "direction", "period", "owner", "legal_basis", "definition"]
)
def test_a_target_without_one_of_its_parts_cannot_be_judged(missing: str) -> None:
    series, forecast = _pair()
    verdict = judge(series, forecast, replace(TARGET, **{missing: None}))
    assert verdict.status is Status.NO_JUDGEMENT
    assert Remark.NO_MEASURABLE_TARGET in verdict.remarks
    assert judge(series, forecast, None).status is Status.NO_JUDGEMENT


def test_a_target_of_another_definition_is_not_judged() -> None:
    series, forecast = _pair()
    verdict = judge(series, forecast, replace(TARGET, definition="other"))
    assert verdict.status is Status.NO_JUDGEMENT
    assert verdict.remarks == (Remark.OTHER_DEFINITION,)


def test_mirrored_series_and_target_have_the_same_probability() -> None:
    # Given series that may be negative, and their mirror image
    series, forecast = _pair(UnitKind.LEVEL)
    mirrored, down = _pair(UnitKind.LEVEL, factor=-1.0)
    # When the target is mirrored with them
    up = judge(series, forecast, TARGET)
    other = replace(TARGET, value=-150.0, direction=Direction.AT_MOST)
    # Then nothing changes
    assert _chance(judge(mirrored, down, other)) == pytest.approx(_chance(up), abs=1e-12)


@pytest.mark.parametrize("unit", [UnitKind.COUNT, UnitKind.LEVEL])
def test_another_unit_leaves_the_probability_alone(unit: UnitKind) -> None:
    series, forecast = _pair(unit)
    large, enlarged = _pair(unit, factor=1000.0)
    plain = judge(series, forecast, TARGET)
    scaled = judge(large, enlarged, replace(TARGET, value=150_000.0))
    assert _chance(scaled) == pytest.approx(_chance(plain), abs=1e-9)


def test_directions_are_each_other_s_complement() -> None:
    series, forecast = _pair()
    at_most = judge(series, forecast, replace(TARGET, direction=Direction.AT_MOST))
    assert _chance(at_most) + _chance(judge(series, forecast, TARGET)) == pytest.approx(1.0)


def test_a_far_target_is_off_track_and_a_near_one_on_track() -> None:
    series, forecast = _pair()
    step = forecast.at(2023)
    assert step is not None
    wide = step.bounds[1]
    far = judge(series, forecast, replace(TARGET, value=wide.upper))
    near = judge(series, forecast, replace(TARGET, value=wide.lower))
    assert (far.status, near.status) == (Status.OFF_TRACK, Status.ON_TRACK)
    assert far.by == "estimate-of-the-monitor"


def test_a_target_whose_period_was_observed_is_a_fact_not_an_estimate() -> None:
    series, forecast = _pair()
    last = float(series.values[-1])
    met = judge(series, forecast, replace(TARGET, period=2020, value=last))
    missed = judge(series, forecast, replace(TARGET, period=2020, value=last + 1.0))
    below = replace(TARGET, period=2020, value=last - 1.0, direction=Direction.AT_MOST)
    assert (met.status, missed.status) == (Status.MET, Status.MISSED)
    assert judge(series, forecast, below).status is Status.MISSED
    assert met.probability is None
    before = judge(series, forecast, replace(TARGET, period=1999))
    assert before.status is Status.NO_JUDGEMENT


def test_a_target_beyond_what_was_forecast_is_not_judged() -> None:
    series, forecast = _pair()
    verdict = judge(series, forecast, replace(TARGET, period=2035))
    assert verdict.status is Status.NO_JUDGEMENT
    assert Remark.BEYOND_TESTED_HORIZON in verdict.remarks


def test_beyond_the_tested_horizon_only_clear_cases_are_called() -> None:
    crowd = _crowd(UnitKind.COUNT)
    forecast = forecast_series(crowd, until={"s0": 2030})[0]
    step = forecast.at(2030)
    assert step is not None
    assert step.predictive is not None
    value = step.predictive.quantile(0.15)
    verdict = judge(crowd[0], forecast, replace(TARGET, period=2030, value=value))
    assert _chance(verdict) == pytest.approx(0.85, abs=0.02)
    assert verdict.status is Status.UNCERTAIN
    assert Remark.CLEAR_CASES_ONLY in verdict.remarks


def test_the_million_has_no_judgement_and_shows_needed_beside_observed() -> None:
    # Given two measurements in one definition
    skilled = TimeSeries.of(
        {2022: 673_000.0, 2023: 670_000.0}, series_id="ict", unit=UnitKind.COUNT, definition="d"
    )
    million = replace(TARGET, value=1_000_000.0, period=2030)
    # When judged
    verdict = judge(skilled, forecast_series([skilled])[0], million)
    # Then: no judgement, two measurements, 47,143 a year needed (5.888 %), -3,000 observed
    assert verdict.status is Status.NO_JUDGEMENT
    assert verdict.points == 2
    assert Remark.TOO_FEW_POINTS in verdict.remarks
    assert verdict.path is not None
    assert verdict.path.needed == pytest.approx(47_143, abs=0.5)
    assert verdict.path.needed_rate == pytest.approx(0.05888, abs=5e-6)
    assert verdict.path.observed == -3_000.0


def test_the_path_of_quarters_is_a_year_s_change() -> None:
    series = TimeSeries.of(
        dict(enumerate([1.0, 2.0, 3.0, 4.0, 2.0], start=8000)),
        series_id="q",
        unit=UnitKind.COUNT,
        definition="d",
        frequency=Frequency.QUARTER,
    )
    target = replace(TARGET, value=4.0, period=8008)
    verdict = judge(series, forecast_series([series])[0], target)
    assert verdict.path is not None
    assert verdict.path.needed == pytest.approx(2.0)
    assert verdict.path.observed == 1.0


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.80, Status.ON_TRACK), (0.7999, Status.UNCERTAIN), (0.20, Status.OFF_TRACK)],
)
def test_the_limits_belong_to_the_outer_classes(probability: float, expected: Status) -> None:
    assert classify(probability) is expected


@pytest.mark.parametrize(
    ("probability", "percent", "bound"),
    [(0.049, 5, "<"), (0.05, 5, ""), (0.524, 50, ""), (0.526, 55, ""), (0.951, 95, ">")],
)
def test_probabilities_are_shown_in_steps_of_five(
    probability: float, percent: int, bound: str
) -> None:
    assert shown(probability) == Rounded(percent, bound)


def test_a_target_without_a_value_is_met_by_nothing() -> None:
    assert not TargetToMeet(direction=Direction.AT_LEAST).met_by(1e9)


@pytest.mark.parametrize("part", ["owner", "legal_basis", "definition"])
def test_an_empty_part_is_a_missing_one(part: str) -> None:
    assert TARGET.is_measurable
    assert not replace(TARGET, **{part: ""}).is_measurable  # type: ignore[arg-type]
    # nothing is a value, and the year nought a year
    assert replace(TARGET, value=0.0).is_measurable


@pytest.mark.parametrize(
    ("direction", "value", "met"),
    [
        (Direction.AT_LEAST, 150.0, True),
        (Direction.AT_LEAST, 149.9, False),
        (Direction.AT_LEAST, 150.1, True),
        (Direction.AT_MOST, 150.0, True),
        (Direction.AT_MOST, 149.9, True),
        (Direction.AT_MOST, 150.1, False),
        (None, 150.1, True),
    ],
)
def test_a_value_at_the_target_meets_it_from_either_side(
    direction: Direction | None, value: float, met: bool
) -> None:
    assert replace(TARGET, direction=direction).met_by(value) is met


@pytest.mark.parametrize(
    ("probability", "percent", "bound"),
    [
        (0.0, 5, "<"),
        (0.95, 95, ""),
        (1.0, 95, ">"),
        (0.475, 50, ""),
        (0.4749, 45, ""),
        (0.2, 20, ""),
    ],
)
def test_chances_below_five_and_above_ninety_five_are_told_by_their_bound(
    probability: float, percent: int, bound: str
) -> None:
    assert shown(probability) == Rounded(percent, bound)


def test_the_last_period_that_was_observed_is_a_fact_and_the_next_an_estimate() -> None:
    series, forecast = _pair()
    last = series.first_period + series.values.size - 1

    now = judge(series, forecast, replace(TARGET, period=last, value=0.0))
    next_one = judge(series, forecast, replace(TARGET, period=last + 1, value=1e-6))

    assert (now.status, now.path) == (Status.MET, None)
    assert Remark.TARGET_PERIOD_OBSERVED in now.remarks
    assert next_one.status is Status.ON_TRACK
    assert next_one.path is not None
    assert next_one.points == forecast.points_used


@pytest.mark.parametrize("period", [2000, 2005])
def test_a_target_of_a_period_without_a_value_is_not_judged(period: int) -> None:
    # Given a series from 2001 on without 2005
    series, forecast = _pair()
    values = series.values.copy()
    values[2005 - 2001] = np.nan

    verdict = judge(replace(series, values=values), forecast, replace(TARGET, period=period))

    assert verdict.status is Status.NO_JUDGEMENT
    assert verdict.remarks[-2:] == (Remark.TARGET_PERIOD_OBSERVED, Remark.NO_OBSERVATIONS)


def test_the_first_period_observed_is_a_fact_too() -> None:
    series, forecast = _pair()
    first = float(series.values[0])

    assert judge(series, forecast, replace(TARGET, period=2001, value=first)).status is Status.MET
    missed = judge(series, forecast, replace(TARGET, period=2001, value=first + 1))
    assert missed.status is Status.MISSED


def test_values_outside_the_unit_make_no_fact() -> None:
    series, forecast = _pair()
    wrong = replace(forecast, remarks=(Remark.OUTSIDE_UNIT,))

    verdict = judge(series, wrong, replace(TARGET, period=2020, value=0.0))

    assert verdict.status is Status.NO_JUDGEMENT


def test_a_reason_is_told_once() -> None:
    series, forecast = _pair()
    told = replace(forecast, remarks=(Remark.OTHER_DEFINITION, Remark.BRIDGED))

    verdict = judge(series, told, replace(TARGET, definition="other"))

    assert verdict.remarks == (Remark.OTHER_DEFINITION, Remark.BRIDGED)


def _path(values: list[float], value: float, period: int, **more: object) -> RequiredChange:
    series = TimeSeries.of(
        dict(enumerate(values, start=2000)),
        series_id="a",
        unit=UnitKind.LEVEL,
        definition="d",
        **more,  # type: ignore[arg-type]
    )
    found = path_to(series, value, period)
    assert found is not None
    return found


def test_the_change_needed_is_shared_over_the_years_that_are_left() -> None:
    falling = _path([4.0, 2.0], 12.0, 2006)
    assert (falling.needed, falling.observed) == (2.0, -2.0)
    assert falling.needed_rate == pytest.approx(6**0.2 - 1)
    assert _path([2.0], 4.0, 2001) == RequiredChange(2.0, 1.0, None)
    # of quarters two and a half years: the change a year, against the same quarter a year before
    quarters = _path([1.0, 8.0, 8.0, 8.0, 8.0, 4.0], 9.0, 2015, frequency=Frequency.QUARTER)
    assert quarters.needed == pytest.approx(2.0)
    assert quarters.needed_rate == pytest.approx((9 / 4) ** (1 / 2.5) - 1)
    assert quarters.observed == -4.0
    assert _path([1.0] * 4, 9.0, 2015, frequency=Frequency.QUARTER).observed is None
    assert _path([1.0] * 5, 9.0, 2015, frequency=Frequency.QUARTER).observed == 0.0


@pytest.mark.parametrize(("last", "value"), [(0.0, 5.0), (5.0, 0.0), (-5.0, 5.0), (5.0, -5.0)])
def test_there_is_a_rate_between_two_values_above_nothing_alone(last: float, value: float) -> None:
    assert _path([last], value, 2002).needed_rate is None
    assert _path([last], value, 2002).needed == (value - last) / 2
    assert _path([0.5], 0.25, 2001).needed_rate == -0.5


def test_without_points_there_is_no_path() -> None:
    empty = TimeSeries.of({}, series_id="a", unit=UnitKind.LEVEL, definition="d")

    assert path_to(empty, 3.0, 2030) is None
