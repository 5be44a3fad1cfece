"""Figures that the programme carries: read with their citation, or refused with file and line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.programme.source import Source
from agdb.sources.contract import Origin
from agdb.sources.embedded.read import EmbeddedFigures, transcription
from agdb.statistics.structure import DimensionKind, UnitOrigin
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

HEAD = "dataset,measure,Sector,period,value,unit,unit_origin,unit_source,status,recorded,citation"
ROW = 'cbs:1,jobs,C,2024-Q4,403.7,x 1 000,recorded,MeasureCodes,,2025-04-22,"StatLine, table 1"'
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def source(**more: Any) -> Source:
    return Source.model_validate(
        {
            "id": "cbs:1",
            "publisher": {"nl": "CBS"},
            "names": {"en": "Jobs", "nl": "Banen"},
            "page": "https://example.org/1",
            "licence": "CC BY 4.0",
            "citation": {"nl": "CBS, StatLine"},
            "rhythm": "quarter",
            "embedded": "figures/1.csv",
            "measures": {
                "jobs": {
                    "names": {"nl": "Banen van werknemers"},
                    "unit": "thousand",
                    "unit_origin": "documented",
                    "unit_source": "the explanation of the table",
                }
            },
            "dimensions": {"Sector": {"names": {"nl": "Bedrijfstak"}, "kind": "facets"}},
        }
        | more
    )


def content(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def kept(warehouse: Warehouse, *rows: str, **more: Any) -> DatasetVersion:
    recording, reader = transcription(source(**more), name="figures/1.csv", content=content(*rows))
    return warehouse.keep(recording, reader=reader, received=NOON)


def cell(version: DatasetVersion, columns: str) -> tuple[Any, ...]:
    with Engine(folders=(version.folder,)) as engine:
        return engine.rows(f"select {columns} from read_parquet('{version.parquet}')")[0]


def test_a_row_arrives_with_value_period_and_citation(warehouse: Warehouse) -> None:
    version = kept(warehouse, ROW)
    assert cell(version, "measure, Sector, period, frequency, value, citation") == (
        "jobs",
        "C",
        "2024-Q4",
        "quarter",
        403.7,
        "StatLine, table 1",
    )
    assert version.receipt.origin is Origin.TRANSCRIPTION
    assert version.receipt.transcription
    assert version.recorded.isoformat() == "2025-04-22"
    assert version.receipt.checksum == RecordedFile.of("", content(ROW)).sha256


def test_an_empty_status_is_unknown_and_never_definitive(warehouse: Warehouse) -> None:
    assert cell(kept(warehouse, ROW), "status, finality, mark") == ("A", "unknown", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        ("403.7", "definitive", (403.7, "A", "definitive")),
        ("403.7", "B provisional", (403.7, "B", "provisional")),
        ("403.7", "Definitief", (403.7, "A", "definitive")),
        ("403.7", "bp", (403.7, "B", "provisional")),
        ("403.7", "F", (403.7, "F", "unknown")),
        ("403.7", "P", (403.7, "P", "provisional")),
        ("403.7", "revised-provisional P", (403.7, "P", "revised-provisional")),
        ("", "", (None, "O", "unknown")),
        ("", "Q", (None, "Q", "unknown")),
    ],
)
def test_a_status_says_what_kind_of_value_it_is_and_how_final(
    warehouse: Warehouse, value: str, status: str, expected: tuple[Any, ...]
) -> None:
    row = ROW.replace("403.7", value).replace("MeasureCodes,,", f"MeasureCodes,{status},")
    assert cell(kept(warehouse, row), "value, status, finality") == expected


def test_names_and_kinds_come_from_the_programme(warehouse: Warehouse) -> None:
    structure = kept(warehouse, ROW, derived={"nl": "berekend"}).structure
    assert structure.title == "Banen"
    assert structure.measures[0].title == "Banen van werknemers"
    assert structure.dimensions[0].title == "Bedrijfstak"
    assert structure.dimensions[0].kind is DimensionKind.FACETS
    assert structure.notes == {"citation": "CBS, StatLine", "derived": "berekend"}


def test_what_the_programme_does_not_describe_keeps_its_id_for_a_name(warehouse: Warehouse) -> None:
    structure = kept(warehouse, ROW, measures={}, dimensions={}).structure
    assert structure.measures[0].title == "jobs"
    assert (structure.dimensions[0].title, structure.dimensions[0].kind) == (
        "Sector",
        DimensionKind.ORDINARY,
    )


def test_the_unit_of_the_row_goes_before_that_of_the_programme(warehouse: Warehouse) -> None:
    measure = kept(warehouse, ROW).structure.measures[0]
    assert (measure.unit, measure.unit_origin) == ("x 1 000", UnitOrigin.RECORDED)


def test_a_unit_that_was_not_recorded_comes_from_the_programme(warehouse: Warehouse) -> None:
    row = ROW.replace("x 1 000,recorded,MeasureCodes", ",not-recorded,")
    measure = kept(warehouse, row).structure.measures[0]
    assert (measure.unit, measure.unit_origin) == ("thousand", UnitOrigin.DOCUMENTED)


def test_a_unit_stated_in_several_places_names_them_all(warehouse: Warehouse) -> None:
    other = ROW.replace("MeasureCodes", "the page").replace("2024-Q4", "2024-Q3")
    assert kept(warehouse, ROW, other).structure.measures[0].unit_source == "MeasureCodes; the page"


def test_a_unit_known_to_nobody_stays_unknown(warehouse: Warehouse) -> None:
    row = ROW.replace("x 1 000,recorded,MeasureCodes", ",not-recorded,")
    measure = kept(warehouse, row, measures={}).structure.measures[0]
    assert (measure.unit, measure.unit_origin) == ("", UnitOrigin.NOT_RECORDED)


def test_a_byte_order_mark_is_no_part_of_the_header() -> None:
    marked = b"\xef\xbb\xbf" + content(ROW)
    recording, reader = transcription(source(), name="a.csv", content=marked)
    assert reader.recognises(recording.files)


def test_a_changed_word_in_the_programme_asks_for_a_new_reading() -> None:
    assert EmbeddedFigures(source()).revision != EmbeddedFigures(source(licence="CC0")).revision


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "f.csv: the file holds no figures"),
        ([ROW, ROW.replace("403.7", "4x")], "f.csv:3: '4x' is not a number"),
        ([ROW.replace("403.7", "inf")], "f.csv:2: 'inf' is not a finite number"),
        ([ROW.replace("403.7", "1.234")], "f.csv:2: '1.234' may be a number of thousands"),
        ([ROW.replace("403.7", "1_234")], "f.csv:2: '1_234' is not a number"),
        ([ROW.replace(",C,", ",C\u200b,")], "f.csv:2: 'C\\u200b' cannot be a code: it holds U"),
        ([ROW + ",more"], "f.csv:2: the row has 12 cells in place of 11"),
        ([ROW.replace(",C,", ",,")], "f.csv:2: column 'Sector' is empty"),
        ([ROW.replace('"StatLine, table 1"', "")], "f.csv:2: column 'citation' is empty"),
        (
            [ROW.replace("recorded,M", "guessed,M")],
            "f.csv:2: the unit_origin 'guessed' is not known",
        ),
        ([ROW.replace("x 1 000", "")], "f.csv:2: the unit is recorded and its text or its source"),
        ([ROW.replace(",,2025", ",final,2025")], "f.csv:2: the status 'final' is not known"),
        (
            [ROW.replace("403.7", "")[:-1].replace(",,2025", ",A,2025") + '"'],
            "f.csv:2: the status 'A' does not go with an empty value",
        ),
        ([ROW.replace(",,2025", ",M,2025")], "f.csv:2: the status 'M' does not go with a value"),
        (
            [ROW.replace("2025-04-22", "22-4-2025")],
            "f.csv:2: the recorded date '22-4-2025' is not a date",
        ),
        ([ROW, ROW.replace("2025-04-22", "2025-04-23")], "f.csv:3: the recorded is '2025-04-23'"),
        ([ROW, ROW.replace("cbs:1", "cbs:2")], "f.csv:3: the dataset is 'cbs:2', and was 'cbs:1'"),
        ([ROW, ROW.replace("x 1 000", "x1000")], "f.csv:3: the unit of 'jobs' is"),
        ([ROW.replace("cbs:1", "cbs:2")], "f.csv:2: the rows are of cbs:2, the source is cbs:1"),
        ([ROW.replace("cbs:1", "cbs")], "'cbs' is not a dataset id"),
        ([ROW[:-1]], "f.csv:2: not comma-separated values"),
    ],
)
def test_a_wrong_row_is_one_sentence_with_its_line(rows: list[str], sentence: str) -> None:
    with pytest.raises(SourceError) as refused:
        transcription(source(), name="f.csv", content=content(*rows))
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "head",
    ["", "dataset,measure,value", HEAD.replace("Sector", "period"), HEAD.replace("Sector", "a b")],
)
def test_another_header_is_refused(head: str) -> None:
    with pytest.raises(SourceError, match=r"f\.csv:1: "):
        transcription(source(), name="f.csv", content=content(ROW, head=head))


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(SourceError, match="byte 2 is not UTF-8"):
        transcription(source(), name="f.csv", content=b"ab\xff")


def test_two_rows_for_one_cell_are_refused(warehouse: Warehouse) -> None:
    with pytest.raises(SourceError, match=r"cbs:1 \[jobs C 2024-Q4\]: the cell occurs 2 times"):
        kept(warehouse, ROW, ROW)
    assert not warehouse.root.exists()


def test_more_than_one_file_is_not_a_file_of_figures(tmp_path: Path) -> None:
    reader = EmbeddedFigures(source())
    files = (RecordedFile.of("a.csv", content(ROW)), RecordedFile.of("b.csv", content(ROW)))
    assert not reader.recognises(files)
    with pytest.raises(SourceError, match="2 files in place of one"):
        reader.label(files)
