"""Excel workbooks: values only; what could run, reach out or mislead is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.sources.contract import RecordedFile
from agdb.sources.wire.workbook import is_workbook, read_workbook, sheet_names

Make = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def file(content: bytes) -> RecordedFile:
    return RecordedFile.of("a.xlsx", content)


def test_values_come_with_their_types_and_places(workbook: Make) -> None:
    made = file(workbook(een=[["0106", 403.7], [None, True], ["", 3]], twee=[["x"]]))
    assert is_workbook(made)
    assert sheet_names(made) == ("een", "twee")
    sheets = read_workbook(made)
    assert sheets["een"][0] == ["0106", 403.7]
    assert sheets["een"][1][1] is True
    assert sheets["een"][2][1] == 3.0


def test_a_formula_with_a_stored_result_is_its_result(workbook: Make) -> None:
    assert read_workbook(file(workbook(een=[["=1+1"]])))["een"] == [[0.0]]  # as xlsxwriter stores


PARTS: dict[str, tuple[dict[str, bytes | None], str]] = {
    "macros": ({"xl/vbaProject.bin": b"x"}, "has macros"),
    "old macros": ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "has macros"),
    "another workbook": ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "links to another"),
    "a connection": ({"xl/connections.xml": b"<x/>"}, "data connections"),
    "an embedded object": ({"xl/embeddings/a.bin": b"x"}, "embedded objects"),
    "a control": ({"xl/activeX/activeX1.xml": b"<x/>"}, "active controls"),
    "a link outside": (
        {"xl/x.rels": b"<R><Relationship Type='t/image' TargetMode='External' Target='x'/></R>"},
        "links to something outside",
    ),
    "entities": (
        {"xl/sharedStrings.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
        "document type or entities",
    ),
    "entities in other letters": (
        {"xl/sharedStrings.xml": "<!DOCTYPE a><a/>".encode("utf-16")},
        "is not UTF-8",
    ),
    "a formula without a result": (
        {
            SHEET: b"<worksheet " + MAIN + b'><sheetData><row r="1"><c r="A1"><f>1+1</f></c></row>'
            b"</sheetData></worksheet>"
        },
        "cell A1 has no stored result",
    ),
    "a formula in a broken sheet": ({SHEET: b"<worksheet><f>"}, "not well-formed"),
    "macros by its type": (
        {"[Content_Types].xml": b"<Types ContentType='application/x.macroEnabled.main'/>"},
        "has macros",
    ),
    "no workbook": ({"xl/workbook.xml": b"<x"}, "not well-formed"),
    "a sheet that is missing": ({SHEET: None}, "not an Excel workbook"),
}


@pytest.mark.parametrize("fault", PARTS)
def test_a_dangerous_workbook_is_refused(
    workbook: Make, rezip: Callable[..., bytes], fault: str
) -> None:
    parts, sentence = PARTS[fault]
    made = file(rezip(workbook(een=[["x", 1]]), parts))
    with pytest.raises(SourceError, match=sentence):
        read_workbook(made)


def test_a_hyperlink_is_only_text(workbook: Make, rezip: Callable[..., bytes]) -> None:
    link = b"<R><Relationship Type='t/hyperlink' TargetMode='External' Target='https://x'/></R>"
    made = file(rezip(workbook(een=[["x"]]), {"xl/x.rels": link}))
    assert read_workbook(made)["een"] == [["x"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a;b", b"PK\x03\x04" + bytes(99)])
def test_what_is_no_workbook_is_not_taken_for_one(content: Any) -> None:
    assert not is_workbook(file(content))
    assert sheet_names(file(content)) == ()


def test_a_sheet_of_absurd_size_is_refused(workbook: Make, rezip: Callable[..., bytes]) -> None:
    sheet = (
        b"<worksheet " + MAIN + b'><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(SourceError, match=r"more than \d+ cells"):
        read_workbook(file(rezip(workbook(een=[["x"]]), {SHEET: sheet})))
