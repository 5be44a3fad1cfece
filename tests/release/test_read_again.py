"""Recordings that are kept are read anew when the reader or the programme says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import NOON
from tests.sources.test_wrapped_reader import TABLE, regions, take, told

from agdb.programme.programme import Programme
from agdb.release.inputs import keep_embedded, read_again
from agdb.sources.folder import open_recording
from agdb.sources.wrapped_reader import sliced
from agdb.warehouse.warehouse import Warehouse


def saying(cycling: Programme, **note: object) -> Programme:
    """The programme with one source more, that says `note` of the regions of the small table."""
    return replace(cycling, sources={**cycling.sources, str(TABLE): told(**note)})


@pytest.mark.slow
def test_a_title_that_is_added_later_is_taken_up(
    cycling: Programme, warehouse: Warehouse, v4_folder: Path
) -> None:
    # Given a recording that was kept before the programme knew a title in it
    before = take(warehouse, v4_folder, None)
    title = before.structure.dimensions[0].codes[0].title
    # When a build comes after the programme has it
    knowing = saying(cycling, titles={title: "OURS"})
    read_again(programme=knowing, warehouse=warehouse, received=NOON)
    # Then the newest version is in our words, of the same bytes, and the older one is still there
    versions = warehouse.versions(TABLE)
    assert versions[0].version == before.version
    assert "OURS" in dict(regions(versions[-1]))
    assert versions[-1].receipt == before.receipt
    # And a build after that reads nothing
    read_again(programme=knowing, warehouse=warehouse, received=NOON)
    assert warehouse.versions(TABLE) == versions


@pytest.mark.slow
def test_a_title_that_is_taken_back_gives_the_first_reading_again(
    cycling: Programme, warehouse: Warehouse, v4_folder: Path
) -> None:
    title = take(warehouse, v4_folder, None).structure.dimensions[0].codes[0].title
    for hours, note in enumerate(({"titles": {title: "OURS"}}, {}), 1):
        programme, later = saying(cycling, **note), NOON + timedelta(hours=hours)
        read_again(programme=programme, warehouse=warehouse, received=later)
    newest = warehouse.find(TABLE)
    assert newest is not None
    assert "OURS" not in dict(regions(newest))
    assert len(warehouse.versions(TABLE)) == 2


def test_a_slice_stays_the_slice_that_was_asked_for(
    cycling: Programme, warehouse: Warehouse, v4_folder: Path
) -> None:
    # Given a recording that was fetched as a slice, for a reason of then
    recording, reader = open_recording(TABLE, v4_folder, today=NOON.date())
    asked = sliced(reader, "only where region is Nederland")
    before = warehouse.keep(recording, reader=asked, received=NOON)
    # When the programme learns a title, and no longer asks for that slice
    title = before.structure.dimensions[0].codes[0].title
    knowing = saying(cycling, titles={title: "OURS"})
    read_again(programme=knowing, warehouse=warehouse, received=NOON + timedelta(hours=1))
    # Then the dataset is in our words, and partial for the reason of then
    newest = warehouse.versions(TABLE)[-1]
    assert "OURS" in dict(regions(newest))
    assert newest.partial == before.partial == "only where region is Nederland"


@pytest.mark.slow
def test_figures_of_the_programme_and_unknown_data_sets_are_left_alone(
    cycling: Programme, warehouse: Warehouse, v4_folder: Path
) -> None:
    keep_embedded(programme=cycling, warehouse=warehouse, received=NOON)
    take(warehouse, v4_folder, None)
    before = {id_: warehouse.versions(id_) for id_ in warehouse.datasets()}
    read_again(programme=cycling, warehouse=warehouse, received=NOON)
    assert {id_: warehouse.versions(id_) for id_ in warehouse.datasets()} == before
