"""Rows of a file made of whole columns of bytes, all of them joined at once.

What stands in every row is written into the texts of the column beside it, once for each cell that
differs, and not once for each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from agdb.publication.download.cells import Cells, Scalar


@dataclass(frozen=True, slots=True)
class Spelled:
    """The cells of a column, and how each that differs from the others is written."""

    cells: Cells
    texts: Mapping[Scalar, bytes]

    def within(self, before: bytes, after: bytes) -> Spelled:
        """Return the same column with these bytes around each cell."""
        return Spelled(
            self.cells, {cell: before + text + after for cell, text in self.texts.items()}
        )

    def column(self) -> list[bytes]:
        """Return the text of every cell."""
        return list(map(self.texts.__getitem__, self.cells))


Part = bytes | Spelled | list[bytes]
"""What every row has, or a column: of texts of which many are the same, or of others."""


def merged(parts: Iterable[Part]) -> list[Part]:
    """Return parts that give the same rows, as few as there can be.

    >>> merged([b"<", Spelled(["a", "b"], {"a": b"A", "b": b"B"}), b"-", b">"])[0].texts
    {'a': b'<A->', 'b': b'<B->'}
    """
    found: list[Part] = []
    for part in map(_alike, parts):
        if isinstance(part, bytes) and found and isinstance(found[-1], bytes):
            found[-1] += part
        elif part != b"":
            found.append(part)
    return _absorbed(found)


def _alike(part: Part) -> Part:
    """The one text of a column in which all cells are the same."""
    if isinstance(part, Spelled) and len(part.texts) == 1:
        return next(iter(part.texts.values()))
    return part


def _absorbed(parts: Sequence[Part]) -> list[Part]:
    """Write what every row has into the column before it, else into that behind it."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(part, bytes) and isinstance(before, Spelled):
            found[-1] = before.within(b"", part)
        elif isinstance(part, Spelled) and isinstance(before, bytes):
            found[-1] = part.within(before, b"")
        else:
            found.append(part)
    return found


def columns_of_bytes(parts: Iterable[Part]) -> list[bytes | list[bytes]]:
    """Return what is written of each part in every row, so that several files can have it."""
    return [part.column() if isinstance(part, Spelled) else part for part in merged(parts)]


def pieces(parts: Iterable[Part], *, rows: int) -> list[bytes]:
    """Return the pieces that joined are so many rows of the parts.

    >>> b"".join(pieces([[b"1", b"2"], b";"], rows=2))
    b'1;2;'
    """
    columns = [
        repeat(part, rows) if isinstance(part, bytes) else part for part in columns_of_bytes(parts)
    ]
    return list(chain.from_iterable(zip(*columns, strict=True)))
