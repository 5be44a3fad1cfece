"""A workbook (Office Open XML, ECMA-376) written by column: the same cells give the same bytes.

A text that occurs often stands once in the shared strings; a column of texts that differ has them
in its cells. Every cell is text or a number, and never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from html import escape
from typing import Final

from agdb.files.zipped import PackedFile, member, zipped

Cells = Sequence[str | int | None]
_MOST: Final = 32_767
"""Characters of a cell; a program that opens a workbook with more calls it damaged."""
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPE_OF_ITS_OWN: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_WIDEST: Final = 60


class Style(IntEnum):
    """How a cell looks; the number is its place in the list of formats of the workbook."""

    PLAIN = 0
    BOLD = 1
    NUMBER = 2
    WRAPPED = 3
    DIGITS = 4


_NUMERIC: Final = frozenset({Style.NUMBER, Style.DIGITS})


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its head if it has one, and its cells below.

    Those of NUMBER and DIGITS are digits; NUMBER shows them in groups, with the decimals of the
    workbook. Without a `width` it is as wide as its longest cell.
    """

    head: str | None
    cells: Cells
    style: Style = Style.PLAIN
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns of one length, under a name; heads stay in sight."""

    name: str
    columns: tuple[SheetColumn, ...]


def workbook(
    sheets: Sequence[Sheet],
    *,
    title: str,
    created: date,
    comments: str = "",
    decimals: int = 0,
) -> bytes:
    """Return the workbook; numbers are shown with `decimals`.

    A cell that is None or empty is not written, and a text beyond 32,767 characters, which no
    workbook can hold, ends with an ellipsis there.
    """
    shared = _SharedTexts()
    drawn = [
        member(f"xl/worksheets/sheet{nth}.xml", _sheet(one, shared))
        for nth, one in enumerate(sheets, start=1)
    ]
    moment = f'<dcterms:%s xsi:type="dcterms:W3CDTF">{created.isoformat()}T00:00:00Z</dcterms:%s>'
    told = f"<dc:description>{_escaped(comments)}</dc:description>" if comments else ""
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(title)}</dc:title>{told}"
        f"{moment % ('created', 'created')}{moment % ('modified', 'modified')}</cp:coreProperties>"
    )
    names = tuple(one.name for one in sheets)
    return zipped(
        [
            *_frame(names, decimals),
            member("docProps/core.xml", f"{_XML}{core}".encode()),
            member("xl/sharedStrings.xml", shared.xml()),
            *drawn,
        ]
    )


@lru_cache(maxsize=16)  # workbooks of one kind and language have these parts in common
def _frame(names: tuple[str, ...], decimals: int) -> tuple[PackedFile, ...]:
    """The parts that do not depend on any cell: what there is, what is where, how cells look."""
    numbers = range(1, len(names) + 1)
    parts = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
        **{f"/xl/worksheets/sheet{nth}.xml": f"{_TYPE}.worksheet+xml" for nth in numbers},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    kinds = "".join(
        f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in parts.items()
    )
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    inside = [("worksheet", f"worksheets/sheet{nth}.xml") for nth in numbers]
    inside += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    sheets = "".join(
        f'<sheet name="{_escaped(name)}" sheetId="{nth}" r:id="rId{nth}"/>'
        for nth, name in zip(numbers, names, strict=True)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": _relations(
            [(f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"), (core, "docProps/core.xml")]
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_DOCUMENT}/{kind}", target) for kind, target in inside]
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/styles.xml": _styles(decimals),
    }
    return tuple(member(name, f"{_XML}{body}".encode()) for name, body in files.items())


def _relations(found: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{nth}" Type="{kind}" Target="{target}"/>'
        for nth, (kind, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _styles(decimals: int) -> str:
    """The formats of cells, in the order of `Style`."""
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    top = '<alignment vertical="top" wrapText="1"/>'
    none = 'fillId="0" borderId="0"'
    formats = (
        f'<xf numFmtId="0" fontId="0" {none} xfId="0"/>',
        f'<xf numFmtId="0" fontId="1" {none} xfId="0" applyFont="1"/>',
        f'<xf numFmtId="164" fontId="0" {none} xfId="0" applyNumberFormat="1"/>',
        f'<xf numFmtId="0" fontId="0" {none} xfId="0" applyAlignment="1">{top}</xf>',
        f'<xf numFmtId="0" fontId="0" {none} xfId="0"/>',
    )
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{shape}"/></numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" {none}/></cellStyleXfs>'
        f'<cellXfs count="{len(Style)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


class _SharedTexts:
    """The texts that cells of a workbook share, by their place in the list."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def xml(self) -> bytes:
        items = "".join(f"<si>{_text(text)}</si>" for text in self._places)
        count = len(self._places)
        return f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{count}">{items}</sst>'.encode()


