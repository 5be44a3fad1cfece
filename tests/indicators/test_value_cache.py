"""What need not be computed and examined again, and what has to be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import pytest
from tests.indicators.invented import computed, indicator, used, value

from agdb.indicators.cache import ValueCache
from agdb.results.value import Computed
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion

TODAY = date(2025, 5, 1)
MADE = computed(indicator(), value("2020", 1.0), inputs=(used(),))


@dataclass(frozen=True)
class Version:
    """What the hash of a version is made of."""

    id: DatasetId = DatasetId("demo", "bicycles")  # noqa: RUF009 - frozen
    version: str = "2025-01-01-a"
    revision: str = "reader/1"
    recorded: date = date(2025, 1, 1)


def read(**facts: Any) -> dict[str, DatasetVersion]:
    return {"value": cast("DatasetVersion", replace(Version(), **facts))}


def cache(kept: dict[str, bytes], ground: str = "ground") -> ValueCache:
    class Kept:
        """A cache in memory."""

        def get(self, key: str) -> bytes | None:
            return kept.get(key)

        def put(self, key: str, content: bytes) -> None:
            kept[key] = content

    return ValueCache(Kept(), ground=ground)


def remembered(today: date = TODAY) -> dict[str, bytes]:
    """What a build of one indicator keeps."""
    kept: dict[str, bytes] = {}
    one = cache(kept)
    assert one.recall(indicator(), read()) is None
    assert not one.was_examined(read().values(), ["Bicycles"], today=today)
    one.remember({"x": MADE}, today=today)
    return kept


def test_what_was_right_is_recalled_with_its_values_and_inputs() -> None:
    found = cache(remembered()).recall(indicator(), read())

    assert isinstance(found, Computed)
    assert tuple(found.values) == tuple(MADE.values)
    assert (found.inputs, found.waiting, found.definition) == (MADE.inputs, None, indicator())


def test_nothing_is_kept_before_it_is_said_to_be_right() -> None:
    kept: dict[str, bytes] = {}
    one = cache(kept)
    one.recall(indicator(), read())

    assert kept == {}
    one.begin()
    one.remember({"x": MADE}, today=TODAY)
    assert kept == {}  # what was noted before it began again is dropped


@pytest.mark.parametrize(
    "facts",
    [
        {"version": "2025-01-01-b"},
        {"revision": "reader/2"},
        {"recorded": date(2025, 1, 2)},
        {"id": DatasetId("demo", "cycles")},
    ],
)
def test_another_version_is_computed_and_examined_anew(facts: dict[str, Any]) -> None:
    one = cache(remembered())

    assert one.recall(indicator(), read(**facts)) is None
    assert not one.was_examined(read(**facts).values(), ["Bicycles"], today=TODAY)


def test_another_definition_role_ground_or_measure_is_something_else() -> None:
    kept = remembered()

    assert cache(kept).recall(indicator(unit="percent"), read()) is None
    assert cache(kept).recall(indicator(), {"other": read()["value"]}) is None
    assert cache(kept, "other ground").recall(indicator(), read()) is None
    assert not cache(kept).was_examined(read().values(), ["Cars"], today=TODAY)
    assert cache(kept).was_examined(read().values(), ["Bicycles"], today=TODAY)


@pytest.mark.parametrize(
    ("day", "right"), [(TODAY, True), (date(2025, 5, 2), True), (date(2025, 4, 30), False)]
)
def test_what_was_right_on_a_day_is_right_on_a_later_one(day: date, right: bool) -> None:
    one = cache(remembered())
    one.recall(indicator(), read())

    assert one.was_right(MADE, today=day) is right
    assert one.was_examined(read().values(), ["Bicycles"], today=day) is right


def test_what_was_computed_just_now_was_not_cached() -> None:
    one = cache({})
    one.recall(indicator(), read())

    assert not one.was_right(MADE, today=date.max.replace(month=1))


def test_the_order_of_measures_does_not_matter() -> None:
    kept: dict[str, bytes] = {}
    one = cache(kept)
    assert not one.was_examined(read().values(), ["a", "b"], today=TODAY)
    one.remember({}, today=TODAY)

    assert cache(kept).was_examined(read().values(), ["b", "a"], today=TODAY)
