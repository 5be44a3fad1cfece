"""Excel workbooks: values only; what could run, reach out or mislead is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.formats.workbook import is_workbook, read_workbook, sheet_names

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
        r"a.xlsx/een \[A1\]: the cell has a formula and no stored result",
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


def sheet(cells: bytes, after: bytes = b"") -> dict[str, bytes | None]:
    """The one sheet of a workbook, with these cells in its first row."""
    data = b'<sheetData><row r="1">' + cells + b"</row></sheetData>"
    return {SHEET: b"<worksheet " + MAIN + b">" + data + after + b"</worksheet>"}


def styles(code: str) -> dict[str, bytes | None]:
    """Number formats of which the second is `code`."""
    formats = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    cells = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>'
    return {"xl/styles.xml": b"<styleSheet " + MAIN + f">{formats}{cells}</styleSheet>".encode()}


ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
MERGED = b'<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'


@pytest.mark.parametrize("word", ERRORS)
def test_a_cell_with_an_error_is_no_hole(
    workbook: Make, rezip: Callable[..., bytes], word: str
) -> None:
    for formula in ("", "<f>1/0</f>"):
        cell = f'<c r="B7" t="e">{formula}<v>{word}</v></c>'.encode()
        with pytest.raises(
            SourceError, match=rf"a.xlsx/een \[B7\]: .* the error {re.escape(word)}"
        ):
            read_workbook(file(rezip(workbook(een=[["x"]]), sheet(cell))))


def test_an_error_is_found_in_any_sheet_and_prefix(
    workbook: Make, rezip: Callable[..., bytes]
) -> None:
    cell = b"<x:c r='A1' t = 'e'><x:v>#N/A</x:v></x:c>"
    body = b"<x:worksheet " + MAIN.replace(b"xmlns=", b"xmlns:x=") + b"><x:sheetData><x:row r='1'>"
    part = {"xl/worksheets/sheet2.xml": body + cell + b"</x:row></x:sheetData></x:worksheet>"}
    with pytest.raises(SourceError, match=r"a.xlsx/toelichting \[A1\]: the cell holds the error"):
        read_workbook(file(rezip(workbook(een=[["x"]], toelichting=[["y"]]), part)))


def test_merged_cells_are_named(workbook: Make, rezip: Callable[..., bytes]) -> None:
    made = rezip(workbook(een=[["x"]]), sheet(b'<c r="A1"><v>7</v></c>', MERGED))
    with pytest.raises(SourceError, match=r"\[A1:B1\]: the cell is merged.*; undo the merge"):
        read_workbook(file(made))


@pytest.mark.parametrize(
    ("code", "style", "how"),
    [
        ("0%", 1, "a percentage"),
        ("0.0 %", 1, "a percentage"),
        ("General", 2, "a percentage"),  # one of Excel's own
        ("#,##0,", 1, "in thousands"),
        ("0.0,,", 1, "in thousands"),
        ("[Red]0,;[Blue]-0,", 1, "in thousands"),
    ],
)
def test_a_number_that_shows_as_another_is_refused(
    workbook: Make, rezip: Callable[..., bytes], code: str, style: int, how: str
) -> None:
    parts = sheet(f'<c r="A1" s="{style}"><v>0.12</v></c>'.encode()) | styles(code)
    with pytest.raises(SourceError, match=f"shows its number as {how} and holds 0.12"):
        read_workbook(file(rezip(workbook(een=[["x"]]), parts)))


@pytest.mark.parametrize(
    "code", ["#,##0", "0.00", "&quot;%&quot;0", "0\\%", "#,##0.0 &quot;k,&quot;", "@"]
)
def test_a_number_that_shows_as_itself_is_read(
    workbook: Make, rezip: Callable[..., bytes], code: str
) -> None:
    parts = sheet(b'<c r="A1" s="1"><v>1234.5</v></c>') | styles(code)
    assert read_workbook(file(rezip(workbook(een=[["x"]]), parts)))["een"] == [[1234.5]]


def test_an_empty_cell_and_a_text_may_have_any_format(
    workbook: Make, rezip: Callable[..., bytes]
) -> None:
    cells = b'<c r="A1" s="2"/><c r="B1" s="2" t="inlineStr"><is><t>x</t></is></c>'
    read = read_workbook(file(rezip(workbook(een=[["x"]]), sheet(cells) | styles("0%"))))
    assert read["een"][0][-1] == "x"


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
