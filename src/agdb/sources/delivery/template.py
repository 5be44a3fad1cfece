"""The workbook that a partner fills in: three sheets, which together are a delivery."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from agdb.files.recorded import fault, shown
from agdb.sources.delivery.manifest import ColumnRole, DeliveryManifest, manifest_from_cells
from agdb.sources.formats.workbook import Sheet, Value
from agdb.statistics.structure import DimensionKind

Say = Callable[[str], str]
"""What gives a message of one language by its key."""

DESCRIPTION, COLUMNS, FIGURES = "delivery", "columns", "figures"
_FIELDS: Final = (
    *("dataset", "title", "recorded", "licence", "citation"),
    *("contact", "address", "partial", "rows"),
)
_HEADER: Final = ("column", "role", "title", "unit", "kind", "of")
_NAME: Final = "delivery:your-name-for-it"
_EXAMPLE: Final = (
    ("region", "dimension", "Region", "", "region", ""),
    ("period", "period", "", "", "", ""),
    ("value", "value", "What is counted", "persons", "", ""),
    ("status", "status", "", "", "", ""),
    ("lower", "lower", "", "", "", ""),
    ("upper", "upper", "", "", "", ""),
)
_INVENTED: Final[tuple[tuple[str | int, ...], ...]] = (
    ("2024", 1250, "", "", ""),
    ("2024-Q4", "", "Q", 0, 5),
)
"""Rows behind their region, of which the help says that they are made up."""
_RULES: Final = ("codes", "value", "status", "bounds", "roles")
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 -- a fixed date, so that the bytes are the same


def template(voices: Sequence[Say]) -> bytes:
    """Return the empty workbook, with help in each of `voices`; the same bytes every time.

    The fields and roles are the same in every language; the help beside them, and a sheet of help
    with a made-up example, are there once for each.

    >>> template([str])[:2]
    b'PK'
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": voices[0]("template.title"), "created": _MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(DESCRIPTION)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 50, text)
        sheet.set_column(2, 1 + len(voices), 70)
        for row, field in enumerate(_FIELDS):
            sheet.write_string(row, 0, field, bold)
            sheet.write_string(row, 1, _NAME if field == "dataset" else "", text)
            for nth, say in enumerate(voices):
                sheet.write_string(row, 2 + nth, say(f"template.field.{field}"))
        _table(book.add_worksheet(COLUMNS), _HEADER, _EXAMPLE, bold)
        for say in voices:
            _help(book.add_worksheet(say("template.help")), say, bold)
        figures = book.add_worksheet(FIGURES)
        _table(figures, [row[0] for row in _EXAMPLE], (), bold)
        for column, (_, role, *_rest) in enumerate(_EXAMPLE):
            if role in {ColumnRole.DIMENSION, ColumnRole.PERIOD, ColumnRole.STATUS}:
                figures.set_column(column, column, 14, text)
    return buffer.getvalue()


def _help(sheet: Any, say: Say, bold: object) -> None:  # noqa: ANN401 -- xlsxwriter has no types
    codes = {"roles": ", ".join(ColumnRole), "kinds": ", ".join(DimensionKind)}
    for row, rule in enumerate(_RULES):
        sheet.write_string(row, 0, say(f"template.rule.{rule}").format_map(codes))
    below = len(_RULES) + 1
    sheet.write_string(below, 0, say("template.example"), bold)
    for column, (name, *_) in enumerate(_EXAMPLE):
        sheet.write_string(below + 1, column, name, bold)
    for nth, cells in enumerate(_INVENTED):
        sheet.write_row(below + 2 + nth, 0, (say("template.example.region"), *cells))


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
