"""The backtest: honest about time and family, and equal to known answers where there are any."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import mean

import numpy as np
import pytest
from numpy.typing import NDArray

from agdb.outlook.backtest import (
    PINBALL,
    Backtest,
    BacktestBasis,
    ForecastScore,
    _mean,
    _mean_of_clusters,
    _score,
    backtest,
)
from agdb.outlook.cases import Cases, cases_of
from agdb.outlook.cases import tested_steps as steps_of_the_rule
from agdb.outlook.competitors import LEVELS, Rival, rival, rivals
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.transform import SCALES
from agdb.outlook.typical import cluster_share, typical_errors
from agdb.results.backtest import COVERAGE
from agdb.statistics.period import Frequency


def _walks(
    count: int = 80, size: int = 24, per_family: int = 2, drift: float = 0.0
) -> list[TimeSeries]:
    rng = np.random.default_rng(21)
    values = rng.normal(drift, 1.0, (size, count)).cumsum(axis=0)
    return [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=Frequency.YEAR,
            first_period=2000,
            values=values[:, place],
            unit=UnitKind.LEVEL,
            family=f"f{place // per_family}",
            vintage="2025-01-01",
        )
        for place in range(count)
    ]


def _run(series: list[TimeSeries], **more: object) -> Backtest:
    return backtest(
        series,
        frequency=Frequency.YEAR,
        generator=np.random.default_rng(1),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def walks() -> Backtest:
    return _run(_walks())


def test_every_rival_is_listed_with_every_score(walks: Backtest) -> None:
    assert [one.rival for one in walks.scores] == list(rivals(Frequency.YEAR))
    assert [one.rival for one in walks.status] == list(rivals(Frequency.YEAR))
    assert (walks.series, walks.families, walks.cases) == (80, 40, 80 * 16)
    assert walks.basis is BacktestBasis.PSEUDO_REAL_TIME


def test_on_random_walks_the_naive_forecast_wins_and_the_backtest_says_so(walks: Backtest) -> None:
    scores = {one.rival: one for one in walks.scores}
    assert scores[Rival.LAST_VALUE].mase < scores[Rival.MONITOR].mase
    assert scores[Rival.LAST_VALUE].crps < scores[Rival.CLIMATOLOGY].crps


@pytest.mark.slow
def test_on_steady_growth_the_naive_forecast_loses() -> None:
    scores = {one.rival: one for one in _run(_walks(drift=1.5)).scores}
    assert scores[Rival.MONITOR].mase < 0.8 * scores[Rival.LAST_VALUE].mase
    assert scores[Rival.MONITOR].crps < scores[Rival.LAST_VALUE].crps


def test_coverage_is_near_its_level_and_inside_its_bootstrap(walks: Backtest) -> None:
    for one in walks.scores:
        for level, found in zip(COVERAGE, one.coverage, strict=True):
            assert found.lower <= found.value <= found.upper
            assert found.value == pytest.approx(level, abs=0.05)


def test_the_status_beats_the_straight_line_and_climatology(walks: Backtest) -> None:
    status = {one.rival: one for one in walks.status}
    assert status[Rival.MONITOR].brier < status[Rival.STRAIGHT_LINE].brier
    assert status[Rival.MONITOR].brier < status[Rival.CLIMATOLOGY].brier
    assert status[Rival.STRAIGHT_LINE].uncertain == 0.0
    assert sum(one.count for one in status[Rival.MONITOR].reliability) == 80 * 16 * 15


@pytest.mark.slow
def test_the_same_seed_gives_the_same_scores(walks: Backtest) -> None:
    assert repr(_run(_walks())) == repr(walks)


def test_fewer_than_thirty_series_are_not_scored() -> None:
    small = _run(_walks(count=20))
    assert (small.scores, small.status, small.series) == ((), (), 20)
    assert _run([]).series == 0


def test_a_frequency_without_a_rule_is_not_scored() -> None:
    found = backtest(_walks(), frequency=Frequency.MONTH, generator=np.random.default_rng(1))
    assert found.scores == ()


def test_constant_and_short_series_take_no_part() -> None:
    odd = [
        replace(_walks(count=1)[0], id="flat", values=np.ones(24)),
        replace(_walks(count=1)[0], id="short", values=np.arange(5.0)),
        replace(_walks(count=1)[0], id="empty", values=np.full(5, np.nan)),
    ]
    assert _run([*_walks(count=40), *odd]).series == 40


def _vintages(series: TimeSeries) -> list[TimeSeries]:
    """One vintage a year, whose last point was one too high when first published."""
    told = []
    for size in range(8, 25):
        values = series.values[:size].copy()
        values[-1] += 1.0
        told.append(replace(series, values=values, vintage=f"{2000 + size}-02-01"))
    return told


def test_stored_vintages_are_the_origins_as_then_published() -> None:
    # Given one series with stored vintages
    series = _walks(count=1)[0]
    # When its cases are made
    cases = cases_of(
        [series],
        frequency=Frequency.YEAR,
        horizon=3,
        scales=SCALES,
        vintages={series.id: [*_vintages(series), replace(series, definition="other")]},
    )
    # Then each origin knows the value of that day, and outcomes are the newest
    assert cases.real_time.all()
    assert cases.lengths.tolist() == list(range(8, 24))
    np.testing.assert_allclose(cases.known.plain.last(), series.values[7:23] + 1.0)
    assert cases.outcomes[0, 0] == series.values[8]


def test_a_vintage_with_a_hole_or_a_later_start_is_no_origin() -> None:
    series = _walks(count=1)[0]
    holed = series.values[:12].copy()
    holed[5] = np.nan
    late = replace(series, values=series.values[3:12], first_period=2003, vintage="2013-01-01")
    told = [
        replace(series, values=holed, vintage="2012-01-01"),
        late,
        replace(series, values=np.full(3, np.nan), vintage="2014-01-01"),
    ]
    vintages = {series.id: [*told, replace(series, values=series.values[:14], vintage="2015")]}
    cases = cases_of(
        [series], frequency=Frequency.YEAR, horizon=3, scales=SCALES, vintages=vintages
    )
    assert cases.lengths[cases.real_time].tolist() == [14]
    assert sorted(cases.lengths.tolist()) == list(range(8, 24))


def test_a_vintage_with_a_zero_under_the_logarithm_is_no_origin() -> None:
    series = replace(_walks(count=1)[0], unit=UnitKind.COUNT, values=np.arange(1.0, 25.0))
    zero = series.values[:12].copy()
    zero[-1] = 0.0
    told = [replace(series, values=zero, vintage="2012"), replace(series, vintage="2026")]
    cases = cases_of(
        [series],
        frequency=Frequency.YEAR,
        horizon=3,
        scales=SCALES,
        vintages={series.id: told},
    )
    assert not cases.real_time.any()
    assert cases.lengths.tolist() == list(range(8, 24))


@pytest.mark.slow
def test_some_vintages_make_a_mixed_basis() -> None:
    series = _walks(count=40)
    assert _run(series, vintages={"s0": _vintages(series[0])}).basis is BacktestBasis.MIXED
    every = {one.id: _vintages(one) for one in series}
    assert _run(series, vintages=every).basis is BacktestBasis.REAL_TIME


def test_clusters_that_fail_together_make_the_coverage_less_sure() -> None:
    # Given 200 cases of which a quarter fail, once scattered and once in whole families
    known, clusters = np.ones((1, 200), dtype=bool), np.repeat(np.arange(20), 10)
    scattered = (np.arange(200) % 4 > 0).astype(float)[None]
    together = (clusters % 4 > 0).astype(float)[None]
    # When both are resampled by family
    narrow = cluster_share(scattered, known, clusters, np.random.default_rng(2))
    wide = cluster_share(together, known, clusters, np.random.default_rng(2))
    # Then the estimates are the same and their certainty is not
    assert narrow.value == wide.value == 0.75
    assert wide.upper - wide.lower > 2.0 * (narrow.upper - narrow.lower)


def test_each_table_weighs_alike_beside_the_mean_over_all_cases() -> None:
    # Given forty calm series in one family, and two in two families that move ten times as much
    calm = [replace(one, family="calm") for one in _walks(count=40)]
    rng = np.random.default_rng(3)
    wild = [
        replace(
            _walks(count=1)[0],
            id=f"wild{place}",
            family=f"wild{place}",
            values=np.concatenate([calm[0].values[:16], rng.normal(0.0, 40.0, 8).cumsum()]),
        )
        for place in range(2)
    ]
    # When they are scored
    found = next(one for one in _run([*calm, *wild]).scores if one.rival is Rival.LAST_VALUE)
    # Then the two wild tables count for two thirds of the mean of tables, and for little of all
    assert found.per_table.mase > 2.0 * found.mase


def test_the_usual_error_is_told_in_shares_of_the_outcome_and_in_points() -> None:
    # Given counts that double every year (the last value is half of what comes) and still shares
    count: NDArray[np.float64] = np.exp2(np.arange(24.0))
    share: NDArray[np.float64] = 0.3 + 0.1 * (np.arange(24.0) % 2)
    made = []
    for place in range(40):
        one = replace(_walks(count=1)[0], family=f"f{place}")
        made.append(replace(one, id=f"c{place}", unit=UnitKind.COUNT, values=count * (1 + place)))
        made.append(replace(one, id=f"p{place}", unit=UnitKind.SHARE, values=share))
    cases = cases_of(made, frequency=Frequency.YEAR, horizon=6, scales=SCALES)
    points = np.tile(cases.known.plain.last(), (6, 1))
    steps = np.isfinite(cases.outcomes)

    found = typical_errors(cases, points, steps, cases.series // 2)

    sizes = {(one.years, one.points): one.half for one in found}
    assert sizes[1, False] == pytest.approx(0.5)
    assert sizes[3, False] == pytest.approx(0.875)
    assert sizes[1, True] == pytest.approx(0.1)


def test_nothing_known_has_no_coverage() -> None:
    found = cluster_share(
        np.ones((1, 2)), np.zeros((1, 2), dtype=bool), np.array([0, 1]), np.random.default_rng(0)
    )
    assert np.isnan([found.value, found.lower, found.upper]).all()


def test_on_straight_lines_the_last_value_is_off_by_its_steps() -> None:
    # Given lines that rise by a half a year, so that the mean change is a half
    lines = [replace(one, values=np.arange(24.0) / 2 + place) for place, one in enumerate(_walks())]

    scores = {one.rival: one for one in _run(lines).scores}

    naive = scores[Rival.LAST_VALUE]
    steps = len(naive.mase_by_step)
    tested = [one for one in naive.mase_by_step if np.isfinite(one)]
    assert tested == pytest.approx([1.0 + nth for nth in range(len(tested))])
    assert 0 < len(tested) <= steps
    # an error as in every other family lies at the edge of every interval, and is held
    assert [one.value for one in naive.coverage] == [1.0] * len(COVERAGE)
    assert naive.per_table.mase == pytest.approx(naive.mase)
    assert naive.per_table.coverage == tuple(1.0 for _ in COVERAGE)


def test_without_a_single_score_there_is_no_mean() -> None:
    values, none = np.ones((2, 3)), np.zeros((2, 3), dtype=bool)

    assert np.isnan(_mean(values, none))
    assert np.isnan(_mean_of_clusters(values, none, np.array([0, 1, 1])))


def test_a_table_with_a_single_score_counts_as_much_as_one_with_many() -> None:
    # Given three tables: four scores of one, a single one of five, and one without any
    values = np.array([[1.0, 1.0, 5.0, 90.0], [1.0, 1.0, 90.0, 90.0]])
    usable = np.array([[True, True, True, False], [True, True, False, False]])

    found = _mean_of_clusters(values, usable, np.array([0, 0, 1, 2]))

    assert found == 3.0
    assert _mean(values, usable) == pytest.approx(9 / 5)


def _plainly(cases: Cases, name: Rival, steps: NDArray[np.bool_]) -> dict[str, float]:
    """Every score of one rival, outcome by outcome."""
    forecast = rival(cases, Frequency.YEAR, name)
    quantiles, points = cases.back(forecast.quantiles()), cases.back(forecast.points)
    levels = LEVELS.tolist()
    scores: dict[str, list[float]] = defaultdict(list)
    families: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for step, column in zip(*np.nonzero(steps), strict=True):
        unit, outcome = float(cases.changes[column]), float(cases.outcomes[step, column])
        told = quantiles[:, step, column].tolist()
        losses = {
            level: max(level * (outcome - one), (level - 1) * (outcome - one)) / unit
            for level, one in zip(levels, told, strict=True)
        }
        away = abs(outcome - float(points[step, column])) / unit
        hundredths = [loss for level, loss in losses.items() if level not in {0.025, 0.975}]
        one = {"mase": away, f"mase {step}": away, "crps": 2 * mean(hundredths)}
        one |= {f"pinball {level}": losses[level] for level in PINBALL}
        for level in COVERAGE:
            low, high = (
                told[int(np.argmin(np.abs(LEVELS - (1 + side * level) / 2)))] for side in (-1, 1)
            )
            missed = max(low - outcome, 0.0) + max(outcome - high, 0.0)
            one[f"interval {level}"] = (high - low + 2 / (1 - level) * missed) / unit
            one[f"covered {level}"] = float(low <= outcome <= high)
        for key, value in one.items():
            scores[key].append(value)
            families[key][cases.families()[column]].append(value)
    return {key: mean(values) for key, values in scores.items()} | {
        f"{key} per table": mean(map(mean, some.values())) for key, some in families.items()
    }


def _told(found: ForecastScore) -> dict[str, float]:
    told: dict[str, float] = {"mase": found.mase, "crps": found.crps}
    told |= {f"mase {step}": one for step, one in enumerate(found.mase_by_step) if np.isfinite(one)}
    told |= {f"pinball {level}": one for level, one in zip(PINBALL, found.pinball, strict=True)}
    told |= {"mase per table": found.per_table.mase, "crps per table": found.per_table.crps}
    pairs = zip(
        COVERAGE,
        found.interval_score,
        found.coverage,
        found.per_table.interval_score,
        found.per_table.coverage,
        strict=True,
    )
    for level, score, covered, score_per_table, covered_per_table in pairs:
        told |= {f"interval {level}": score, f"covered {level}": covered.value}
        told |= {
            f"interval {level} per table": score_per_table,
            f"covered {level} per table": covered_per_table,
        }
    return told


@pytest.mark.slow
@pytest.mark.parametrize("name", [Rival.MONITOR, Rival.LAST_VALUE])
def test_every_score_is_the_plain_mean_over_outcomes_in_units_of_a_usual_change(
    name: Rival,
) -> None:
    # Given counts and levels in families of one to four series
    series = [
        replace(
            one,
            values=one.values[: 12 + place % 3] + 60.0,
            unit=UnitKind.COUNT if place % 2 else UnitKind.LEVEL,
            family=f"f{int(place**0.5)}",
        )
        for place, one in enumerate(_walks(count=12))
    ]
    cases = cases_of(series, frequency=Frequency.YEAR, horizon=6, scales=SCALES)
    steps = steps_of_the_rule(cases, Frequency.YEAR) & np.isfinite(cases.outcomes)
    clusters = np.array([int(family[1:]) for family in cases.families()], dtype=np.int64)

    found = _score(
        cases, rival(cases, Frequency.YEAR, name), steps, clusters, np.random.default_rng(1)
    )

    expected = _plainly(cases, name, steps)
    told = _told(found)
    for key, value in told.items():
        assert value == pytest.approx(expected[key], rel=1e-9), key
    assert len(found.mase_by_step) == 6


def test_thirty_series_are_scored_and_one_fewer_is_not() -> None:
    lines = [replace(one, values=one.values[:10]) for one in _walks(count=30)]

    assert _run(lines).scores
    fewer = _run(lines[1:])
    assert (fewer.scores, fewer.status, fewer.typical) == ((), (), ())
    assert (fewer.series, fewer.families, fewer.cases, fewer.real_time) == (29, 15, 58, 0)


def test_a_backtest_counts_its_series_tables_and_origins() -> None:
    found = _run([replace(one, values=one.values[:10]) for one in _walks(count=30, per_family=3)])

    assert (found.series, found.families, found.cases, found.real_time) == (30, 10, 60, 0)
    assert found.frequency is Frequency.YEAR


@pytest.mark.parametrize(("length", "steps"), [(8, 4), (9, 4), (10, 5), (12, 6), (20, 6)])
def test_as_many_steps_are_tested_as_the_rule_would_publish(length: int, steps: int) -> None:
    series = [replace(one, values=np.arange(26.0) ** 1.5) for one in _walks(count=1)]
    cases = cases_of(series, frequency=Frequency.YEAR, horizon=6, scales=SCALES)

    found = steps_of_the_rule(cases, Frequency.YEAR)[:, cases.lengths == length][:, 0]

    assert found.tolist() == [True] * steps + [False] * (6 - steps)


def test_outcomes_are_those_that_came_next_and_missing_ones_are_not_made_up() -> None:
    series = [replace(_walks(count=1)[0], values=np.arange(12.0) ** 2)]

    cases = cases_of(series, frequency=Frequency.YEAR, horizon=3, scales=SCALES)

    assert cases.lengths.tolist() == [8, 9, 10, 11]
    assert cases.outcomes[:, 0].tolist() == [64.0, 81.0, 100.0]
    assert cases.outcomes[:2, 2].tolist() == [100.0, 121.0]
    assert np.isnan(cases.outcomes[2, 2])
    assert np.isnan(cases.outcomes[1:, 3]).all()
    # and the usual change of a square is its root
    assert cases.changes.tolist() == cases.scales.tolist() == [7.0, 8.0, 9.0, 10.0]


def test_of_two_vintages_with_one_last_period_the_first_counts() -> None:
    series = _walks(count=1)[0]
    told = [
        replace(series, values=series.values[:10] + shift, vintage=day)
        for day, shift in (("2012-05-01", 2.0), ("2010-05-01", 1.0))
    ]

    cases = cases_of(
        [series],
        frequency=Frequency.YEAR,
        horizon=3,
        scales=SCALES,
        vintages={series.id: told},
    )

    (column,) = np.flatnonzero(cases.real_time)
    assert cases.lengths[column] == 10
    assert cases.known.plain.values[:10, column].tolist() == (series.values[:10] + 1.0).tolist()


@pytest.mark.parametrize(
    ("first", "size", "taken"),
    [(2000, 8, True), (2000, 7, False), (1998, 10, True), (2001, 9, False), (2000, 24, False)],
)
def test_a_vintage_is_an_origin_if_it_starts_no_later_and_knows_enough_but_not_all(
    first: int, size: int, taken: bool
) -> None:
    series = _walks(count=1)[0]
    values = np.concatenate([np.full(max(2000 - first, 0), 3.0), series.values])[:size]
    told = [replace(series, values=values, first_period=first, vintage="2012")]

    cases = cases_of(
        [series],
        frequency=Frequency.YEAR,
        horizon=3,
        scales=SCALES,
        vintages={series.id: told},
    )

    assert cases.real_time.any() == taken


@pytest.mark.parametrize(("size", "taken"), [(15, False), (16, True)])
def test_a_vintage_of_quarters_knows_four_years_at_least(size: int, taken: bool) -> None:
    series = replace(_walks(count=1)[0], frequency=Frequency.QUARTER, first_period=8000)
    told = [replace(series, values=series.values[:size], vintage="2012")]

    cases = cases_of(
        [series],
        frequency=Frequency.QUARTER,
        horizon=3,
        scales=SCALES,
        vintages={series.id: told},
    )

    assert cases.real_time.any() == taken
