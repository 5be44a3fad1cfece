"""Excel workbooks from outside, as values. What could run, reach out or mislead is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

import python_calamine

from agdb.errors import SourceError
from agdb.sources.contract import RecordedFile
from agdb.sources.wire.archive import is_zip, member_names, opened_zip, read_member
from agdb.sources.wire.fault import fault, shown

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
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bname\s*=\s*[\"']([^\"']*)[\"']")
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MOST_CELLS: Final = 20_000_000


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
    document types or entities, and for a formula whose result was never stored.
    """
    with opened_zip(file) as archive:
        for info in archive.infolist():
            _check_part(archive, info, name=file.name)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
        sheets = {name: _values(workbook, name, file.name) for name in workbook.sheet_names}
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise fault(f"not an Excel workbook that can be read ({error})", file.name) from None
    if not sheets:
        raise fault("the workbook has no sheets", file.name)
    return sheets


def _values(workbook: python_calamine.CalamineWorkbook, sheet: str, name: str) -> Sheet:
    opened = workbook.get_sheet_by_name(sheet)
    if opened.total_height * opened.total_width > _MOST_CELLS:
        raise fault(f"sheet {shown(sheet)} has more than {_MOST_CELLS} cells", name)
    return opened.to_python(skip_empty_area=False)


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, name: str) -> None:
    part = info.filename.lower()
    for begins, what in _REFUSED.items():
        if part.startswith(begins):
            raise fault(
                f"the workbook has {what}", name, remedy="send it with values only, as .xlsx"
            )
    if not part.endswith((".xml", ".rels", ".vml")):
        return
    content = read_member(archive, info)
    if b"\x00" in content or _DECLARATION.search(content):
        raise fault(
            f"{info.filename} has a document type or entities, or is not UTF-8",
            name,
            remedy="save the workbook again with Excel or LibreOffice",
        )
    if part.endswith(".rels"):
        _check_links(content, name)
    if part == "[content_types].xml" and b"macroenabled" in content.lower():
        raise fault("the workbook has macros", name, remedy="save it as .xlsx")
    if part.startswith("xl/worksheets/") and _FORMULA.search(content):
        _check_formulas(content, part=info.filename, name=name)


def _check_links(content: bytes, name: str) -> None:
    for found in _OUTSIDE.finditer(content):
        if b"/hyperlink" not in found[0]:  # a hyperlink is text; nothing is read from it
            raise fault("the workbook links to something outside it", name, remedy="send values")


def _check_formulas(content: bytes, *, part: str, name: str) -> None:
    for cell in _unanswered(content, name):
        raise fault(
            f"the formula in {part} cell {cell} has no stored result",
            name,
            remedy="open and save it in Excel or LibreOffice, or paste the values",
        )


def _unanswered(content: bytes, name: str) -> Iterator[str]:
    """Cells with a formula and without a value."""
    found: list[str] = []
    state = {"cell": "", "formula": "", "value": ""}

    def start(tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "c":
                state.update(cell=attributes.get("r", "?"), formula="", value="")
            case "f":
                state["formula"] = "yes"
            case "v" | "is":
                state["value"] = "yes"

    def end(tag: str) -> None:
        if tag.rpartition(" ")[2] == "c" and state["formula"] and not state["value"]:
            found.append(state["cell"])

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by place only
    except expat.ExpatError as error:
        raise _broken(error, name) from None
    yield from found


def _broken(error: expat.ExpatError, name: str) -> SourceError:
    return fault(f"a sheet is not well-formed XML ({error})", name)
