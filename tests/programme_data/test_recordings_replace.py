"""A table of CBS as CBS sends it takes the place of our transcription: same codes, same values."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.release.inputs import keep_embedded
from agdb.results.value import Computed
from agdb.sources.folder import open_recording
from agdb.sources.wrapped_reader import translated
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON

pytestmark = pytest.mark.specimens
TITLES, V4 = "v3-typed-labelled-csv-20250422", "v4-json"
# The newest recording of every table that an indicator reads, but for those below.
RECORDINGS = {
    "cbs:80472ned": TITLES,
    "cbs:80567ned": TITLES,
    "cbs:80590ned": f"{V4}-20260717",
    "cbs:82012NED": TITLES,
    "cbs:82807NED": "v4-parquet-20201114",
    "cbs:83154NED": TITLES,
    "cbs:84545NED": TITLES,
    "cbs:84985NED": TITLES,
    "cbs:85224NED": f"{V4}-20260702",
    "cbs:85276NED": TITLES,
    "cbs:85314NED": TITLES,
    "cbs:85517NED": TITLES,
    "cbs:85696NED": TITLES,
    "cbs:85951NED": TITLES,
}
# A dump with titles has no codes of regions, and tells no period of a table without a time.
WITHOUT = {"cbs:83599NED", "cbs:85353NED", "cbs:85356NED", "cbs:86071NED"}


@pytest.fixture(scope="module")
def transcribed(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse(tmp_path_factory.mktemp("transcribed"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    return warehouse


def reading(programme: Programme, dataset: str) -> Iterator[Indicator]:
    """The indicators that read one data set and no other, also as the older table of a line."""
    for indicator in programme.indicators.values():
        names = {term.selection.dataset for term in indicator.metric.terms}
        if len(names) == 1 and dataset in programme.line_of(*names):
            yield indicator


def test_every_table_that_is_read_and_recorded_is_here(
    programme: Programme, specimens: Path
) -> None:
    recorded = {
        source
        for source in programme.sources
        if source.startswith("cbs:") and (specimens / "cbs" / source[4:]).is_dir()
    }
    assert {s for s in recorded if any(reading(programme, s))} == RECORDINGS.keys() | WITHOUT


@pytest.mark.parametrize("dataset", RECORDINGS)
def test_a_recording_gives_the_values_that_were_transcribed(
    specimens: Path, programme: Programme, transcribed: Warehouse, tmp_path: Path, dataset: str
) -> None:
    # Given a recording in the publisher's own form, kept as `agdb import` keeps it, beside the rest
    warehouse = Warehouse(Path(shutil.copytree(transcribed.root, tmp_path / "var")))
    id_ = DatasetId.parse(dataset)
    folder = specimens / "cbs" / id_.name / RECORDINGS[dataset]
    day = date.fromisoformat(folder.name.rpartition("-")[2])  # the folders say when it was
    recording, reader = open_recording(id_, folder, today=NOON.date(), recorded=day)
    known = translated(reader, programme.source_of(id_))
    version = warehouse.keep(recording, reader=known, received=NOON)
    # When its indicators are computed from it, and from our transcription
    for indicator in reading(programme, dataset):
        with (
            Engine(folders=(warehouse.root,)) as here,
            Engine(folders=(transcribed.root,)) as there,
        ):
            recorded = Workbench(programme=programme, warehouse=warehouse, engine=here)
            written = Workbench(programme=programme, warehouse=transcribed, engine=there)
            computed = compute(indicator, recorded)
            theirs, ours = by_place(computed), by_place(compute(indicator, written))
        # Then every value that we have is there, to the last digit, and comes from the recording
        assert version.version in {one.version for one in computed.inputs}
        assert ours
        assert {place: theirs.get(place) for place in ours} == ours, indicator.id


def by_place(computed: Computed) -> dict[tuple[object, ...], object]:
    return {(v.region, v.period, v.breakdown): v.value for v in computed.values}
