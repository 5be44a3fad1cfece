"""The values of an indicator as rows of text: CSV, SDMX-CSV and JSON, made of whole columns.

What no language changes is written once for all files of an indicator; only the names differ. A
row is never made by itself: see `woven`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final

from agdb.publication.download.as_json import json_text
from agdb.publication.download.cells import Cells, Scalar, ValueCells, all_same
from agdb.publication.download.woven import Part, Spelled, columns_of_bytes, pieces
from agdb.publication.reading.reading import Reading
from agdb.statistics.cell_text import cell_text
from agdb.statistics.columns import AFTER, BEFORE, ColumnType

_FILES: Final = tuple(column.name for column in AFTER if column.files)
_INTERFACE: Final = tuple(column.name for column in AFTER if column.interface)
_REGION: Final = BEFORE[0].name
_PERIOD: Final = BEFORE[-1].name
_NUMBERS: Final = frozenset(one.name for one in AFTER if one.type is ColumnType.NUMBER)
_QUOTED: Final = re.compile('[,"\r\n]')
_NEXT: Final = b",\n"


class ValueLines:
    """The rows of one indicator for files in any language and for the interface.

    Each kind of file comes as pieces that are its rows when they are joined, with nothing between.
    """

    def __init__(self, cells: ValueCells) -> None:
        self._cells = cells
        self._rows = len(cells.shared[_REGION])
        self._numbers: dict[tuple[str, bytes], Part] = {}

    def csv(self, reading: Reading) -> list[bytes]:
        """Return every value as a line of CSV after RFC 4180, with its end."""

        def pair(_: str, code: str, name: str) -> bytes:
            return f"{_csv_text(code)},{_csv_text(name)},".encode()

        period = self._spelled(_PERIOD, lambda cell: f"{_csv_text(cell)},")
        return pieces([*self._front(reading, pair, period), *self._csv_tails], rows=self._rows)

    def json(self, reading: Reading) -> list[bytes]:
        """Return every value as an object of JSON, on lines with commas between."""

        def pair(column: str, code: str, name: str) -> bytes:
            begin = "{" if column == _REGION else ""
            code, name = json_text(code), json_text(name)
            return f'{begin}"{column}":{code},"{column}_name":{name},'.encode()

        front = self._front(reading, pair, self._json_member(_PERIOD, ","))
        return self._without_last([*front, *self._json_tails])

    def interface(self) -> list[bytes]:
        """Return every value as an object of the interface, which has codes and no names."""
        parts: list[Part] = [b"{"]
        parts += [self._json_member(one.name, ",") for one in BEFORE if one.interface]
        parts.append(b'"breakdown":{')
        for nth, one in enumerate(self._cells.reading.definition.breakdowns):
            parts += [b"," if nth else b"", self._json_member(one.id, "")]
        return self._without_last([*parts, b"},", *self._tails(_INTERFACE)])

    def sdmx(
        self, front: Sequence[str], columns: Sequence[str], period: Callable[[str], str]
    ) -> list[bytes]:
        """Return every value as a line of these columns, behind what is in `front` of every line.

        A period is written as `period` has it. Nothing is a formula to who reads SDMX.
        """
        parts: list[Part] = [f"{_quoted(text)},".encode() for text in front]
        for name in columns:
            parts += [self._cell(name, period), b"\n" if name == columns[-1] else b","]
        return pieces(parts, rows=self._rows)

    def _front(
        self, reading: Reading, pair: Callable[[str, str, str], bytes], period: Part
    ) -> Iterator[Part]:
        """Region, period and the breakdowns; a code and its name are one text."""
        for column, names in self._cells.names(reading).items():
            texts: dict[Scalar, bytes] = {
                code: pair(column, code, name) for code, name in names.items()
            }
            yield Spelled(self._cells.shared[column], texts)
            if column == _REGION:
                yield period

    @cached_property
    def _csv_tails(self) -> list[bytes | list[bytes]]:
        parts: list[Part] = []
        for name in _FILES:
            number = name in _NUMBERS
            parts.append(self._number(name, b"") if number else self._spelled(name, _csv_text))
            parts.append(b"\n" if name == _FILES[-1] else b",")
        return columns_of_bytes(parts)

    @cached_property
    def _json_tails(self) -> list[bytes | list[bytes]]:
        return columns_of_bytes(self._tails(_FILES))

    def _tails(self, names: Sequence[str]) -> Iterator[Part]:
        """The members of an object behind the breakdowns, and what closes it."""
        for name in names:
            number = name in _NUMBERS
            yield f'"{name}":'.encode()
            yield self._number(name, b"null") if number else self._spelled(name, json_text)
            yield b"}" + _NEXT if name == names[-1] else b","

    def _json_member(self, name: str, end: str) -> Spelled:
        return self._spelled(name, lambda cell: f'"{name}":{json_text(cell)}{end}')

    def _cell(self, name: str, period: Callable[[str], str]) -> Part:
        if name in _NUMBERS:
            return self._number(name, b"")
        if name == _PERIOD:
            return self._spelled(name, lambda cell: _quoted(period(str(cell))))
        return self._spelled(name, lambda cell: _quoted(_text(cell)))

    def _spelled(self, name: str, spell: Callable[[Scalar], str]) -> Spelled:
        texts = {cell: spell(cell).encode() for cell in self._cells.different(name)}
        return Spelled(self._cells.shared[name], texts)

    def _number(self, name: str, none: bytes) -> Part:
        """A column of numbers: the digits that are printed, and `none` where there are none."""
        if (name, none) not in self._numbers:
            self._numbers[name, none] = _digits(self._cells.shared[name], none)
        return self._numbers[name, none]

    def _without_last(self, parts: Sequence[Part]) -> list[bytes]:
        """The rows, with no comma behind the last."""
        found = pieces(parts, rows=self._rows)
        if found:
            found[-1] = found[-1].removesuffix(_NEXT)
        return found


def _digits(cells: Cells, none: bytes) -> Part:
    if all_same(cells):
        return none if cells[0] is None else _text(cells[0]).encode()
    if not cells:
        return []
    texts = ["" if cell is None else f"{cell}" for cell in cells]
    found = "\n".join(texts).encode().split(b"\n")
    return [text or none for text in found] if none else found


def _text(cell: Scalar) -> str:
    return "" if cell is None else str(cell)


def _csv_text(cell: Scalar) -> str:
    """A cell as CSV has it: in quotes where it holds what would end it, and never a formula.

    >>> _csv_text('12" wheels'), _csv_text(None)
    ('"12"" wheels"', '')
    """
    return _quoted(cell_text(_text(cell)))


def _quoted(text: str) -> str:
    if _QUOTED.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'
