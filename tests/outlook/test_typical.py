"""The usual error and the certainty of a share, against plain counting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook import typical as module
from agdb.outlook.cases import Cases, cases_of
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.transform import SCALES
from agdb.outlook.typical import TypicalError, cluster_share, typical_errors, weighted_quantile
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from agdb.outlook.panel import BoolArray, FloatArray


def _series(unit: UnitKind, count: int, frequency: Frequency = Frequency.YEAR) -> list[TimeSeries]:
    rng = np.random.default_rng(8)
    size = 14 if frequency is Frequency.YEAR else 33
    values = 0.5 + rng.uniform(-0.4, 0.4, (size, count))
    return [
        TimeSeries(
            id=f"{unit.value}{place}",
            definition="d",
            frequency=frequency,
            first_period=2000,
            values=column,
            unit=unit,
            family=f"f{place // 3}",
        )
        for place, column in enumerate(values.T)
    ]


def _cases(series: list[TimeSeries], horizon: int = 6) -> Cases:
    frequency = series[0].frequency
    return cases_of(series, frequency=frequency, horizon=horizon, scales=SCALES)


def _plainly(sizes: list[float], tables: list[int], share: float) -> float:
    """The smallest size up to which this share of the tables lies, each table weighing alike."""
    weights = [1.0 / tables.count(one) for one in tables]
    wanted, reached = share * sum(weights) * (1.0 - 1e-12), 0.0
    for size, weight in sorted(zip(sizes, weights, strict=True)):
        reached += weight
        if reached >= wanted:
            return size
    raise AssertionError(share)


def _expected(
    cases: Cases,
    points: FloatArray,
    steps: BoolArray,
    tables: list[int],
    *,
    units: set[UnitKind],
    years: int,
    row: int,
) -> TypicalError:
    in_points = units == {UnitKind.SHARE}
    sizes, mine = [], []
    for column, place in enumerate(cases.series):
        outcome = cases.outcomes[row, column]
        unit = cases.prepared[place].series.unit
        if unit in units and steps[row, column] and outcome > 0.0:
            away = abs(points[row, column] - outcome)
            sizes.append(float(away if in_points else away / outcome))
            mine.append(tables[column])
    half, wide = (_plainly(sizes, mine, share) for share in (0.5, 0.8))
    return TypicalError(years, in_points, half, wide, len(sizes))


def test_the_usual_error_weighs_every_table_alike_and_leaves_levels_out() -> None:
    # Given shares, counts, ratios and levels, in tables of very unequal size
    series = [one for unit in UnitKind for one in _series(unit, 12)]
    cases = _cases(series)
    rng = np.random.default_rng(2)
    points = rng.uniform(0.1, 0.9, cases.outcomes.shape)
    steps = np.isfinite(cases.outcomes) & (rng.uniform(size=cases.outcomes.shape) < 0.8)
    tables = np.minimum(rng.geometric(0.5, cases.series.size) - 1, 4)

    found = typical_errors(cases, points, steps, tables)

    counted = {UnitKind.COUNT, UnitKind.RATIO, UnitKind.INDEX}
    assert found == tuple(
        _expected(cases, points, steps, tables.tolist(), units=units, years=years, row=years - 1)
        for units in (counted, {UnitKind.SHARE})
        for years in (1, 3)
    )


def test_three_years_ahead_are_twelve_quarters() -> None:
    cases = _cases(_series(UnitKind.SHARE, 20, Frequency.QUARTER), horizon=12)
    points = np.full(cases.outcomes.shape, 0.5)
    steps = np.isfinite(cases.outcomes)

    found = typical_errors(cases, points, steps, cases.series)

    tables = cases.series.tolist()
    assert found == tuple(
        _expected(cases, points, steps, tables, units={UnitKind.SHARE}, years=years, row=row)
        for years, row in ((1, 3), (3, 11))
    )


def test_steps_that_were_not_forecast_have_no_usual_error() -> None:
    cases = _cases(_series(UnitKind.COUNT, 12), horizon=2)

    found = typical_errors(
        cases, np.ones(cases.outcomes.shape), np.isfinite(cases.outcomes), cases.series
    )

    assert [one.years for one in found] == [1]


@pytest.mark.parametrize(("cases_known", "told"), [(30, True), (29, False)])
def test_thirty_cases_say_something_and_fewer_do_not(cases_known: int, told: bool) -> None:
    cases = _cases(_series(UnitKind.COUNT, 12), horizon=1)
    steps = np.zeros(cases.outcomes.shape, dtype=bool)
    steps[0, :cases_known] = True

    found = typical_errors(cases, np.ones(cases.outcomes.shape), steps, cases.series)

    assert bool(found) is told
    assert all(one.cases == cases_known for one in found)


def test_an_outcome_of_nothing_has_no_share_that_a_forecast_was_off() -> None:
    # Given forty series that end at nothing, once with the outcome and once without
    series = [replace(one, values=np.append(one.values, 0.0)) for one in _series(UnitKind.COUNT, 9)]
    with_nothing, without = _cases(series, horizon=1), _cases(_series(UnitKind.COUNT, 9), horizon=1)

    def told(cases: Cases) -> tuple[TypicalError, ...]:
        points = np.full(cases.outcomes.shape, 0.5)
        return typical_errors(cases, points, np.isfinite(cases.outcomes), cases.series)

    assert told(with_nothing) == told(without)


def test_no_cases_have_no_usual_error() -> None:
    none = cases_of([], frequency=Frequency.YEAR, horizon=3, scales=SCALES)

    assert typical_errors(none, none.outcomes, np.isfinite(none.outcomes), none.series) == ()


@pytest.mark.parametrize(
    ("share", "value"), [(0.1, 1.0), (0.25, 1.0), (0.26, 2.0), (0.5, 2.0), (0.51, 9.0), (1.0, 9.0)]
)
def test_a_weighted_quantile_is_the_value_at_which_its_weight_is_reached(
    share: float, value: float
) -> None:
    values, weights = np.array([9.0, 1.0, 2.0]), np.array([2.0, 1.0, 1.0])

    assert weighted_quantile(values, weights, share) == value


def test_thirds_add_up_to_their_share_in_spite_of_rounding() -> None:
    values, weights = np.arange(10.0), np.full(10, 0.1)

    assert [weighted_quantile(values, weights, share) for share in (0.3, 0.7, 0.8)] == [2, 6, 7]


def test_a_share_counts_what_is_known_and_its_bounds_are_those_of_whole_families() -> None:
    # Given hits of three families, of which the last has nothing known
    hits = np.array([[1.0, 0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0, 0.0]])
    known = np.array([[True, True, True, True, False], [True, False, True, True, False]])
    families = np.array([0, 0, 1, 1, 2])

    found = cluster_share(hits, known, families, np.random.default_rng(5))

    # Then four of seven are hits, and the bounds are those of one family or of the other alone
    assert found.value == pytest.approx(4 / 7)
    draws = np.random.default_rng(5).multinomial(2, [0.5, 0.5], size=module.REPLICATES)
    shares = (draws @ [1.0, 3.0]) / (draws @ [3.0, 4.0])
    assert (found.lower, found.upper) == pytest.approx(tuple(np.quantile(shares, [0.025, 0.975])))
    assert found.lower == pytest.approx(1 / 3)
    assert found.upper == pytest.approx(3 / 4)


def test_the_bounds_hold_nineteen_of_twenty_draws() -> None:
    hits = (np.arange(400) % 2 == 0).astype(float)[None]

    found = cluster_share(
        hits, np.ones((1, 400), dtype=bool), np.arange(400), np.random.default_rng(1)
    )

    assert found.upper - found.lower == pytest.approx(2 * 1.96 * 0.5 / 20, rel=0.1)
    assert found.value - found.lower == pytest.approx(found.upper - found.value, rel=0.2)
