"""A workbook (Office Open XML, ECMA-376) written by column: the same cells give the same bytes.

A text that occurs often stands once in the shared strings; a column of texts that differ has them
in its cells. Every cell is text or a number, and never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from html import escape
from typing import Final

from agdb.files.zipped import PackedFile, member, zipped
from agdb.publication.download.workbook_parts import (
    CHART_TYPE,
    DRAWING_TYPE,
    TableArea,
    chart_xml,
    drawing_xml,
    letters,
    table_xml,
)

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
    """Columns of one length, under a name; heads stay in sight.

    Lines `above` the heads begin with the title, in A1. With `table` heads and cells are marked up
    as a table of that name, whose heads must differ; `drawn` columns after the first are drawn as
    lines in a chart beside it, with the first as its axis, and `unit` above it.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    above: tuple[str, ...] = ()
    table: str = ""
    drawn: int = 0
    unit: str = ""

    @property
    def rows(self) -> int:
        """The number of rows with cells below the heads."""
        return max((len(column.cells) for column in self.columns), default=0)


def workbook(
    sheets: Sequence[Sheet],
    *,
    title: str,
    created: date,
    comments: str = "",
    decimals: int = 0,
    language: str = "",
    creator: str = "",
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
    optional = {"description": comments, "language": language, "creator": creator}
    told = "".join(
        f"<dc:{name}>{_escaped(text)}</dc:{name}>" for name, text in optional.items() if text
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(title)}</dc:title>{told}"
        f"{moment % ('created', 'created')}{moment % ('modified', 'modified')}</cp:coreProperties>"
    )
    frames = tuple((one.name, bool(one.table), bool(one.drawn)) for one in sheets)
    return zipped(
        [
            *_frame(frames, decimals),
            member("docProps/core.xml", f"{_XML}{core}".encode()),
            member("xl/sharedStrings.xml", shared.xml()),
            *drawn,
            *(member(name, f"{_XML}{body}".encode()) for name, body in _beside(sheets)),
        ]
    )


def _beside(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """The tables and charts of sheets, and what leads to them."""
    for nth, sheet in enumerate(sheets, start=1):
        area = TableArea(
            sheet.table,
            tuple(_escaped(column.head or "") for column in sheet.columns),
            first=len(sheet.above) + 1,
            last=len(sheet.above) + 1 + sheet.rows,
        )
        targets = []
        if sheet.table:
            targets.append(("table", f"../tables/table{nth}.xml"))
            yield f"xl/tables/table{nth}.xml", table_xml(area, nth)
        if sheet.drawn:
            targets.append(("drawing", f"../drawings/drawing{nth}.xml"))
            chart = [(f"{_DOCUMENT}/chart", f"../charts/chart{nth}.xml")]
            below = area.last + 2
            yield f"xl/drawings/drawing{nth}.xml", drawing_xml(_escaped(sheet.above[0]), below)
            yield f"xl/drawings/_rels/drawing{nth}.xml.rels", _relations(chart)
            title = f"{_escaped(sheet.above[0])} ({_escaped(sheet.unit)})"
            yield (
                f"xl/charts/chart{nth}.xml",
                chart_xml(_escaped(sheet.name), area, drawn=sheet.drawn, title=title),
            )
        if targets:
            named = [(f"{_DOCUMENT}/{kind}", target) for kind, target in targets]
            yield f"xl/worksheets/_rels/sheet{nth}.xml.rels", _relations(named)


@lru_cache(maxsize=16)  # workbooks of one kind and language have these parts in common
def _frame(sheets_: tuple[tuple[str, bool, bool], ...], decimals: int) -> tuple[PackedFile, ...]:
    """The parts that do not depend on any cell: what there is, what is where, how cells look.

    Of each sheet its name, and whether it has a table and a chart.
    """
    names = [name for name, _, _ in sheets_]
    numbers = range(1, len(names) + 1)
    tables = [nth for nth, (_, table, _) in enumerate(sheets_, start=1) if table]
    charts = [nth for nth, (_, _, chart) in enumerate(sheets_, start=1) if chart]
    parts = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
        **{f"/xl/worksheets/sheet{nth}.xml": f"{_TYPE}.worksheet+xml" for nth in numbers},
        **{f"/xl/tables/table{nth}.xml": f"{_TYPE}.table+xml" for nth in tables},
        **{f"/xl/drawings/drawing{nth}.xml": DRAWING_TYPE for nth in charts},
        **{f"/xl/charts/chart{nth}.xml": CHART_TYPE for nth in charts},
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
    font = '<sz val="12"/><name val="Arial"/><family val="2"/>'
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
    names = [letters(place) for place in range(len(sheet.columns))]
    headed = any(column.head is not None for column in sheet.columns)
    widths, drawn = [], []
    top = len(sheet.above) + 1
    rows = list(map(str, range(top + headed, top + headed + sheet.rows)))
    for place, (letter, column) in enumerate(zip(names, sheet.columns, strict=True), start=1):
        width = f'min="{place}" max="{place}" width="{_width(column)}" customWidth="1"'
        widths.append(f"<col {width}/>")
        drawn.append(_cells(column, letter, rows, shared))
    heads = [
        f'<c r="{letter}{top}" s="{Style.BOLD:d}" t="s"><v>{shared.place(column.head)}</v></c>'
        for letter, column in zip(names, sheet.columns, strict=True)
        if column.head is not None
    ]
    frozen = (
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
    )
    opened = [f'<row r="{row}">' for row in rows]
    lines = map("".join, zip(opened, *drawn, strict=True))
    above = [
        f'<row r="{nth}"><c r="A{nth}" s="{Style.BOLD if nth == 1 else Style.PLAIN:d}" t="s">'
        f"<v>{shared.place(line)}</v></c>"
        for nth, line in enumerate(sheet.above, start=1)
    ]
    named = [f'<row r="{top}">{"".join(heads)}'] if headed else []
    body = "</row>".join([*above, *named, *lines])
    table = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if sheet.table else ""
    drawing = f'<drawing r:id="rId{1 + bool(sheet.table)}"/>' if sheet.drawn else ""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        '<sheetViews><sheetView workbookViewId="0">'
        f"{frozen if headed else ''}</sheetView></sheetViews><cols>{''.join(widths)}</cols>"
        f"<sheetData>{body}{'</row>' if body else ''}</sheetData>{drawing}{table}</worksheet>"
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
