"""Errors from rolling origins, each found again by hand with nothing but its own past."""

from __future__ import annotations

import numpy as np
import pytest

from agdb.outlook.origins import RollingErrors, mean_change, roll, rolling_origins
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.point import Method, point_forecasts
from agdb.outlook.published import ScaledPanel
from agdb.outlook.transform import Transform, Transforms, WorkingScale

Error = tuple[int, int, int, float]


def _rows(season_length: int) -> list[list[float]]:
    rng = np.random.default_rng(31)
    sizes = (3, 12, 9, 14) if season_length == 1 else (5, 26, 17, 23)
    return [rng.normal(0.3, 1.0, size).cumsum().round(3).tolist() for size in sizes]


def _change(values: list[float], season_length: int) -> float:
    pairs = list(zip(values, values[season_length:], strict=False))
    return sum(abs(new - old) for old, new in pairs) / len(pairs) if pairs else float("nan")


@pytest.mark.parametrize("season_length", [1, 4])
def test_the_scale_is_the_mean_change_over_a_year_so_far(season_length: int) -> None:
    rows = _rows(season_length)
    lengths = [(series, known) for series, row in enumerate(rows) for known in range(1, len(row))]
    origins = Origins(*np.array(lengths).T)

    found = mean_change(Panel.of(rows), season_length=season_length, origins=origins)

    expected = [_change(rows[series][:known], season_length) for series, known in lengths]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("season_length", "stride", "lengths"),
    [
        (1, None, {8: [], 9: [8], 10: [8, 9], 11: [8, 9, 10]}),
        (4, None, {16: [], 17: [16], 19: [16], 20: [16, 19], 22: [16, 19], 23: [16, 19, 22]}),
        (2, None, {8: [], 9: [8], 11: [8, 9, 10]}),
        (12, None, {48: [], 50: [48, 49]}),
        (1, 3, {8: [], 9: [8], 11: [8], 12: [8, 11]}),
        (4, 1, {18: [16, 17]}),
    ],
)
def test_origins_are_those_that_have_an_outcome_after_them(
    season_length: int, stride: int | None, lengths: dict[int, list[int]]
) -> None:
    panel = Panel.of([[0.0] * size for size in lengths])

    found = rolling_origins(panel, season_length=season_length, stride=stride)

    expected = [(place, one) for place, some in enumerate(lengths.values()) for one in some]
    assert list(zip(found.series.tolist(), found.lengths.tolist(), strict=True)) == expected


def _told(errors: RollingErrors) -> list[Error]:
    return [
        (int(errors.series[column]), int(errors.lengths[column]), step, float(ratio))
        for step, row in enumerate(errors.ratios)
        for column, ratio in enumerate(row)
        if np.isfinite(ratio)
    ]


@pytest.mark.parametrize("season_length", [1, 4])
def test_each_error_is_that_of_a_forecast_made_then_over_the_change_so_far(
    season_length: int,
) -> None:
    # Given series of many lengths, of which one has only just one outcome
    rows = _rows(season_length)
    method, horizon = Method.DRIFT, 3
    known = ScaledPanel.on(
        Panel.of(rows), Transforms([Transform(WorkingScale.IDENTITY)] * len(rows))
    )

    rolled = roll(known, method=method, season_length=season_length, horizon=horizon)

    first, stride = (8, 1) if season_length == 1 else (16, 3)
    expected: list[Error] = []
    for series, row in enumerate(rows):
        for size in range(first, len(row), stride):
            panel = Panel.of([row[:size]])
            points = point_forecasts(
                panel,
                method=method,
                season_length=season_length,
                horizon=horizon,
                origins=panel.ends(),
            )[:, 0]
            scale = _change(row[:size], season_length)
            expected += [
                (series, size, step, (outcome - points[step]) / scale)
                for step, outcome in enumerate(row[size : size + horizon])
            ]
    errors = rolled.errors()
    assert errors.count == len(rows)
    assert np.isfinite(errors.ratios).any(axis=0).all()
    for found, wanted in zip(sorted(_told(errors)), sorted(expected), strict=True):
        assert found[:3] == wanted[:3]
        assert found[3] == pytest.approx(wanted[3], rel=1e-9)
    # and the ends are the forecasts from the last point of each series, in their order
    ends = point_forecasts(
        known.plain,
        method=method,
        season_length=season_length,
        horizon=horizon,
        origins=known.plain.ends(),
    )
    np.testing.assert_allclose(rolled.ends, ends)


def test_an_origin_at_which_nothing_has_changed_yet_has_no_error() -> None:
    still = [5.0] * 9 + [6.0, 7.0, 8.0]
    known = ScaledPanel.on(Panel.of([still]), Transforms([Transform(WorkingScale.IDENTITY)]))

    errors = roll(known, method=Method.LAST_VALUE, season_length=1, horizon=2).errors()

    assert errors.lengths.tolist() == [10, 11]
    assert errors.ratios[0].tolist() == [1.0 / (1.0 / 9.0), 1.0 / (2.0 / 10.0)]


def test_what_is_bridged_is_no_outcome_and_no_origin() -> None:
    # Given an estimate at place nine of twelve
    rising = [float(place**2) for place in range(12)]
    known = ScaledPanel.on(Panel.of([rising]), Transforms([Transform(WorkingScale.IDENTITY)]))
    known.bridged[9, 0] = True

    errors = roll(known, method=Method.LAST_VALUE, season_length=1, horizon=3).errors()

    seen = {
        int(length): np.isfinite(column).tolist()
        for length, column in zip(errors.lengths, errors.ratios.T, strict=True)
    }
    assert seen == {8: [True, False, True], 9: [False, True, True], 11: [True, False, False]}
