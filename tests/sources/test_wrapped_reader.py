"""A recording whose reader is told the words of the programme gives a dataset in those words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON
from tests.sources.test_vocabulary import source

from agdb.programme.source import Source
from agdb.sources.folder import open_recording
from agdb.sources.wrapped_reader import translated
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

TABLE = DatasetId.parse("cbs:99999NED")


def told(**note: Any) -> Source:
    """A source that says `note` of the dimension RegioS of the small table."""
    plain = source(**note)
    return plain.model_copy(
        update={"id": str(TABLE), "dimensions": {"RegioS": plain.dimensions["Branch"]}}
    )


def take(warehouse: Warehouse, path: Path, known: Source | None) -> DatasetVersion:
    recording, reader = open_recording(TABLE, path, today=NOON.date())
    return warehouse.keep(recording, reader=translated(reader, known), received=NOON)


def regions(version: DatasetVersion) -> list[tuple[str, int]]:
    with Engine(folders=(version.folder,)) as engine:
        return engine.rows(
            f"select \"RegioS\", count(*) from read_parquet('{version.parquet}') "
            "group by 1 order by 1"
        )


@pytest.fixture
def plain(warehouse: Warehouse, v4_folder: Path) -> DatasetVersion:
    return take(warehouse, v4_folder, None)


def test_observations_and_structure_are_in_our_words(
    warehouse: Warehouse, v4_folder: Path, plain: DatasetVersion
) -> None:
    # Given a member of which the source knows the title
    (theirs, *_) = [code for code in plain.structure.dimensions[0].codes if code.title]
    known = told(titles={theirs.title: "OURS"})
    # When the recording is kept with what the source says
    version = take(warehouse, v4_folder, known)
    # Then its figures are under our code, as many as before, and the publisher's stands beside it
    renamed = version.structure.dimensions[0].by_id["OURS"]
    assert (renamed.title, renamed.published) == (theirs.title, theirs.id)
    before, after = dict(regions(plain)), dict(regions(version))
    assert after.pop("OURS") == before.pop(theirs.id)
    assert after == before
    assert version.rows == plain.rows


def test_other_words_are_another_reading_of_the_same_bytes(
    warehouse: Warehouse, v4_folder: Path, plain: DatasetVersion
) -> None:
    first, second, again = (
        take(warehouse, v4_folder, told(titles={"Nederland": code})) for code in ("A", "B", "A")
    )
    assert len({plain.version, first.version, second.version}) == 3
    assert again.version == first.version
    assert plain.receipt.checksum == first.receipt.checksum == second.receipt.checksum


def test_a_source_that_says_nothing_changes_nothing(
    warehouse: Warehouse, v4_folder: Path, plain: DatasetVersion
) -> None:
    assert take(warehouse, v4_folder, told()).version == plain.version
    assert plain.recorded <= date(2026, 11, 24)
