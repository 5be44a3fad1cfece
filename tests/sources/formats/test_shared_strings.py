"""A text that a workbook has once is counted wherever a cell shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.formats import shared_strings
from agdb.sources.formats.shared_strings import TextBudget, string_lengths
from agdb.sources.formats.workbook import read_workbook

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = b'<c r="A%d" t="s"><v>%d</v></c>'


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for a hundred characters."""
    monkeypatch.setattr(shared_strings, "_MOST", 100)


def sheet(*cells: bytes) -> bytes:
    """A sheet with a row for each cell."""
    rows = b"".join(b'<row r="%d">%b</row>' % (at, one) for at, one in enumerate(cells, 1))
    return b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def shared(*numbers: int) -> bytes:
    """A sheet of texts by their numbers."""
    return sheet(*(SHARED % (at, number) for at, number in enumerate(numbers, 1)))


def test_a_text_is_as_long_as_all_its_runs_and_not_what_stands_between() -> None:
    content = b"<x:sst xmlns:x='a'>12<x:si><x:t>\xc3\xa9\xc3\xa9</x:t></x:si> <x:si/></x:sst>"
    assert string_lengths(content, name="a.xlsx") == [2, 0]


def test_what_fits_is_taken(little: None) -> None:
    TextBudget([60, 5], name="a.xlsx").take(shared(0, 1, 1, 1, 1, 1, 1, 1, 1))


@pytest.mark.parametrize(
    "cells",
    [
        shared(0, 0),
        sheet(b'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c>'),
        sheet(b"<c t='s'><v> 1 </v></c>", b"<c t='s'><v>0000000000001</v></c>"),
        sheet(b"<x:c xmlns:x='a' t='s'><x:v>0</x:v></x:c>", b"<c\n t='s'><v>0</v></c>"),
        sheet(b"<c t='s'><v>9</v></c>", b"<c t='s'><v>-1</v></c>"),  # of no text: as the longest
    ],
)
def test_what_does_not_is_refused_in_whatever_way_it_is_written(little: None, cells: bytes) -> None:
    with pytest.raises(
        SourceError, match="the cells of the workbook hold more than 100 characters"
    ):
        TextBudget([60, 5], name="a.xlsx").take(cells)


def test_a_number_is_no_text(little: None) -> None:
    TextBudget([60], name="a.xlsx").take(sheet(*[b"<c><v>0</v></c>"] * 9))


def test_all_sheets_share_the_room(little: None) -> None:
    budget = TextBudget([60], name="a.xlsx")
    budget.take(shared(0))
    with pytest.raises(SourceError, match="hold more than 100 characters"):
        budget.take(shared(0))


def test_a_megabyte_does_not_become_a_gigabyte(
    workbook: Callable[..., bytes], rezip: Callable[..., bytes]
) -> None:
    # Given a text of a million letters that stands in a thousand cells
    texts = b"<sst " + MAIN + b"><si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    parts = {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": shared(*[0] * 1000)}
    content = rezip(workbook(een=[["x"]]), parts)

    with pytest.raises(SourceError, match="hold more than 134217728 characters of text; send"):
        read_workbook(RecordedFile.of("a.xlsx", content))
