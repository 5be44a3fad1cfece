"""A build that remembers gives what a build from nothing gives."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.conftest import NOON

from agdb.errors import IndicatorError
from agdb.indicators import compute
from agdb.indicators.cache import ValueCache
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.sources.embedded.read import transcription
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

FIGURES = "figures/bicycles.csv"
SHARE, NUMBER = "bicycles-electric-share", "bicycles-number"


def change(programme: Programme, warehouse: Warehouse, old: str, new: str) -> None:
    """Take in another version of the bicycles, as `agdb fetch` or `agdb import` would."""
    source = programme.sources["demo:bicycles"]
    body = programme.figures[FIGURES].replace(old.encode(), new.encode())
    recording, reader = transcription(source, name=FIGURES, content=body)
    later = NOON + timedelta(minutes=len(warehouse.versions(recording.dataset)))
    warehouse.keep(recording, reader=reader, received=later)


@pytest.fixture
def programme(programme_folder: Path) -> Programme:
    return read_programme(programme_folder)


@pytest.fixture
def stocked(programme: Programme, warehouse: Warehouse) -> Warehouse:
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    return warehouse


@pytest.fixture
def computed_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the indicators that are computed and not cached."""
    done: list[str] = []
    whole = compute._computed

    def spy(indicator: object, *args: object, **names: object) -> object:
        done.append(cast("str", getattr(indicator, "id")))  # noqa: B009 - the type is not needed
        return whole(indicator, *args, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(compute, "_computed", spy)
    return done


def test_nothing_is_computed_again_when_nothing_changed(
    programme: Programme, stocked: Warehouse, tmp_path: Path, computed_now: list[str]
) -> None:
    cache = DiskCache(tmp_path / "cache")
    first = build_release(programme=programme, warehouse=stocked, cache=cache)
    assert computed_now
    computed_now.clear()

    again = build_release(programme=programme, warehouse=stocked, cache=cache)

    assert computed_now == []
    assert again == first


def test_only_what_reads_the_changed_source_is_computed_again(
    programme: Programme, stocked: Warehouse, tmp_path: Path, computed_now: list[str]
) -> None:
    cache = DiskCache(tmp_path / "cache")
    build_release(programme=programme, warehouse=stocked, cache=cache)
    computed_now.clear()
    change(programme, stocked, "110.0", "111.0")

    again = build_release(programme=programme, warehouse=stocked, cache=cache)

    reads = {
        one.id
        for one in programme.indicators.values()
        if any(term.selection.dataset == "demo:bicycles" for term in one.metric.terms)
    }
    assert set(computed_now) == reads - {i for i, c in again.computed.items() if c.waiting}
    assert again == build_release(programme=programme, warehouse=stocked)


@pytest.mark.parametrize(
    ("name", "old", "new", "again"),
    [
        ("texts/nl/about.md", "#", "# Anders", set()),
        ("register/initiatives.yaml", "names: {nl:", "names: {nl: Anders", set()),
        ("targets.yaml", "value:", "value:  ", set()),
        ("indicators/roads/electric-share.yaml", "scale: 100", "scale: 10", {SHARE}),
        ("classifications/kinds.yaml", "alle fietsen", "alle fietsen samen", {SHARE, NUMBER}),
        ("sources/bicycles.yaml", "page 3", "page 4", {SHARE, NUMBER}),
        ("units.yaml", "duizend fietsen", "1000 fietsen", {SHARE, NUMBER}),
        ("regions.yaml", "invented", "made up", {SHARE, NUMBER}),
        ("programme.yaml", "en: Bicycle monitor}", "en: Bicycles}", {SHARE, NUMBER}),
    ],
)
def test_a_change_of_the_programme_computes_what_it_may_touch_again(
    edit: Callable[[str, str, str], Path],
    programme_folder: Path,
    stocked: Warehouse,
    tmp_path: Path,
    computed_now: list[str],
    name: str,
    old: str,
    new: str,
    again: set[str],
) -> None:
    cache = DiskCache(tmp_path / "cache")
    build_release(programme=read_programme(programme_folder), warehouse=stocked, cache=cache)
    computed_now.clear()
    programme = read_programme(edit(name, old, new))

    built = build_release(programme=programme, warehouse=stocked, cache=cache)

    assert {one for one in computed_now if one in {SHARE, NUMBER}} == again
    assert built == build_release(programme=programme, warehouse=stocked)


def test_what_a_rule_stopped_is_not_remembered_as_right(
    programme: Programme, stocked: Warehouse, tmp_path: Path
) -> None:
    cache = DiskCache(tmp_path / "cache")
    build_release(programme=programme, warehouse=stocked, cache=cache)
    change(programme, stocked, "110.0", "-110.0")

    for _ in range(2):
        with pytest.raises(IndicatorError, match="impossible_values"):
            build_release(programme=programme, warehouse=stocked, cache=cache)


@hypothesis_settings(
    max_examples=20 if os.environ.get("AGDB_TEST_LONG") else 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(["110.0", "111.0", "109.5", "112.25"]), max_size=3))
def test_any_run_of_changes_ends_in_the_release_made_from_nothing(
    steps: list[str], programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run")
    warehouse, cache = Warehouse(folder / "var"), DiskCache(folder / "cache")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    build_release(programme=programme, warehouse=warehouse, cache=cache)
    for new in steps:
        change(programme, warehouse, "110.0", new)
        built = build_release(programme=programme, warehouse=warehouse, cache=cache)
        assert built == build_release(programme=programme, warehouse=warehouse)


def test_a_release_that_is_kept_is_not_made_again(
    programme: Programme, programme_folder: Path, stocked: Warehouse, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path / "releases")
    first = build_release(programme=programme, warehouse=stocked)
    store.keep(first, programme_folder=programme_folder)
    asked: list[str] = []

    def find(name: str) -> Release | None:
        asked.append(name)
        return store.find(name)

    again = build_release(programme=programme, warehouse=stocked, find=find)

    assert asked == [first.id]
    assert again.id == first.id
    assert again.computed == first.computed


def test_the_cache_keeps_what_was_asked_for_and_forgets_the_rest(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put("old", b"1")
    cache.put("new", b"2")
    later = DiskCache(tmp_path)

    assert later.get("new") == b"2"
    later.forget_others()

    assert later.get("old") is None
    assert later.get("new") == b"2"


def test_what_was_right_on_a_later_day_is_examined_again_for_an_earlier_one(
    programme: Programme, stocked: Warehouse, tmp_path: Path
) -> None:
    cache = DiskCache(tmp_path / "cache")
    release = build_release(programme=programme, warehouse=stocked)
    one = next(c for c in release.computed.values() if c.inputs)
    observed = {one.definition.id: one}
    dataset = DatasetId.parse(one.inputs[0].dataset)
    versions = {"value": stocked.versions(dataset)[-1]}
    writing = ValueCache(cache, ground="g")
    assert writing.recall(one.definition, versions) is None
    writing.remember(observed, today=date(2026, 1, 1))

    reading = ValueCache(cache, ground="g")
    found = reading.recall(one.definition, versions)

    assert found == one
    assert reading.was_right(one, today=date(2026, 1, 1))
    assert not reading.was_right(one, today=date(2025, 1, 1))
