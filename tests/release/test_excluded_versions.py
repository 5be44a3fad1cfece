"""No recording can stop every build: what the programme cannot use is excluded, and listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import IndicatorError, ReleaseError
from agdb.programme.programme import Programme
from agdb.release.archive import Archive
from agdb.release.build import build_release
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

BICYCLES = DatasetId("demo", "bicycles")
DESCRIPTION = """
dataset: demo:bicycles
title: Bicycles
recorded: {day}
licence: CC BY 4.0
citation: The invented bureau
contact: bureau@example.org
columns:
  RegioS: {{role: dimension, title: Region, kind: region}}
  Kind: {{role: dimension, title: Kind}}
  period: {{role: period}}
  n: {{role: value, measure: {measure}, title: Bicycles, unit: thousand-bicycles}}
"""
Deliver = Callable[..., DatasetVersion]


@pytest.fixture
def store(cycling: Programme, warehouse: Warehouse) -> Warehouse:
    """A warehouse with the figures of the invented programme, recorded on 10 January 2025."""
    keep_embedded(programme=cycling, warehouse=warehouse, received=NOON)
    return warehouse


@pytest.fixture
def deliver(store: Warehouse, tmp_path: Path) -> Deliver:
    """Keep a delivery of the bicycles, whatever the programme thinks of it."""
    number = iter(range(9))

    def do(day: str, *, measure: str = "Bicycles", times: float = 1.0) -> DatasetVersion:
        folder = tmp_path / f"delivery{next(number)}"
        folder.mkdir()
        (folder / "delivery.yaml").write_text(DESCRIPTION.format(day=day, measure=measure), "utf-8")
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("RegioS", "Kind", "period", "n"))
        for place, quarter in (("NL01", 1), ("NL01", 2), ("PV20", 1), ("PV20", 2)):
            for kind, share in (("T", 1.0), ("E", 0.25), ("S", 0.75)):
                rows.writerow((place, kind, f"2024-Q{quarter}", times * share * (100 + quarter)))
        (folder / "figures.csv").write_text(out.getvalue(), "utf-8")
        recording, reader = open_recording(BICYCLES, folder, today=NOON.date())
        return store.keep(recording, reader=reader, received=NOON)

    return do


def of(release: Release) -> set[str]:
    """The versions of the bicycles that a release was made of."""
    return {
        one.version
        for computed in release.computed.values()
        for one in computed.inputs
        if one.dataset == str(BICYCLES)
    }


def test_a_recording_without_the_measures_of_the_programme_is_excluded(
    cycling: Programme, store: Warehouse, deliver: Deliver
) -> None:
    # Given figures in use, then a newer recording in which the measure has another name
    good = deliver("2025-04-10")
    bad = deliver("2025-07-10", measure="Fietsen")
    release = build_release(programme=cycling, warehouse=store)
    # Then the one before it is used, for every indicator, and the release says so
    assert of(release) == {good.version}
    (told,) = release.excluded
    assert (told.version, told.withdrawn) == (bad.version, None)
    assert "cannot use it: demo:bicycles has no measure 'Bicycles'" in told.why


def test_a_recording_that_a_rule_stops_is_excluded(
    cycling: Programme, store: Warehouse, deliver: Deliver
) -> None:
    # Given figures in thousands, then a newer recording of all of them in units
    good = deliver("2025-04-10")
    deliver("2025-07-10", times=1000.0)
    release = build_release(programme=cycling, warehouse=store)
    assert of(release) == {good.version}
    assert "1000 times those of the last vintage" in release.excluded[0].why


def test_what_is_remembered_of_earlier_builds_does_not_bring_it_back(
    cycling: Programme, store: Warehouse, deliver: Deliver, tmp_path: Path
) -> None:
    # Given a build that remembers, and a recording that a rule stops
    cache = ReleaseStore(tmp_path / "releases").cache()
    good = deliver("2025-04-10")
    build_release(programme=cycling, warehouse=store, cache=cache)
    deliver("2025-07-10", times=1000.0)
    # When it is built again and again
    built = [build_release(programme=cycling, warehouse=store, cache=cache) for _ in range(3)]
    # Then the recording is excluded every time
    assert [of(release) for release in built] == [{good.version}] * 3
    assert [len(release.excluded) for release in built] == [1] * 3


def test_an_old_recording_in_other_words_is_no_fault_of_the_newest(
    cycling: Programme, store: Warehouse, deliver: Deliver
) -> None:
    # Given figures in use, and then an older recording that calls its measure otherwise
    good = deliver("2025-07-10")
    deliver("2025-04-10", measure="Fietsen")
    release = build_release(programme=cycling, warehouse=store)
    assert of(release) == {good.version}
    assert release.excluded == ()


def test_several_bad_recordings_are_excluded_down_to_our_own_figures(
    cycling: Programme, store: Warehouse, deliver: Deliver
) -> None:
    ours = store.find(BICYCLES)
    bad = [deliver(day, measure="Fietsen") for day in ("2025-07-10", "2025-08-10")]
    release = build_release(programme=cycling, warehouse=store)
    assert ours is not None
    assert of(release) == {ours.version}
    assert {one.version for one in release.excluded} == {one.version for one in bad}


def test_a_mistake_of_the_programme_still_stops_the_build(
    store: Warehouse, deliver: Deliver, edit: Callable[[str, str, str], Path]
) -> None:
    from agdb.programme.reading import read_programme

    deliver("2025-04-10")
    folder = edit("indicators/roads/bicycles.yaml", "measure: Bicycles", "measure: Bycicles")
    with pytest.raises(IndicatorError, match="has no measure 'Bycicles'"):
        build_release(programme=read_programme(folder), warehouse=store)


def test_a_withdrawn_version_is_told_and_what_was_made_of_it_is_not_published(
    cycling: Programme, store: Warehouse, deliver: Deliver, programme_folder: Path, tmp_path: Path
) -> None:
    # Given a release that was made of a recording
    wrong = deliver("2025-04-10")
    before = build_release(programme=cycling, warehouse=store)
    releases = ReleaseStore(tmp_path / "releases")
    releases.keep(before, programme_folder=programme_folder)
    # When the recording is withdrawn
    store.withdraw(wrong, reason="it was a draft", moment=NOON + timedelta(1))
    # Then that release can be explained and not be published
    with Engine(folders=(store.root,)) as engine:
        archive = Archive(before, store, engine, releases)
        computed = before.computed["bicycles-number"]
        assert archive.explanation(computed, computed.values[0]).cells
        with pytest.raises(
            ReleaseError,
            match=rf"of demo:bicycles {wrong.version}, which was withdrawn on 2026-11-25 "
            r"\(it was a draft\); run agdb build",
        ):
            archive.check(cache=DiskCache(tmp_path / "cache"), made_by="this code")
    # And the next one has another name, other figures, and says what was withdrawn
    after = build_release(programme=cycling, warehouse=store)
    assert after.id != before.id
    assert wrong.version not in of(after)
    (told,) = after.excluded
    assert (str(told.withdrawn), told.why) == ("2026-11-25", "it was a draft")
    releases.keep(after, programme_folder=programme_folder)
    assert releases.open(after.id).excluded == after.excluded
