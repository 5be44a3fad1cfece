"""A workbook with the values on the first sheet and the metadata on the second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from agdb.publication.download.cells import Cells
from agdb.publication.download.metadata import flat
from agdb.publication.download.workbook import Sheet, SheetColumn, Style, workbook
from agdb.statistics.columns import Column, ColumnType


def as_xlsx(
    found: dict[str, Any],
    columns: tuple[Column, ...],
    cells: Sequence[Cells],
    *,
    sheets: tuple[str, str],
    created: date,
) -> bytes:
    """Return the workbook with the cells of each column; the same data and day, the same bytes."""
    values, about = sheets
    names, texts = zip(*flat(found), strict=True)
    styles = {ColumnType.NUMBER: Style.NUMBER}
    return workbook(
        (
            Sheet(
                values,
                tuple(
                    SheetColumn(column.name, some, styles.get(column.type, Style.PLAIN))
                    for column, some in zip(columns, cells, strict=True)
                ),
            ),
            Sheet(
                about,
                (
                    SheetColumn(None, names, Style.BOLD, width=32),
                    SheetColumn(None, texts, Style.WRAPPED, width=100),
                ),
            ),
        ),
        title=found["name"],
        comments=f"{found['programme']}, {found['release']}",
        created=created,
        decimals=found["decimals"],
    )
