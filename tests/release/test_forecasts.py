"""What a release foresees is worked out once for the same values, and anew for any other."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from agdb.outlook import cache as outlook_cache
from agdb.outlook.cache import WORTH_REMEMBERING
from agdb.outlook.panel import FloatArray
from agdb.outlook.published import ScaledPanel, published_points
from agdb.programme.programme import Programme
from agdb.release import forecasts
from agdb.release.cache import DiskCache
from agdb.release.forecasts import KeptPoints, ReleaseForecasts, foresee
from agdb.release.vintages import Vintages
from agdb.results.release import Release
from agdb.results.value import Computed, Kind
from agdb.statistics.period import Frequency, from_ordinal

pytestmark = pytest.mark.slow

EMPTY = ReleaseForecasts({}, {}, (), {}, ())
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def programme(cycling: Programme) -> Programme:
    """The invented programme without targets."""
    return replace(cycling, targets={})


@pytest.fixture(scope="module")
def computed(cycling_release: Release) -> Mapping[str, Computed]:
    """Indicators, each with six years of quarters from a table of its own."""
    share = cycling_release.computed["bicycles-electric-share"]
    return {f"share-{number}": _invented(share, number) for number in range(32)}


def _invented(like: Computed, number: int) -> Computed:
    chance, level = random.Random(number), 40.0
    values = []
    for ordinal in range(2019 * 4, 2025 * 4):
        level += chance.uniform(-1, 1)
        period = str(from_ordinal(Frequency.QUARTER, ordinal))
        values.append(replace(like.values[0], region="NL01", period=period, value=level))
    return Computed(
        like.definition.model_copy(update={"id": f"share-{number}"}),
        tuple(values),
        tuple(replace(used, dataset=f"demo:table-{number}") for used in like.inputs),
        None,
    )


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets one entry each time that the outlook is worked out."""
    done: list[int] = []
    whole = forecasts._worked_out

    def spy(
        computed: Mapping[str, Computed],
        programme: Programme,
        known: Vintages,
        points: KeptPoints | None,
    ) -> ReleaseForecasts:
        done.append(1)
        return whole(computed, programme, known, points)

    monkeypatch.setattr(forecasts, "_worked_out", spy)
    return done


def test_what_is_recalled_is_what_was_worked_out_to_the_last_bit(
    programme: Programme,
    computed: Mapping[str, Computed],
    tmp_path: Path,
    worked_out: list[int],
) -> None:
    cache = DiskCache(tmp_path)
    nothing = foresee(computed, programme=programme, ground="g", older=Vintages)
    first = foresee(computed, programme=programme, ground="g", older=Vintages, cache=cache)

    again = foresee(computed, programme=programme, ground="g", older=Vintages, cache=cache)

    assert len(worked_out) == 2
    assert again == first == nothing
    assert again.forecasts
    assert any(one.scores for one in again.backtest)
    assert again.among(computed, day=DAY) == nothing.among(computed, day=DAY)


def test_what_was_kept_in_another_layout_is_worked_out(
    programme: Programme, computed: Mapping[str, Computed], tmp_path: Path
) -> None:
    # Given a cache in which forecasts and points are whole, and of a layout that nobody reads
    cache = DiskCache(tmp_path)
    first = foresee(computed, programme=programme, ground="g", older=Vintages, cache=cache)
    for path in tmp_path.iterdir():
        cache.put(path.name, b'"of another layout"')

    again = foresee(computed, programme=programme, ground="g", older=Vintages, cache=cache)

    assert again == first


def test_no_forecast_of_a_period_that_has_ended_is_published(
    programme: Programme, computed: Mapping[str, Computed]
) -> None:
    # Given forecasts for the quarters after 2024-Q4
    found = foresee(computed, programme=programme, ground="g", older=Vintages)
    name = next(iter(found.forecasts))

    def published(day: date) -> list[str]:
        values = found.among(computed, day=day)[name].values
        return [value.period for value in values if value.kind is Kind.FORECAST]

    # When the release is built in the second quarter, what is behind us is left out
    assert published(date(2025, 1, 10))[0] == "2025-Q1"
    assert published(date(2025, 6, 30))[0] == "2025-Q2"
    assert published(date(2025, 7, 1))[0] == "2025-Q3"

    # And nothing that is held as a figure elsewhere
    values = found.among(
        computed, day=date(2025, 1, 10), held=lambda _, value: value.period < "2025-Q3"
    )[name].values
    assert next(v.period for v in values if v.kind is Kind.FORECAST) == "2025-Q3"

    # And long after that nothing is left
    assert published(date(2035, 1, 1)) == []


def test_any_other_value_definition_target_or_ground_is_worked_out_anew(
    cycling: Programme,
    programme: Programme,
    computed: Mapping[str, Computed],
    tmp_path: Path,
    worked_out: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forecasts, "_worked_out", lambda *_: worked_out.append(1) or EMPTY)
    cache = DiskCache(tmp_path)
    name = next(name for name, one in computed.items() if one.values)
    one = computed[name]
    other = replace(one.values[-1], value=(one.values[-1].value or 0) + 1e-9)
    renamed = one.definition.model_copy(update={"unit": "other"})
    target = next(iter(cycling.targets.values()))

    def ask(**changed: Computed) -> None:
        foresee(
            {**computed, **changed}, programme=programme, ground="g", older=Vintages, cache=cache
        )

    ask()
    ask()
    assert len(worked_out) == 1
    ask(**{name: replace(one, values=(*one.values[:-1], other))})
    ask(**{name: replace(one, definition=renamed)})
    ask(**{name: replace(one, inputs=())})
    foresee(computed, programme=programme, ground="other", older=Vintages, cache=cache)
    aimed = replace(programme, targets={target.id: target})
    foresee(computed, programme=aimed, ground="g", older=Vintages, cache=cache)
    assert len(worked_out) == 6


def test_after_one_changed_value_one_series_is_forecast_again_and_all_is_as_from_nothing(
    programme: Programme,
    computed: Mapping[str, Computed],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given what was forecast, and one value that changes after that
    cache = DiskCache(tmp_path)
    foresee(computed, programme=programme, ground="g", older=Vintages, cache=cache)
    name, one = next(iter(computed.items()))
    other = replace(one.values[-1], value=(one.values[-1].value or 0.0) + 0.25)
    changed = {**computed, name: replace(one, values=(*one.values[:-1], other))}
    forecast_again: list[int] = []

    def spy(known: ScaledPanel, **how: object) -> FloatArray:
        if how["method"] in WORTH_REMEMBERING:
            forecast_again.append(len(known))
        return published_points(known, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(outlook_cache, "published_points", spy)

    # When it is forecast again, from another process that has the same cache
    found = foresee(
        changed, programme=programme, ground="g", older=Vintages, cache=DiskCache(tmp_path)
    )

    # Then that series is forecast, and nothing else: for its outlook and its one new origin in the
    # backtest (its alert is about the values before the last, which are the same)
    assert sum(forecast_again) <= 4
    assert found == foresee(changed, programme=programme, ground="g", older=Vintages)


def test_points_that_no_build_used_are_forgotten(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    first = KeptPoints(cache)
    first["a"], first["b"] = np.ones((2, 1)), np.arange(6.0).reshape(3, 2)
    first.keep()

    second = KeptPoints(cache)
    assert second["b"].tolist() == [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
    second.keep()

    third = KeptPoints(cache)
    assert ("a" in third, "b" in third) == (False, True)