def _sheet(sheet: Sheet, shared: _SharedTexts) -> bytes:
    letters = [_letters(place) for place in range(len(sheet.columns))]
    headed = any(column.head is not None for column in sheet.columns)
    widths, drawn = [], []
    size = max((len(column.cells) for column in sheet.columns), default=0)
    rows = list(map(str, range(1 + headed, 1 + headed + size)))
    for place, (letter, column) in enumerate(zip(letters, sheet.columns, strict=True), start=1):
        width = f'min="{place}" max="{place}" width="{_width(column)}" customWidth="1"'
        widths.append(f"<col {width}/>")
        drawn.append(_cells(column, letter, rows, shared))
    heads = [
        f'<c r="{letter}1" s="{Style.BOLD:d}" t="s"><v>{shared.place(column.head)}</v></c>'
        for letter, column in zip(letters, sheet.columns, strict=True)
        if column.head is not None
    ]
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    opened = [f'<row r="{row}">' for row in rows]
    lines = map("".join, zip(opened, *drawn, strict=True))
    body = "</row>".join([f'<row r="1">{"".join(heads)}', *lines] if headed else lines)
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f"{frozen if headed else ''}</sheetView></sheetViews><cols>{''.join(widths)}</cols>"
        f"<sheetData>{body}{'</row>' if body else ''}</sheetData></worksheet>"
    ).encode()


def _width(column: SheetColumn) -> int:
    if column.width is not None:
        return column.width
    widest = max((len(str(cell)) for cell in dict.fromkeys(column.cells)), default=0)
    return min(max(len(column.head or ""), widest) + 2, _WIDEST)


def _cells(
    column: SheetColumn, letter: str, rows: Sequence[str], shared: _SharedTexts
) -> list[str]:
    """Each cell of a column as XML, empty where it has nothing to say."""
    style = f' s="{column.style:d}"' if column.style else ""
    different = [cell for cell in dict.fromkeys(column.cells) if cell is not None and cell != ""]
    ends: dict[str | int | None, str] = {}
    own = len(different) * 2 > len(column.cells)
    for cell in different:
        if column.style in _NUMERIC or isinstance(cell, int):
            ends[cell] = f'"{style}><v>{cell}</v></c>'
        elif own:
            ends[cell] = f'"{style} t="inlineStr"><is>{_text(str(cell))}</is></c>'
        else:
            ends[cell] = f'"{style} t="s"><v>{shared.place(str(cell))}</v></c>'
    begin = f'<c r="{letter}'
    return [
        "" if cell is None or cell == "" else f"{begin}{row}{ends[cell]}"
        for row, cell in zip(rows, column.cells, strict=True)
    ]


def _text(text: str) -> str:
    told = text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
    keeps = ' xml:space="preserve"' if told != told.strip() else ""
    return f"<t{keeps}>{_escaped(told)}</t>"


def _escaped(text: str) -> str:
    """Text as a workbook has it: a sign that XML cannot hold is `_x001F_`."""
    text = _ESCAPE_OF_ITS_OWN.sub("_x005F_", text)
    text = _NO_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    return escape(text)


def _letters(place: int) -> str:
    """The name of a column.

    >>> _letters(0), _letters(25), _letters(26), _letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    text, left = "", place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
