"""The workbook that a partner fills in: three sheets, which together are a delivery."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from agdb.files.recorded import fault, shown
from agdb.sources.delivery.manifest import ColumnRole, DeliveryManifest, manifest_from_cells
from agdb.sources.formats.workbook import Sheet, Value
from agdb.statistics.structure import DimensionKind

DESCRIPTION, COLUMNS, FIGURES = "delivery", "columns", "figures"
_FIELDS: Final = {
    "dataset": ("delivery:your-name-for-it", "publisher:id, small letters; keep it every year"),
    "title": ("", "what the table is about, in one line"),
    "recorded": ("", "the day on which you made this table, as 2025-04-22"),
    "licence": ("", "as CC BY 4.0"),
    "citation": ("", "how readers should name the source"),
    "contact": ("", "who answers questions about the figures"),
    "address": ("", "a page about the figures, if there is one"),
    "partial": ("", "if this is a part of something larger: which part"),
    "rows": ("", "number of rows on the sheet figures, to be sure that none is lost"),
}
_HEADER: Final = ("column", "role", "title", "unit", "kind", "of")
_EXAMPLE: Final = (
    ("region", "dimension", "Region", "", "region", ""),
    ("period", "period", "", "", "", ""),
    ("value", "value", "What is counted", "persons", "", ""),
    ("status", "status", "", "", "", ""),
    ("lower", "lower", "", "", "", ""),
    ("upper", "upper", "", "", "", ""),
)
_HELP: Final = (
    "Codes and periods are text: NL01, 0363, 2024, 2024-Q4, 2024-12, 2023/24",
    "value: empty if there is none",
    "status: SDMX letters (B break, E estimated, P provisional, U unreliable, Q suppressed)",
    "or provisional, definitive; empty if not known",
    "lower, upper: bounds where a value is suppressed",
    f"roles: {', '.join(ColumnRole)}; kinds: {', '.join(DimensionKind)}",
)
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 -- a fixed date, so that the bytes are the same


def template() -> bytes:
    """Return the empty workbook; it has the same bytes every time.

    >>> template()[:2]
    b'PK'
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "Delivery to Monitor AGDB", "created": _MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(DESCRIPTION)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 50, text)
        sheet.set_column(2, 2, 70)
        for row, (field, (value, help_)) in enumerate(_FIELDS.items()):
            sheet.write_string(row, 0, field, bold)
            sheet.write_string(row, 1, value, text)
            sheet.write_string(row, 2, help_)
        _table(book.add_worksheet(COLUMNS), _HEADER, _EXAMPLE, bold)
        notes = book.add_worksheet("help")
        for row, line in enumerate(_HELP):
            notes.write_string(row, 0, line)
        figures = book.add_worksheet(FIGURES)
        _table(figures, [row[0] for row in _EXAMPLE], (), bold)
        for column, (_, role, *_rest) in enumerate(_EXAMPLE):
            if role in {ColumnRole.DIMENSION, ColumnRole.PERIOD, ColumnRole.STATUS}:
                figures.set_column(column, column, 14, text)
    return buffer.getvalue()


def is_template(names: Sequence[str]) -> bool:
    """Whether a workbook with these sheets describes itself as a delivery.

    >>> is_template(["delivery", "columns", "help", "figures"])
    True
    """
    return {DESCRIPTION, COLUMNS, FIGURES} <= set(names)


def manifest_from_sheets(sheets: Mapping[str, Sheet], *, name: str) -> DeliveryManifest:
    """Return what the sheets say about the delivery; raises `SourceError` for what is amiss."""
    content: dict[str, Any] = {"sheet": FIGURES, "columns": {}}
    for line, row in enumerate(sheets[DESCRIPTION], 1):
        field, value = (cell_text(cell) for cell in (*row, "", "")[:2])
        if field and field not in _FIELDS:
            raise fault(
                f"the field {shown(field)} is not known", f"{name}/{DESCRIPTION}", line=line
            )
        if value:
            content[field] = int(value) if field == "rows" and value.isdecimal() else value
    header, *rows = sheets[COLUMNS] or [[]]
    if [cell_text(cell) for cell in header][: len(_HEADER)] != list(_HEADER):
        raise fault(f"the header must read {', '.join(_HEADER)}", f"{name}/{COLUMNS}", line=1)
    for line, row in enumerate(rows, 2):
        told = dict(zip(_HEADER, map(cell_text, row), strict=False))
        column = told.pop("column")
        if not column:
            continue
        if column in content["columns"]:
            raise fault(f"the column {shown(column)} comes twice", f"{name}/{COLUMNS}", line=line)
        content["columns"][column] = {key: cell for key, cell in told.items() if cell}
    return manifest_from_cells(content, name=name)


def _table(
    sheet: Any,  # noqa: ANN401 -- xlsxwriter has no types
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    bold: object,
) -> None:
    for column, cell in enumerate(header):
        sheet.write_string(0, column, cell, bold)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell)
    sheet.freeze_panes(1, 0)


def cell_text(value: Value) -> str:
    """Return what somebody typed in a cell; a whole number has no point.

    >>> cell_text(2024.0), cell_text(" Q ")
    ('2024', 'Q')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
