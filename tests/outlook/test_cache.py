"""Points that are remembered: the same to the last bit, and only of what is the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from agdb.outlook.cache import remembered_points
from agdb.outlook.panel import FloatArray, Origins, Panel
from agdb.outlook.point import Method
from agdb.outlook.published import ScaledPanel, published_points
from agdb.outlook.transform import Transform, Transforms, WorkingScale

MEAN = Method.MEAN_WITH_DRIFT
# two origins of the first series, none of the second, one of the third
ORIGINS = Origins(np.array([2, 0, 0]), np.array([11, 12, 9]))


def _known(*scales: WorkingScale) -> ScaledPanel:
    rng = np.random.default_rng(8)
    rows = [50.0 + rng.normal(0.0, 2.0, size).cumsum() for size in (12, 10, 14)]
    each = [Transform(one) for one in scales or (WorkingScale.IDENTITY,) * 3]
    return ScaledPanel.on(Panel.of(rows), Transforms(each))


def _points(
    known: ScaledPanel,
    cache: dict[str, FloatArray] | None,
    origins: Origins = ORIGINS,
    **more: object,
) -> FloatArray:
    asked: dict[str, object] = {"method": MEAN, "season_length": 1, "horizon": 3} | more
    return remembered_points(known, origins=origins, cache=cache, **asked)  # type: ignore[arg-type]


def test_what_is_remembered_is_what_would_be_worked_out() -> None:
    known, cache = _known(), dict[str, FloatArray]()

    first, again = _points(known, cache), _points(known, cache)

    plain = published_points(known, method=MEAN, season_length=1, horizon=3, origins=ORIGINS)
    assert first.tolist() == again.tolist() == plain.tolist() == _points(known, None).tolist()
    assert sorted(one.shape for one in cache.values()) == [(3, 1), (3, 2)]


def test_what_is_in_the_cache_is_not_worked_out_again() -> None:
    known, cache = _known(), dict[str, FloatArray]()
    _points(known, cache)
    for key, points in cache.items():
        cache[key] = points * 0.0 + points.shape[1]

    assert _points(known, cache).tolist() == [[1.0, 2.0, 2.0]] * 3


def test_methods_that_cost_nothing_are_not_remembered() -> None:
    cache = dict[str, FloatArray]()

    _points(_known(), cache, method=Method.DRIFT)

    assert cache == {}


@pytest.mark.parametrize(
    ("scales", "origins", "more", "kept"),
    [
        ((), ORIGINS, {}, 2),
        ((), ORIGINS, {"horizon": 2}, 4),
        ((), ORIGINS, {"season_length": 4}, 4),
        ((), ORIGINS, {"method": Method.MEAN_WITH_THETA}, 4),
        ((), Origins(np.array([2, 0, 0]), np.array([11, 12, 10])), {}, 3),
        ((WorkingScale.LOG, *(WorkingScale.IDENTITY,) * 2), ORIGINS, {}, 3),
    ],
)
def test_whatever_decides_the_points_is_in_their_key(
    scales: tuple[WorkingScale, ...], origins: Origins, more: dict[str, object], kept: int
) -> None:
    cache = dict[str, FloatArray]()
    _points(_known(), cache)

    told = _points(_known(*scales), cache, origins, **more)

    assert len(cache) == kept
    assert told.tolist() == _points(_known(*scales), None, origins, **more).tolist()


def test_of_one_changed_value_one_series_is_worked_out() -> None:
    known, cache = _known(), dict[str, FloatArray]()
    _points(known, cache)
    values = known.plain.values.copy()
    values[3, 2] += 1.0
    values[13, 0] = 99.0  # behind the end of the first series: no value of it
    changed = replace(known, plain=Panel(values, known.plain.lengths))

    told = _points(changed, cache)

    assert len(cache) == 3
    assert told.tolist() == _points(changed, None).tolist()


def test_without_an_origin_there_are_no_points() -> None:
    none = Origins(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))

    assert _points(_known(), {}, none).shape == (3, 0)


@pytest.mark.parametrize(("changed", "worked_out"), [(1, 2), (2, 2)])
def test_a_single_series_is_worked_out_twice_for_its_last_bits(
    changed: int, worked_out: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, cache = _known(), dict[str, FloatArray]()
    _points(known, cache)
    for key in list(cache)[:changed]:
        del cache[key]
    asked: list[int] = []

    def spy(some: ScaledPanel, **more: object) -> FloatArray:
        asked.append(len(some))
        return published_points(some, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("agdb.outlook.cache.published_points", spy)
    _points(known, cache)

    assert asked == [worked_out]
