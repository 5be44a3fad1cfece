"""Small CSV files with metadata: semicolon, quotes, line breaks inside quotes, UTF-8."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile

_MOST: Final = 256 << 20  # the largest code list of StatLine is some 10 MB
_LONGEST_CELL: Final = 1 << 24
_AGAIN: Final = "fetch or copy the recording again"


def table(file: RecordedFile) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names in its header.

    Raises `SourceError` if it is not CSV, or if a row has another number of cells. Of columns with
    one name the first counts: the links of a table repeat the names of its properties.
    """
    rows = list(lines(file))
    if not rows:
        raise SourceError("the file is empty", place=Place(file.name), remedy=_AGAIN)
    return list(records(rows[0], rows[1:], name=file.name))


def records(header: list[str], rows: Iterable[list[str]], *, name: str) -> Iterator[dict[str, str]]:
    """Yield each row by the names in `header`; errors as in `table`."""
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise SourceError(
                f"row {number} has {len(row)} cells, and the header has {len(header)}",
                place=Place(name),
                remedy=_AGAIN,
            )
        yield dict(zip(reversed(header), reversed(row), strict=True))


def lines(file: RecordedFile) -> Iterator[list[str]]:
    """Yield the cells of every row that is not blank; raises `SourceError` if it is not CSV."""
    if file.size > _MOST:
        raise SourceError(
            f"{file.size} bytes are too many for metadata", place=Place(file.name), remedy=_AGAIN
        )
    with _refused(file.name):
        text = file.read().decode("utf-8-sig")
        csv.field_size_limit(_LONGEST_CELL)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True):
            if row:
                yield row


def header(file: RecordedFile) -> list[str]:
    """Return the cells of the first row without reading the rest; errors as in `lines`."""
    with _refused(file.name):
        first = file.head(1 << 16).decode("utf-8-sig", errors="ignore")
        row = next(csv.reader(io.StringIO(first, newline=""), delimiter=";"), [])
    if len(set(row)) != len(row) or not all(row):
        raise SourceError(
            "the header has a name twice, or none", place=Place(file.name), remedy=_AGAIN
        )
    return row


def check_end(file: RecordedFile) -> None:
    """Raise `SourceError` for figures that were cut within a line: a count does not show that."""
    with file.path.open("rb") as stream:
        if file.size:
            stream.seek(-1, os.SEEK_END)
        if stream.read(1) != b"\n":
            raise SourceError(
                "the last line has no end, so the file was cut",
                place=Place(file.name),
                remedy="copy the recording again",
            )


@contextmanager
def _refused(name: str) -> Iterator[None]:
    try:
        yield
    except (csv.Error, UnicodeDecodeError) as error:
        raise SourceError(f"not a CSV file ({error})", place=Place(name), remedy=_AGAIN) from None
