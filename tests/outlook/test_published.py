"""What is published is what is scored, and it is the rule of decision 0016."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook import published
from agdb.outlook.cache import WORTH_REMEMBERING
from agdb.outlook.cases import cases_of
from agdb.outlook.competitors import monitor
from agdb.outlook.forecast import fingerprint
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.point import FARTHEST, Method, point_forecasts
from agdb.outlook.published import ScaledPanel, published_points
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.transform import SCALES, Transform, Transforms, WorkingScale
from agdb.statistics.period import Frequency
from agdb.statistics.scores import interval_score

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition

    from agdb.outlook.panel import FloatArray

pytestmark = pytest.mark.slow


def _crowd(unit: UnitKind, frequency: Frequency, *, size: int, count: int = 40) -> list[TimeSeries]:
    rng = np.random.default_rng(5)
    steps = rng.normal(0.04, 0.05, (size, count)).cumsum(axis=0)
    values = {
        UnitKind.COUNT: 100.0 * np.exp(steps),
        UnitKind.SHARE: 1.0 / (1.0 + np.exp(-steps)),
        UnitKind.LEVEL: 3.0 * steps - 1.0,
    }[unit]
    return [
        TimeSeries(
            id=f"{unit.value}-{place}",
            definition="d",
            frequency=frequency,
            first_period=2000,
            values=column,
            unit=unit,
            family=f"f{place}",
        )
        for place, column in enumerate(values.T)
    ]


@pytest.mark.parametrize("unit", [UnitKind.COUNT, UnitKind.SHARE, UnitKind.LEVEL])
@pytest.mark.parametrize(("frequency", "size"), [(Frequency.YEAR, 24), (Frequency.QUARTER, 40)])
def test_a_point_is_scored_as_it_would_have_been_published(
    unit: UnitKind, frequency: Frequency, size: int
) -> None:
    # Given series, and the origins from which the backtest forecasts them again
    series = _crowd(unit, frequency, size=size)
    cases = cases_of(series, frequency=frequency, horizon=FARTHEST[frequency], scales=SCALES)
    scored = cases.back(monitor(cases, frequency).points)

    # When the series as they were at one of these origins are published
    origin = 16 if frequency is Frequency.YEAR else 28
    then = [
        TimeSeries(
            id=one.id,
            definition="d",
            frequency=frequency,
            first_period=2000,
            values=one.values[:origin],
            unit=unit,
            family=one.family,
        )
        for one in series
    ]
    published = forecast_series(then)

    # Then each published point is the one that the backtest scores
    at = np.flatnonzero(cases.lengths == origin)
    assert at.size == len(series)
    for column, forecast in zip(at, published, strict=True):
        points = [step.point for step in forecast.steps]
        assert points == pytest.approx(scored[: len(points), column].tolist(), rel=1e-9)


def test_no_other_module_makes_points_than_the_one_that_publishes() -> None:
    room = Path(published.__file__).parent
    asking = {
        path.name
        for path in room.parent.rglob("*.py")
        if re.search(r"import (\([^)]*|.*)\bpoint_forecasts\b", path.read_text(encoding="utf-8"))
    }
    assert asking == {"published.py"}
    scoring = {
        path.name
        for path in room.glob("*.py")
        if re.search(r"\b(published|remembered)_points\(", path.read_text(encoding="utf-8"))
    }
    assert scoring == {
        "published.py", "cache.py", "origins.py", "forecasting.py", "competitors.py",
    }  # fmt: skip


def test_growth_of_a_yearly_count_is_continued_straight_and_not_exponentially() -> None:
    counts = ScaledPanel.on(Panel.of([[1.0, 2.0, 4.0]]), Transforms([Transform(WorkingScale.LOG)]))

    yearly = published_points(
        counts, method=Method.DRIFT, season_length=1, horizon=2, origins=counts.plain.ends()
    )

    assert np.exp(yearly).ravel() == pytest.approx([5.5, 7.0])


def test_a_falling_count_stops_at_half_of_its_smallest_value() -> None:
    falling = ScaledPanel.on(Panel.of([[9.0, 5.0, 1.0]]), Transforms([Transform(WorkingScale.LOG)]))

    points = published_points(
        falling, method=Method.DRIFT, season_length=1, horizon=2, origins=falling.plain.ends()
    )

    assert np.exp(points).ravel() == pytest.approx([0.5, 0.5])


def test_a_share_stays_between_nothing_and_everything_and_a_growth_may_be_negative() -> None:
    panel = Panel.of([[0.2, 0.6, 0.9], [0.8, 0.4, 0.1], [2.0, 1.0, -0.5]])
    share = Transform(WorkingScale.LOGIT)
    known = ScaledPanel.on(panel, Transforms([share, share, Transform(WorkingScale.IDENTITY)]))

    points = published_points(
        known, method=Method.DRIFT, season_length=1, horizon=2, origins=known.plain.ends()
    )

    told = known.transforms.back(points)
    assert told[1].tolist() == pytest.approx([1.0, 0.0, -3.0])


def _everything(series: list[TimeSeries], cache: dict[str, FloatArray] | None) -> list[str]:
    return [fingerprint(one) for one in forecast_series(series, cache=cache)]


@pytest.mark.parametrize(("frequency", "size"), [(Frequency.YEAR, 24), (Frequency.QUARTER, 40)])
@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_one_changed_value_is_forecast_alone_and_all_is_as_if_everything_had_been(
    frequency: Frequency, size: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given series of three kinds, forecast once and remembered
    series = [
        one
        for unit in (UnitKind.COUNT, UnitKind.SHARE, UnitKind.LEVEL)
        for one in _crowd(unit, frequency, size=size)
    ]
    cache: dict[str, FloatArray] = {}
    first = _everything(series, cache)
    assert first == _everything(series, None)

    # When the last values of a few of them change
    changed = list(series)
    for place in range(count):
        values = series[place].values.copy()
        values[-1] *= 1.01
        changed[place] = replace(series[place], values=values)
    forecast_anew: list[int] = []

    def spy(panel: Panel, **more: object) -> FloatArray:
        if more["method"] in WORTH_REMEMBERING:
            forecast_anew.append(len(panel))
        return point_forecasts(panel, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(published, "point_forecasts", spy)
    again = _everything(changed, cache)
    assert forecast_anew == [max(count, 2)]  # a single one is done twice

    # Then every forecast is, to the last bit, that of a full computation, and pools have moved
    assert again == _everything(changed, None)
    assert sum(new != old for new, old in zip(again, first, strict=True)) > len(series) / 2


@dataclass(frozen=True)
class M3Scores:
    """Scores of what `forecast_series` publishes on the series of a competition."""

    mase: float
    interval: float
    covered: tuple[float, float]


def _published(part: Competition, frequency: Frequency) -> M3Scores:
    lengths = part.history.lengths
    series = [
        TimeSeries(
            id=f"m{place}",
            definition="d",
            frequency=frequency,
            first_period=1900,
            values=column[: lengths[place]],
            unit=UnitKind.COUNT,
            family=f"m{place}",
        )
        for place, column in enumerate(part.history.values.T)
    ]
    steps = [one.steps[: part.horizon] for one in forecast_series(series)]

    def bound(level: int, side: str) -> FloatArray:
        return np.array([[getattr(s.bounds[level], side) for s in some] for some in steps]).T

    points = np.array([[step.point for step in some] for some in steps]).T
    low, high = bound(1, "lower"), bound(1, "upper")
    covered = [
        (part.outcomes >= bound(level, "lower")) & (part.outcomes <= bound(level, "upper"))
        for level in (0, 1)
    ]
    return M3Scores(
        mase=part.mase(points),
        interval=float((interval_score(part.outcomes, low, high, 0.95) / part.scales).mean()),
        covered=(float(covered[0].mean()), float(covered[1].mean())),
    )


@pytest.mark.specimens
def test_on_yearly_m3_what_is_published_scores_at_most_2_58(yearly: Competition) -> None:
    found = _published(yearly, Frequency.YEAR)

    assert found.mase <= 2.58  # 3.01 with points on the logarithm
    assert found.interval <= 23.0  # 26.3 with points on the logarithm
    assert found.covered == pytest.approx((0.83, 0.953), abs=0.015)


@pytest.mark.specimens
def test_on_quarterly_m3_what_is_published_scores_at_most_1_12(quarterly: Competition) -> None:
    found = _published(quarterly, Frequency.QUARTER)

    assert found.mase <= 1.12
    assert found.interval <= 9.7
    assert found.covered == pytest.approx((0.82, 0.953), abs=0.015)


def test_series_of_unlike_length_and_scale_are_each_on_their_own() -> None:
    panel = Panel.of([[1.0, 2.0, 4.0], [0.25, 0.5], [-3.0, 8.0, 1.0]])
    each = [
        Transform(WorkingScale.LOG),
        Transform(WorkingScale.LOGIT),
        Transform(WorkingScale.IDENTITY),
    ]
    known = ScaledPanel.on(panel, Transforms(each))

    assert len(known) == 3
    assert not known.bridged.any()
    assert known.bridged.shape == (3, 3)
    for column, one in enumerate(each):
        size = int(panel.lengths[column])
        expected = one.forward(panel.values[:size, column]).tolist()
        assert known.working.values[:size, column].tolist() == pytest.approx(expected)
        assert not known.working.values[size:, column].any()
    assert known.working.lengths.tolist() == [3, 2, 3]
    chosen = known.select(np.array([1]))
    assert chosen.plain.values.shape == chosen.bridged.shape == (2, 1)
    assert chosen.working.values.tolist() == known.working.values[:2, [1]].tolist()


def test_quarters_are_forecast_on_the_scale_on_which_they_are_judged() -> None:
    doubling: FloatArray = np.exp2(np.arange(12.0) / 4.0)
    counts = ScaledPanel.on(Panel.of([doubling]), Transforms([Transform(WorkingScale.LOG)]))

    points = published_points(
        counts, method=Method.DRIFT, season_length=4, horizon=4, origins=counts.plain.ends()
    )

    assert np.exp(points[3]) == pytest.approx(2.0 * doubling[-1])


def test_the_floor_of_a_count_is_half_of_the_least_known_at_its_origin() -> None:
    falling = Panel.of([[9.0, 5.0, 1.0]])
    counts = ScaledPanel.on(falling, Transforms([Transform(WorkingScale.LOG)]))
    origins = Origins(np.array([0, 0]), np.array([2, 3]))

    points = published_points(
        counts, method=Method.DRIFT, season_length=1, horizon=3, origins=origins
    )

    assert np.exp(points).T.tolist() == [
        pytest.approx([2.5, 2.5, 2.5]),
        pytest.approx([0.5, 0.5, 0.5]),
    ]
