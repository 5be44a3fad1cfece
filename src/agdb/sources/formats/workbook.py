"""Excel workbooks from outside, as values. What could run, reach out or mislead is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

import python_calamine

from agdb.errors import Place, SourceError
from agdb.files.archive import is_zip, member_names, opened_zip, read_member
from agdb.files.recorded import RecordedFile, fault
from agdb.sources.formats.misleading_cells import misleading, scaled_styles
from agdb.sources.formats.shared_strings import TextBudget, string_lengths
from agdb.sources.formats.xml import parse_xml

Value = str | float | bool | dt.date | dt.time | dt.timedelta
Sheet = list[list[Value]]
_REFUSED: Final = {
    "xl/externallinks/": "links to another workbook",
    "xl/vbaproject": "macros",
    "xl/macrosheets/": "macros",
    "xl/activex/": "active controls",
    "xl/embeddings/": "embedded objects",
    "xl/connections.xml": "data connections",
    "xl/querytables/": "data connections",
}
_OUTSIDE: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[^>]*>")
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_TEXTS: Final = "xl/sharedstrings.xml"
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bname\s*=\s*[\"']([^\"']*)[\"']")
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP: Final = (".xml", ".rels", ".vml")
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d{1,9})[\"']")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
_MOST_CELLS: Final = 10_000_000
_MOST_BYTES: Final = 256 << 20  # unpacked, all parts together
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of Excel


def is_workbook(file: RecordedFile) -> bool:
    """Whether the file is a zip archive with the parts of an Excel workbook."""
    return is_zip(file) and "xl/workbook.xml" in member_names(file)


def sheet_names(file: RecordedFile) -> tuple[str, ...]:
    """Return the names of the sheets without opening them; empty where they cannot be read."""
    try:
        with opened_zip(file) as archive:
            content = read_member(archive, archive.getinfo("xl/workbook.xml"))
    except (SourceError, KeyError):
        return ()
    return tuple(name.decode("utf-8", "replace") for name in _SHEET.findall(content))


def read_workbook(file: RecordedFile) -> Mapping[str, Sheet]:
    """Return every sheet by its name, as rows of values; an empty cell is an empty text.

    Raises `SourceError` for a damaged workbook, one with macros, links or connections to elsewhere,
    document types or entities, and for a cell that shows something else than its value says.
    """
    with opened_zip(file, most=_MOST_BYTES) as archive:
        styles = _styles(archive, file.name)
        titles = _titles(archive, file.name)
        budget = TextBudget(_texts(archive, file.name), name=file.name)
        for info in archive.infolist():
            content = read_member(archive, info)  # a part may hold anything, whatever its name
            _check_part(content, part=info.filename, name=file.name)
            if b"sheetData" in content:
                title = titles.get(info.filename.lower(), info.filename)
                _check_shown(content, styles, name=f"{file.name}/{title}")
                budget.take(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(
            io.BytesIO(file.read(most=_MOST_BYTES))
        )
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise fault(f"not an Excel workbook that can be read ({error})", file.name) from None
    if not sheets:
        raise fault("the workbook has no sheets", file.name)
    return sheets


def _check_part(content: bytes, *, part: str, name: str) -> None:
    filename, part = part, part.lower()
    for begins, what in _REFUSED.items():
        if part.startswith(begins):
            raise fault(
                f"the workbook has {what}", name, remedy="send it with values only, as .xlsx"
            )
    if _DECLARATION.search(content) or (part.endswith(_MARKUP) and b"\x00" in content):
        raise fault(
            f"{filename} has a document type or entities, or is not UTF-8",
            name,
            remedy="save the workbook again with Excel or LibreOffice",
        )
    if part.endswith(_MARKUP) or b"sheetData" in content:
        _check_whole(content, part=filename, name=name)
    if part.endswith(".rels"):
        _check_links(content, name)
    if part == "[content_types].xml" and b"macroenabled" in content.lower():
        raise fault("the workbook has macros", name, remedy="save it as .xlsx")
    if b"sheetData" in content:
        _check_size(content, part=filename, name=name)


def _check_shown(content: bytes, styles: Mapping[str, str], *, name: str) -> None:
    for found in misleading(content, styles=styles):
        raise SourceError(
            f"the cell {found.what}", place=Place(name, cell=found.cell), remedy=found.remedy
        )


def _styles(archive: zipfile.ZipFile, name: str) -> Mapping[str, str]:
    content = _part(archive, _STYLES)
    return {} if content is None else scaled_styles(content, name=name)


def _texts(archive: zipfile.ZipFile, name: str) -> list[int]:
    """How long each text is that the cells give the number of."""
    content = _part(archive, _TEXTS)
    if content is None:
        return []
    _check_part(content, part=_TEXTS, name=name)
    return string_lengths(content, name=name)


def _titles(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The names that people know the sheets by, by their place in the archive."""
    book, links = _part(archive, _BOOK), _part(archive, _LINKS)
    if book is None or links is None:
        return {}
    targets = {
        link.attributes.get("Id", ""): link.attributes.get("Target", "")
        for link in parse_xml(links, name=name).all("Relationship")
    }
    return {
        f"xl/{targets[id_].removeprefix('/xl/')}".lower(): sheet.attributes.get("name", "")
        for sheet in parse_xml(book, name=name).all("sheet")
        if (id_ := sheet.attributes.get("id", "")) in targets
    }


def _part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    info = next((i for i in archive.infolist() if i.filename.lower() == name), None)
    return None if info is None else read_member(archive, info)


def _check_whole(content: bytes, *, part: str, name: str) -> None:
    """The library reads a sheet that breaks off as far as it goes, and says nothing."""
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 -- expat takes it by place only
    except expat.ExpatError as error:
        raise fault(f"{part} is not well-formed XML ({error})", name) from None


def _check_size(content: bytes, *, part: str, name: str) -> None:
    """The library holds a sheet as a full rectangle, and ends the process if that is too large."""
    rows = [int(row) for row in _ROW.findall(content)]
    columns = [0]
    for letters, row in _CELL.findall(content):
        rows.append(int(row))
        columns.append(_column(letters))
    height, width = max(rows, default=1), max(columns) + 1
    if height > _MOST_ROWS or width > _MOST_COLUMNS or height * width > _MOST_CELLS:
        raise fault(
            f"{part} spans {height} rows and {width} columns, more than {_MOST_CELLS} cells",
            name,
            remedy="clear the cells far outside the table, or send it as CSV",
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:9]:
        number = number * 26 + letter - 64
    return number


def _check_links(content: bytes, name: str) -> None:
    for found in _OUTSIDE.finditer(content):
        if b"/hyperlink" not in found[0]:  # a hyperlink is text; nothing is read from it
            raise fault("the workbook links to something outside it", name, remedy="send values")
