"""A workbook as the programs that open it see it."""

from __future__ import annotations

import io
from datetime import date
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from agdb.publication.download.workbook import Cells, Sheet, SheetColumn, Style, workbook

DAY = date(2026, 11, 30)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


def book(*columns: SheetColumn) -> bytes:
    return workbook((Sheet("one", columns),), title="t & u", created=DAY)


def read(body: bytes, sheet: str = "one") -> list[list[object]]:
    found = load_workbook(io.BytesIO(body)).get_sheet_by_name(sheet).to_python()
    return [list(row) for row in found]


def xml(body: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(body)) as opened:
        return opened.read(name).decode()


def test_text_that_occurs_often_is_shared_and_text_that_differs_stands_in_its_cell() -> None:
    often: Cells = ["NL"] * 5
    different: Cells = ["a", "b", "c", "d", "e"]

    body = book(SheetColumn("region", often), SheetColumn("hash", different))

    assert read(body)[1:] == [["NL", letter] for letter in "abcde"]
    assert xml(body, "xl/sharedStrings.xml").count("<t>NL</t>") == 1
    assert xml(body, "xl/worksheets/sheet1.xml").count('t="inlineStr"') == 5


def test_numbers_are_numbers_and_nothing_is_no_cell() -> None:
    cells: Cells = ["1234.50", None, "-0.1", ""]

    body = book(SheetColumn("value", cells, Style.NUMBER), SheetColumn("count", [1, 2, None, 3]))

    assert read(body)[1:] == [[1234.5, 1.0], ["", 2.0], [-0.1, ""], ["", 3.0]]
    assert 'r="A3"' not in xml(body, "xl/worksheets/sheet1.xml")


def test_a_formula_is_words() -> None:
    body = book(SheetColumn("name", ["=1+1", "+2"]))

    assert read(body)[1:] == [["=1+1"], ["+2"]]
    assert "<f>" not in xml(body, "xl/worksheets/sheet1.xml")


def test_a_text_that_no_cell_can_hold_ends_with_an_ellipsis() -> None:
    body = book(SheetColumn("name", ["x" * 40_000]))

    (cell,) = read(body)[1]
    assert cell == "x" * 32_766 + "…"


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_every_part_is_xml_whatever_signs_a_text_has(texts: list[str]) -> None:
    body = book(SheetColumn(texts[0], texts), SheetColumn(None, texts * 1, Style.WRAPPED))

    with ZipFile(io.BytesIO(body)) as opened:
        for name in opened.namelist():
            ET.fromstring(opened.read(name))


def test_a_sign_that_xml_cannot_hold_is_written_as_a_workbook_does() -> None:
    body = book(SheetColumn("name", ["a\x1fb", "_x0041_", " c "]))

    drawn = xml(body, "xl/worksheets/sheet1.xml")
    assert "a_x001F_b" in drawn
    assert "_x005F_x0041_" in drawn
    assert '<t xml:space="preserve"> c </t>' in drawn


def test_the_same_cells_give_the_same_bytes() -> None:
    assert book(SheetColumn("a", ["b"])) == book(SheetColumn("a", ["b"]))
