"""A table as a reader meets it: every cell is text already, with its marks."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication.wording.status import Mark


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one value, and what must be said beside it. `absent` has no value.

    `bounds` are those of a forecast at 80 per cent. `href` leads to how it was made.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    absent: bool = False
    bounds: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its header."""

    header: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a common header, such as the quarters of a year; the header may be empty."""

    header: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `corner` heads the first column."""

    ident: str
    caption: str
    unit: str
    corner: str
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that stand in this table, each once, in the order of their letters."""
        found = {
            mark
            for group in self.groups
            for row in group.rows
            for cell in row.cells
            for mark in cell.marks
        }
        return tuple(sorted(found))

    @property
    def rows(self) -> int:
        """The number of rows with values."""
        return sum(len(group.rows) for group in self.groups)
