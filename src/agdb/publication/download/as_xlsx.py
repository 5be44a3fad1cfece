"""A workbook with the values on the first sheet and the metadata on the second."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from agdb.publication.download.cells import Cells
from agdb.publication.download.metadata import flat
from agdb.statistics.columns import Column, ColumnType

_WIDEST = 60


def as_xlsx(
    found: dict[str, Any],
    columns: tuple[Column, ...],
    cells: Sequence[Cells],
    *,
    sheets: tuple[str, str],
    created: date,
) -> bytes:
    """Return the workbook with the cells of each column; the same data and day, the same bytes."""
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
    values.write_row(0, 0, names, bold)
    _write(values, columns, cells, number)
    for place, (name, column) in enumerate(zip(names, cells, strict=True)):
        widest = max((len(str(cell)) for cell in dict.fromkeys(column)), default=0)
        values.set_column(place, place, min(max(len(name), widest) + 2, _WIDEST))
    for nth, (name, text) in enumerate(flat(found)):
        about.write_string(nth, 0, name, bold)
        about.write_string(nth, 1, text, wrapped)
    about.set_column(0, 0, 32)
    about.set_column(1, 1, 100)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, columns: Sequence[Column], cells: Sequence[Cells], number: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Write the values below the header, row by row; an empty cell is not written.

    Without the wrapper that also takes "A1" for a place: there are 400,000 cells in a site.
    """
    write_string = Worksheet.write_string.__wrapped__
    write_number = Worksheet.write_number.__wrapped__
    numeric = [column.type is ColumnType.NUMBER for column in columns]
    for nth, row in enumerate(zip(*cells, strict=True), start=1):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if numeric[place]:
                write_number(sheet, nth, place, float(value), number)
            elif isinstance(value, str):
                write_string(sheet, nth, place, value)
            else:
                write_number(sheet, nth, place, value)
