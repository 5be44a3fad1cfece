"""The values of an indicator as lines of text: CSV and JSON, made of whole columns at a time.

What no language changes is written once for all files of an indicator; only the names differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, repeat

from agdb.publication.download.as_json import json_text
from agdb.publication.download.cells import Cells, Scalar, ValueCells
from agdb.publication.reading.reading import Reading
from agdb.statistics.cell_text import cell_text
from agdb.statistics.columns import AFTER, BEFORE, ColumnType

_FILES = tuple(column.name for column in AFTER if column.files)
_INTERFACE = tuple(column.name for column in AFTER if column.interface)
_KEYS = tuple(column.name for column in BEFORE if column.interface)
_QUOTED = re.compile('[,"\r\n]')


Texts = list[str] | str
"""One text for each value, or the one that all of them have."""


class ValueLines:
    """The lines of one indicator for files in any language and for the interface."""

    def __init__(self, cells: ValueCells) -> None:
        self._cells = cells
        self._types = {column.name: column.type for column in AFTER}

    def csv(self, reading: Reading) -> Iterator[str]:
        """Yield every value as a line of CSV after RFC 4180, without its end."""

        def pair(_: str, code: str, name: str) -> str:
            return f"{_csv_text(code)},{_csv_text(name)}"

        front = self._front(reading, pair, period=_csv_texts(self._cells.shared["period"]))
        return self._joined(*front, self._csv_tails)

    def json(self, reading: Reading) -> Iterator[str]:
        """Yield every value as an object of JSON."""

        def pair(column: str, code: str, name: str) -> str:
            begin = "{" if column == BEFORE[0].name else ""
            code, name = (json_text(one) for one in (code, name))
            return f'{begin}"{column}":{code},"{column}_name":{name}'

        period = _json_texts('"period":', self._cells.shared["period"])
        return self._joined(*self._front(reading, pair, period=period), self._json_tails)

    def interface(self) -> Iterator[str]:
        """Yield every value as an object of the interface, which has codes and no names."""
        shared, breakdowns = self._cells.shared, self._cells.reading.definition.breakdowns
        opening, *others = _KEYS
        front = [_json_texts(f'{{"{opening}":', shared[opening])]
        front += [_json_texts(f'"{name}":', shared[name]) for name in others]
        parts = [_json_texts(f'"{one.id}":', shared[one.id]) for one in breakdowns]
        front.append([f'"breakdown":{{{one}}}' for one in self._joined(*parts)])
        return self._joined(*front, *self._tails(_INTERFACE))

    def _front(
        self, reading: Reading, pair: Callable[[str, str, str], str], *, period: Texts
    ) -> Iterator[Texts]:
        """Region, period and the breakdowns; a code and its name are one text, made once."""
        for column, names in self._cells.names(reading).items():
            texts = {code: pair(column, code, name) for code, name in names.items()}
            cells = self._cells.shared[column]
            yield texts[str(cells[0])] if _all_same(cells) else [texts[str(c)] for c in cells]
            if column == BEFORE[0].name:
                yield period

    @cached_property
    def _csv_tails(self) -> list[str]:
        shared = self._cells.shared
        return list(
            self._joined(*(_csv_texts(shared[name], number=self._number(name)) for name in _FILES))
        )

    @cached_property
    def _json_tails(self) -> list[str]:
        return list(self._joined(*self._tails(_FILES)))

    def _tails(self, names: Sequence[str]) -> Iterator[Texts]:
        """The members of an object behind the breakdowns, with what closes it after the last."""
        for name in names:
            close = "}" if name == names[-1] else ""
            cells, number = self._cells.shared[name], self._number(name)
            yield _json_texts(f'"{name}":', cells, number=number, close=close)

    def _number(self, name: str) -> bool:
        return self._types[name] is ColumnType.NUMBER

    def _joined(self, *columns: Texts) -> Iterator[str]:
        """The texts of every value with commas between; those that all have are joined once."""
        size = len(self._cells.shared["region"])
        pieces: list[Iterable[str]] = []
        for same, group in groupby(columns, key=lambda column: isinstance(column, str)):
            if same:
                pieces.append(repeat(",".join(map(str, group)), size))
            else:
                pieces += group
        return map(",".join, zip(*pieces, strict=True)) if pieces else repeat("", size)


def _csv_texts(cells: Cells, *, number: bool = False) -> Texts:
    if _all_same(cells):
        return _csv_text(cells[0])
    if number:  # digits need no quotes
        return ["" if cell is None else str(cell) for cell in cells]
    texts = {cell: _csv_text(cell) for cell in dict.fromkeys(cells)}
    return [texts[cell] for cell in cells]


def _all_same(cells: Cells) -> bool:
    return bool(cells) and cells[-1] == cells[0] and cells.count(cells[0]) == len(cells)


def _csv_text(cell: Scalar) -> str:
    """A cell as CSV has it: in quotes where it holds what would end it, and never a formula.

    >>> _csv_text('12" wheels'), _csv_text(None)
    ('"12"" wheels"', '')
    """
    text = "" if cell is None else cell_text(str(cell))
    if _QUOTED.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


def _json_texts(opening: str, cells: Cells, *, number: bool = False, close: str = "") -> Texts:
    """The cells as members of an object: `opening` ends with their name, a number is bare."""
    if _all_same(cells):
        return f"{opening}{_json_text(cells[0], number=number)}{close}"
    if number:
        return [f"{opening}{'null' if cell is None else cell}{close}" for cell in cells]
    texts = {
        cell: f"{opening}{_json_text(cell, number=False)}{close}" for cell in dict.fromkeys(cells)
    }
    return [texts[cell] for cell in cells]


def _json_text(cell: Scalar, *, number: bool) -> str:
    if cell is None or not number:
        return json_text(cell)
    return str(cell)
