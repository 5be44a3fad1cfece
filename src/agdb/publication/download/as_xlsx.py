"""A workbook with the values on the first sheet and the metadata on the second."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from agdb.publication.download.cells import Scalar
from agdb.publication.download.metadata import flat
from agdb.statistics.columns import Column, ColumnType

_WIDEST = 60


def as_xlsx(
    found: dict[str, Any],
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Scalar, ...]],
    *,
    sheets: tuple[str, str],
    created: date,
) -> bytes:
    """Return the workbook; the same data and `created` give the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {
            "title": found["name"],
            "comments": f"{found['programme']}, {found['release']}",
            "created": datetime.combine(created, time(), UTC).replace(tzinfo=None),
        }
    )
    bold = book.add_format({"bold": True})
    places = "." + "0" * found["decimals"] if found["decimals"] else ""
    number = book.add_format({"num_format": f"#,##0{places}"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    values, about = (book.add_worksheet(name) for name in sheets)
    values.freeze_panes(1, 0)
    names = [column.name for column in columns]
    widths = [len(name) for name in names]
    values.write_row(0, 0, names, bold)
    for nth, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            numeric = columns[column].type is ColumnType.NUMBER
            _write(values, nth, column, value, number if numeric else None)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        values.set_column(column, column, min(width + 2, _WIDEST))
    for nth, (name, text) in enumerate(flat(found)):
        about.write_string(nth, 0, name, bold)
        about.write_string(nth, 1, text, wrapped)
    about.set_column(0, 0, 32)
    about.set_column(1, 1, 100)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, value: Scalar, number: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if number is not None and value is not None:
        sheet.write_number(row, column, float(value), number)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
