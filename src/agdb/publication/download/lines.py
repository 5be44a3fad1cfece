"""The values of an indicator as lines of text: CSV and JSON, made of whole columns at a time.

What no language changes is written once for all files of an indicator; only the names differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from agdb.publication.download.cells import Cells, Scalar, ValueCells
from agdb.publication.reading.reading import Reading
from agdb.statistics.cell_text import cell_text
from agdb.statistics.columns import AFTER, BEFORE, ColumnType

_FILES = tuple(column.name for column in AFTER if column.files)
_INTERFACE = tuple(column.name for column in AFTER if column.interface)
_KEYS = tuple(column.name for column in BEFORE if column.interface)
_QUOTED = re.compile('[,"\r\n]')


class ValueLines:
    """The lines of one indicator for files in any language and for the interface."""

    def __init__(self, cells: ValueCells) -> None:
        self._cells = cells
        self._types = {column.name: column.type for column in AFTER}

    def csv(self, reading: Reading) -> Iterator[str]:
        """Yield every value as a line of CSV after RFC 4180, without its end."""
        cells = self._cells.shared | self._cells.names(reading)
        front = [_csv_texts(cells[name]) for name in self._front(reading)]
        return map(",".join, zip(*front, self._csv_tails, strict=True))

    def json(self, reading: Reading) -> Iterator[str]:
        """Yield every value as an object of JSON."""
        cells = self._cells.shared | self._cells.names(reading)
        opening, *others = self._front(reading)
        front = [_json_texts(f'{{"{opening}":', cells[opening])]
        front += [_json_texts(f'"{name}":', cells[name]) for name in others]
        return map(",".join, zip(*front, self._json_tails, strict=True))

    def interface(self) -> Iterator[str]:
        """Yield every value as an object of the interface, which has codes and no names."""
        shared, breakdowns = self._cells.shared, self._cells.reading.definition.breakdowns
        opening, *others = _KEYS
        front = [_json_texts(f'{{"{opening}":', shared[opening])]
        front += [_json_texts(f'"{name}":', shared[name]) for name in others]
        parts = [_json_texts(f'"{one.id}":', shared[one.id]) for one in breakdowns]
        inside = map(",".join, zip(*parts, strict=True)) if parts else [""] * len(front[0])
        front.append([f'"breakdown":{{{one}}}' for one in inside])
        return map(",".join, zip(*front, *self._tails(_INTERFACE), strict=True))

    @staticmethod
    def _front(reading: Reading) -> tuple[str, ...]:
        breakdowns = reading.definition.breakdowns
        own = tuple(name for one in breakdowns for name in (one.id, f"{one.id}_name"))
        return (*(column.name for column in BEFORE), *own)

    @cached_property
    def _csv_tails(self) -> list[str]:
        shared = self._cells.shared
        columns = (_csv_texts(shared[name]) for name in _FILES)
        return list(map(",".join, zip(*columns, strict=True)))

    @cached_property
    def _json_tails(self) -> list[str]:
        return list(map(",".join, zip(*self._tails(_FILES), strict=True)))

    def _tails(self, names: Sequence[str]) -> Iterator[list[str]]:
        """The members of an object behind the breakdowns, with what closes it after the last."""
        for name in names:
            number = self._types[name] is ColumnType.NUMBER
            close = "}" if name == names[-1] else ""
            yield _json_texts(f'"{name}":', self._cells.shared[name], number=number, close=close)


def _csv_texts(cells: Cells) -> list[str]:
    texts = {cell: _csv_text(cell) for cell in dict.fromkeys(cells)}
    return [texts[cell] for cell in cells]


def _csv_text(cell: Scalar) -> str:
    """A cell as CSV has it: in quotes where it holds what would end it, and never a formula.

    >>> _csv_text('12" wheels'), _csv_text(None)
    ('"12"" wheels"', '')
    """
    text = "" if cell is None else cell_text(str(cell))
    if _QUOTED.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


def _json_texts(opening: str, cells: Cells, *, number: bool = False, close: str = "") -> list[str]:
    """The cells as members of an object: `opening` ends with their name, a number is bare."""
    if number and any(cell is not None for cell in cells):
        return [f"{opening}{'null' if cell is None else cell}{close}" for cell in cells]
    texts = {
        cell: f"{opening}{json.dumps(cell, ensure_ascii=False)}{close}"
        for cell in dict.fromkeys(cells)
    }
    return [texts[cell] for cell in cells]
