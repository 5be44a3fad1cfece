"""Forecasts of whole sets of series: what is promised, and a stated outcome for every bad input."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.calibration import calibrate, own_scales
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.origins import roll
from agdb.outlook.point import NO_CHOICE, IntervalRule, Method, StatusRule
from agdb.outlook.published import ScaledPanel, prepare
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.status import Direction, TargetToMeet, judge
from agdb.results.judgement import Status
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from agdb.outlook.forecast import Forecast


def _crowd(
    count: int = 40, size: int = 20, frequency: Frequency = Frequency.YEAR, seed: int = 1
) -> list[TimeSeries]:
    rng = np.random.default_rng(seed)
    values = 400.0 + rng.normal(2.0, 6.0, (size, count)).cumsum(axis=0)
    return [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=frequency,
            first_period=2000,
            values=values[:, place],
            unit=UnitKind.COUNT,
            family=f"f{place}",
        )
        for place in range(count)
    ]


def _one(values: list[float], unit: UnitKind = UnitKind.COUNT, **more: object) -> TimeSeries:
    return TimeSeries(
        id="own",
        definition="d",
        frequency=Frequency.YEAR,
        first_period=2000,
        values=np.array(values),
        unit=unit,
        family="own",
        **more,  # type: ignore[arg-type]
    )


def _own(series: TimeSeries, **more: object) -> Forecast:
    return forecast_series([*_crowd(), series], **more)[-1]  # type: ignore[arg-type]


def _target(
    value: float, period: int = 2022, direction: Direction = Direction.AT_LEAST
) -> TargetToMeet:
    return TargetToMeet(
        value=value,
        direction=direction,
        period=period,
        owner="OCW",
        legal_basis="plan",
        definition="d",
    )


LIVELY = [100.0 + 3.0 * place + (-1) ** place * 4.0 for place in range(20)]


def test_a_forecast_is_a_value_with_ordered_bounds_to_its_tested_horizon() -> None:
    forecast = _own(_one(LIVELY))
    assert forecast.kind == "forecast"
    assert [step.period for step in forecast.steps] == [2020, 2021, 2022, 2023, 2024, 2025]
    for step in forecast.steps:
        narrow, wide = step.bounds
        assert wide.lower < narrow.lower < step.point < narrow.upper < wide.upper
        assert step.tested
    widths = [step.bounds[1].upper - step.bounds[1].lower for step in forecast.steps]
    assert widths[-1] > widths[0]
    assert forecast.at(2021) is forecast.steps[1]
    assert forecast.at(2019) is None
    assert forecast.at(2026) is None


def test_quarters_get_twelve_steps_and_their_own_method() -> None:
    forecast = forecast_series(_crowd(size=40, frequency=Frequency.QUARTER))[0]
    assert forecast.choice.method is Method.MEAN_WITH_THETA
    assert len(forecast.steps) == 12
    assert all(step.bounds for step in forecast.steps)


def test_beyond_the_tested_horizon_the_fan_goes_on_with_a_mark() -> None:
    # Given a reader who wants 2035 of a series that ends in 2019
    forecast = _own(_one(LIVELY), until={"own": 2035})
    # Then the steps run on, marked, with a scale that grows with the root of h/H
    assert [step.tested for step in forecast.steps] == [True] * 6 + [False] * 10
    assert Remark.BEYOND_TESTED_HORIZON in forecast.remarks
    sixth, last = forecast.steps[5].predictive, forecast.steps[15].predictive
    assert sixth is not None
    assert last is not None
    assert last.scale == pytest.approx(sixth.scale * np.sqrt(16 / 6))
    assert last.ratios is sixth.ratios


def test_the_order_and_company_of_other_methods_do_not_matter() -> None:
    crowd = _crowd()
    plain = forecast_series(crowd)
    mixed = forecast_series([_one([1.0, 2.0]), *reversed(crowd)])
    again = {one.series_id: one for one in mixed}
    for one in plain:
        np.testing.assert_allclose(
            [step.point for step in one.steps],
            [step.point for step in again[one.series_id].steps],
            rtol=1e-9,
        )


def test_measurement_error_of_a_survey_widens_the_bounds() -> None:
    register = _own(_one(LIVELY)).steps[0].bounds[1]
    survey = _own(_one(LIVELY, measurement_sd=20.0)).steps[0].bounds[1]
    assert survey.upper - survey.lower > 1.5 * (register.upper - register.lower)


def test_four_to_seven_years_repeat_the_last_value_with_widened_bounds() -> None:
    forecast = _own(_one(LIVELY[:6]))
    assert forecast.choice.interval is IntervalRule.POOLED_WIDENED
    assert [step.point for step in forecast.steps] == pytest.approx([LIVELY[5]] * 3)
    assert all(step.bounds for step in forecast.steps)


def test_a_pool_of_less_than_thirty_series_gives_points_without_bounds() -> None:
    forecasts = forecast_series(_crowd(count=30))
    assert all(Remark.POOL_TOO_SMALL in one.remarks for one in forecasts)
    assert all(step.bounds == () for one in forecasts for step in one.steps)
    assert forecasts[0].choice.status is StatusRule.NONE
    assert all(step.bounds for step in forecast_series(_crowd(count=31))[0].steps)


BAD_INPUT = {
    "constant": (_one([5.0] * 20), Remark.CONSTANT),
    "two points": (_one([5.0, 6.0]), Remark.TOO_FEW_POINTS),
    "all missing": (_one([np.nan] * 20), Remark.NO_OBSERVATIONS),
    "no points": (_one([]), Remark.NO_OBSERVATIONS),
    "negative share": (_one([0.1, -0.2] * 8, UnitKind.SHARE), Remark.OUTSIDE_UNIT),
    "share in percent": (_one([10.0, 20.0] * 8, UnitKind.SHARE), Remark.OUTSIDE_UNIT),
    "break in the last year": (_one(LIVELY, breaks=frozenset({2019})), Remark.RECENT_BREAK),
}


@pytest.mark.parametrize("case", BAD_INPUT, ids=list(BAD_INPUT))
def test_bad_input_has_a_stated_outcome_and_no_judgement(case: str) -> None:
    # Given a series that cannot carry a conclusion, among forty sound ones
    series, remark = BAD_INPUT[case]
    # When it is forecast and judged
    forecast = _own(series)
    verdict = judge(series, forecast, _target(6.0))
    # Then the reason is there, no bounds and no status
    assert remark in forecast.remarks
    assert all(step.bounds == () for step in forecast.steps)
    assert verdict.status is Status.NO_JUDGEMENT
    assert verdict.probability is None
    assert remark in verdict.remarks


def test_zeros_under_a_logarithm_are_forecast_as_they_are_and_only_clear_cases_judged() -> None:
    values = [max(0.0, value - 104.0) for value in LIVELY]
    series = _one(values)
    forecast = _own(series)
    assert Remark.ZERO_UNDER_LOG in forecast.remarks
    assert forecast.choice.status is StatusRule.CLEAR_ONLY
    assert all(bound.lower >= 0.0 for step in forecast.steps for bound in step.bounds)
    middling = judge(series, forecast, _target(forecast.steps[2].point))
    assert middling.status is Status.UNCERTAIN
    assert Remark.CLEAR_CASES_ONLY in middling.remarks


@pytest.mark.parametrize(
    ("series", "value"),
    [
        (_one(LIVELY), 0.0),
        (_one([0.3, 0.4, 0.35, 0.42] * 4, UnitKind.SHARE), 0.0),
        (_one([0.3, 0.4, 0.35, 0.42] * 4, UnitKind.SHARE), 1.0),
    ],
)
def test_a_target_at_the_edge_of_the_unit_is_not_judged(series: TimeSeries, value: float) -> None:
    last = series.first_period + series.values.size - 1
    verdict = judge(series, _own(series), _target(value, last + 2, Direction.AT_MOST))
    assert verdict.status is Status.NO_JUDGEMENT
    assert Remark.TARGET_OUTSIDE_UNIT in verdict.remarks


def test_half_years_and_months_are_not_covered_and_say_so() -> None:
    series = TimeSeries(
        id="own",
        definition="d",
        frequency=Frequency.MONTH,
        first_period=0,
        values=np.array(LIVELY),
        unit=UnitKind.COUNT,
        family="own",
    )
    assert forecast_series([series])[0].remarks == (Remark.FREQUENCY_NOT_COVERED,)


def test_points_of_before_a_break_do_not_reach_the_forecast() -> None:
    # Given the same recent points, once alone and once after a break of another level
    alone = _one(LIVELY)
    broken = TimeSeries(
        id="own",
        definition="d",
        frequency=Frequency.YEAR,
        first_period=1990,
        values=np.array([50.0 + place for place in range(10)] + LIVELY),
        unit=UnitKind.COUNT,
        family="own",
        breaks=frozenset({2000}),
    )
    # Then both are forecast alike
    for one, other in zip(_own(alone).steps, _own(broken).steps, strict=True):
        assert one.point == pytest.approx(other.point, rel=1e-12)
        assert one.bounds[0].lower == pytest.approx(other.bounds[0].lower, rel=1e-12)


def test_a_season_that_repeats_exactly_has_no_scale_and_no_judgement() -> None:
    # Given quarters that never change from year to year
    repeated = TimeSeries(
        id="own",
        definition="d",
        frequency=Frequency.QUARTER,
        first_period=2000,
        values=np.tile([4.0, 2.0, 1.0, 3.0], 6),
        unit=UnitKind.COUNT,
        family="own",
    )
    forecast = forecast_series([*_crowd(size=40, frequency=Frequency.QUARTER), repeated])[-1]
    # Then it is repeated, without bounds and with the reason
    assert [step.point for step in forecast.steps[:4]] == pytest.approx([4.0, 2.0, 1.0, 3.0])
    assert forecast.steps[0].bounds == ()
    assert Remark.CONSTANT in forecast.remarks


def test_a_step_that_fewer_than_thirty_series_could_test_is_not_tested() -> None:
    # Given forty series of twelve years: from origins at 8 to 11, no outcome lies five years ahead
    short = forecast_series(_crowd(size=12))[0]
    assert short.choice.horizon == 4
    # And twenty longer ones, which are too few to test the fifth and sixth year
    long = [replace(one, id=f"l{one.id}", family=f"l{one.family}") for one in _crowd(count=20)]
    mixed = forecast_series([*_crowd(size=12), *long])
    assert {one.choice.horizon for one in mixed} == {4}
    # Then the fan goes on with a mark where a reader asks for it
    asked = forecast_series(_crowd(size=12), until={"s0": 2017})[0]
    assert [step.tested for step in asked.steps] == [True] * 4 + [False] * 2


def test_beyond_the_tested_steps_bounds_widen_with_the_root_of_the_distance() -> None:
    # Given a series on the plain scale, tested to six years ahead and asked for ten
    forecast = _own(_one(LIVELY, unit=UnitKind.LEVEL), until={"own": 2029})

    scales = [step.predictive.scale for step in forecast.steps if step.predictive is not None]
    widths = [step.bounds[0].upper - step.bounds[0].lower for step in forecast.steps]
    wider = [(ahead / 6) ** 0.5 for ahead in (7, 8, 9, 10)]

    assert [step.tested for step in forecast.steps] == [True] * 6 + [False] * 4
    assert [scale / scales[0] for scale in scales] == pytest.approx([1.0] * 6 + wider)
    assert [width / widths[5] for width in widths[6:]] == pytest.approx(wider)


def _wide_crowd(frequency: Frequency, size: int) -> list[TimeSeries]:
    """Thirty-six series of many sizes, so that each earns a scale of its own."""
    rng = np.random.default_rng(6)
    steps = rng.normal(0.3, 1.0, (size, 36)) * np.linspace(0.2, 5.0, 36)
    return [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=frequency,
            first_period=2000,
            values=column,
            unit=UnitKind.COUNT if place % 2 else UnitKind.LEVEL,
            family=f"f{place % 34}",
            measurement_sd=(None, 0.0, 2.0)[place % 3],
            vintage="2026-11-30",
        )
        for place, column in enumerate((200.0 + steps.cumsum(axis=0)).T)
    ]


@pytest.mark.parametrize(
    ("frequency", "size"),
    [(Frequency.YEAR, 9), (Frequency.YEAR, 20), (Frequency.QUARTER, 12)],
)
def test_the_bounds_of_a_step_are_those_of_its_distribution(
    frequency: Frequency, size: int
) -> None:
    # Given a reader who asks for more than was tested
    series = _wide_crowd(frequency, size)
    long = _wide_crowd(frequency, 30)
    every = [*series[:2], *long[2:]]

    forecasts = forecast_series(every, until={"s0": 2045, "s3": 2040}, levels=(0.5, 0.8, 0.99))

    for forecast in forecasts:
        assert forecast.steps
        for step in forecast.steps:
            assert step.predictive is not None
            assert [bound.level for bound in step.bounds] == [0.5, 0.8, 0.99]
            for bound in step.bounds:
                lower, upper = step.predictive.interval(bound.level)
                assert (bound.lower, bound.upper) == pytest.approx((lower, upper))
            middle = step.predictive.transform.back(np.array(step.predictive.centre))
            assert step.point == pytest.approx(float(middle))


def test_the_width_is_the_change_so_far_times_the_own_scale_and_the_noise_that_of_the_survey() -> (
    None
):
    # Given the pool made again by hand from all other families
    series = _wide_crowd(Frequency.YEAR, 9)

    forecasts = forecast_series(series)

    known = ScaledPanel.of([prepare(one) for one in series])
    errors = roll(known, method=Method.DRIFT, season_length=1, horizon=6).errors()
    families = [one.family for one in series]
    for place, (one, forecast) in enumerate(zip(series, forecasts, strict=True)):
        members = np.array([family != one.family for family in families])
        pool = calibrate(errors, members=members)
        working = known.working.values[:, place]
        change = float(np.abs(np.diff(working)).mean())
        scale = change * float(own_scales(errors, pool)[place])
        step = forecast.steps[0]
        assert step.predictive is not None
        assert step.predictive.scale == pytest.approx(scale)
        assert step.predictive.ratios.tolist() == pool.ratios[0].tolist()
        slope = 1.0 / one.values[-1] if one.unit is UnitKind.COUNT else 1.0
        assert step.predictive.noise == pytest.approx((one.measurement_sd or 0.0) * slope)


def test_of_the_shortest_series_the_plain_pool_is_a_quarter_wider() -> None:
    short = replace(_one(LIVELY[:6]), unit=UnitKind.LEVEL)

    step = _own(short).steps[0]

    assert step.predictive is not None
    assert step.predictive.scale == pytest.approx(1.25 * float(np.abs(np.diff(LIVELY[:6])).mean()))


@pytest.mark.parametrize(
    ("until", "periods"), [(2018, 6), (2019, 6), (2025, 6), (2026, 7), (2030, 11)]
)
def test_a_forecast_runs_to_what_was_asked_and_never_less_than_was_tested(
    until: int, periods: int
) -> None:
    forecast = _own(_one(LIVELY), until={"own": until})

    assert [step.period for step in forecast.steps] == [2020 + one for one in range(periods)]
    assert (Remark.BEYOND_TESTED_HORIZON in forecast.remarks) == (periods > 6)


def test_without_being_asked_a_forecast_has_the_levels_of_eighty_and_ninety_five() -> None:
    step = _own(_one(LIVELY)).steps[0]

    assert [bound.level for bound in step.bounds] == [0.8, 0.95]


def test_what_was_read_is_told_of_the_forecast() -> None:
    series = _wide_crowd(Frequency.YEAR, 12)[1]
    forecast = forecast_series([*_crowd(), series])[-1]

    assert (forecast.series_id, forecast.definition, forecast.vintage) == ("s1", "d", "2026-11-30")
    assert (forecast.last_period, forecast.points_used) == (2011, 12)
    assert forecast.frequency is Frequency.YEAR
    assert forecast.choice.method is Method.MEAN_WITH_DRIFT
    assert forecast.choice.horizon == 6


def test_too_short_a_series_has_no_steps_and_no_rule() -> None:
    forecast = _own(_one([3.0, 4.0, 5.0]))

    assert forecast.steps == ()
    assert forecast.choice == NO_CHOICE
    assert forecast.points_used == 3
    assert forecast.last_period == 2002


def test_a_series_whose_last_four_changes_are_nothing_but_rounding_has_no_bounds() -> None:
    values = [1e6 + (place % 2) * 1e-7 for place in range(20)]

    forecast = _own(_one(values))

    assert Remark.CONSTANT in forecast.remarks
    assert all(step.bounds == () and step.predictive is None for step in forecast.steps)
    assert forecast.choice.status is StatusRule.NONE
    assert forecast.choice.interval is IntervalRule.NONE
    assert [step.point for step in forecast.steps] == pytest.approx([1e6] * 6)


def test_years_and_quarters_side_by_side_are_forecast_as_they_would_be_alone() -> None:
    years, quarters = _crowd(), _crowd(size=40, frequency=Frequency.QUARTER, seed=3)
    quarters = [replace(one, id=f"q{one.id}") for one in quarters]

    together = forecast_series([*years, *quarters])

    alone = [*forecast_series(years), *forecast_series(quarters)]
    for one, other in zip(together, alone, strict=True):
        assert [step.point for step in one.steps] == [step.point for step in other.steps]
        assert [step.bounds for step in one.steps] == [step.bounds for step in other.steps]


@pytest.mark.parametrize(
    ("values", "unit", "remarks", "status"),
    [
        ([3.0, 0.0] * 5, UnitKind.COUNT, (Remark.ZERO_UNDER_LOG,), StatusRule.CLEAR_ONLY),
        ([3.0, 0.0] * 2, UnitKind.COUNT, (Remark.ZERO_UNDER_LOG,), StatusRule.CLEAR_ONLY),
        ([3.0, 1.0] * 5, UnitKind.COUNT, (), StatusRule.FULL),
        ([3.0, 1.0] * 2, UnitKind.COUNT, (), StatusRule.CLEAR_ONLY),
        ([7.0] * 12, UnitKind.COUNT, (Remark.CONSTANT,), StatusRule.NONE),
        ([-7.0] * 12, UnitKind.LEVEL, (Remark.CONSTANT,), StatusRule.NONE),
        ([0.0] * 12, UnitKind.LEVEL, (Remark.CONSTANT,), StatusRule.NONE),
        ([7.0 * (1 + 1e-11 * (n % 2)) for n in range(12)], UnitKind.LEVEL, (), StatusRule.FULL),
        ([7.0] * 3, UnitKind.COUNT, (Remark.TOO_FEW_POINTS,), StatusRule.NONE),
        ([], UnitKind.COUNT, (Remark.NO_OBSERVATIONS,), StatusRule.NONE),
    ],
)
def test_what_a_series_earns_and_why_not_more(
    values: list[float], unit: UnitKind, remarks: tuple[Remark, ...], status: StatusRule
) -> None:
    found = prepare(_one(values, unit))

    assert found.remarks == remarks
    assert found.choice.status is status


def test_a_break_is_told_as_the_reason_and_another_frequency_before_it() -> None:
    broken = _one(LIVELY, breaks=frozenset({2018}))
    months = replace(broken, frequency=Frequency.MONTH)

    assert prepare(broken).remarks == (Remark.AFTER_BREAK, Remark.RECENT_BREAK)
    assert prepare(months).remarks == (Remark.AFTER_BREAK, Remark.FREQUENCY_NOT_COVERED)
    gap = prepare(_one([1.0, np.nan, 2.0]))
    assert gap.remarks == (Remark.AFTER_GAP, Remark.TOO_FEW_POINTS)
