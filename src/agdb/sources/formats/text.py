"""Separated values as text: decoded without loss, row by row, every error with its line."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from agdb.files.recorded import fault, shown

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
WINDOWS: Final = "cp1252"  # what the world calls Latin-1: its quotes and € are controls there
_MARK: Final = b"\xef\xbb\xbf"
_LONGEST_LINE: Final = 32 << 20
_LONGEST_CELL: Final = 1 << 17


def encoding_of(path: Path, *, name: str, fallback: str | None = None) -> str:
    """Return the encoding that all bytes of `path` have: UTF-8, else the `fallback`.

    Raises `SourceError` if it is neither; nothing is ever left out to make it fit.
    """
    found, offset = "utf-8-sig", 0
    with path.open("rb") as stream:
        for line in bounded_lines(stream, name=name):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                if fallback is None:
                    raise fault(
                        f"byte {offset + error.start} is not UTF-8", name, remedy="save it as UTF-8"
                    ) from None
                found = fallback
            offset += len(line)
    return found


def bounded_lines(stream: BinaryIO, *, name: str) -> Iterator[bytes]:
    """Yield the lines of a file; raises `SourceError` for one that memory should not have to hold.

    It is one for the reader of CSV too if no line break of any kind is in it.
    """
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise fault(
                f"a line is longer than {_LONGEST_LINE} bytes",
                name,
                remedy="this is not a table, or its line breaks were lost",
            )
        yield line


def rows(
    path: Path, *, name: str, delimiter: str, encoding: str = "utf-8-sig", whole: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its last line; line breaks may stand inside quotes.

    Raises `SourceError` for text that does not decode, a control character, a quote that is not
    closed and, where the publisher ends each line (`whole`), for a file that breaks off in one.
    """
    if whole:
        _ends(path, name)
    csv.field_size_limit(_LONGEST_CELL)  # of the whole process: who read before may have raised it
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if _CONTROL.search("".join(row)):
                    raise fault("a control character", name, line=reader.line_num)
                yield reader.line_num, row
        except csv.Error as error:
            raise fault(
                f"not values separated by {shown(delimiter)} ({error})", name, line=reader.line_num
            ) from None
        except UnicodeDecodeError:
            raise fault(
                f"not {encoding.removesuffix('-sig').upper()}",
                name,
                line=_undecodable(path, encoding),
                remedy="save as UTF-8",
            ) from None


def _undecodable(path: Path, encoding: str) -> int | None:
    """The first line that does not decode: the stream is ahead of the row that was read last."""
    with path.open("rb") as stream:
        for number, line in enumerate(bounded_lines(stream, name=path.name), 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None


def first_row(head: bytes, *, delimiter: str) -> list[str]:
    """Return the cells of the first row in `head`, an empty list where that cannot be read.

    >>> first_row("\\ufeff\\"A\\";b\\r\\n1;2".encode(), delimiter=";")
    ['A', 'b']
    """
    return next(first_rows(head, delimiter=delimiter), [])


def first_rows(head: bytes, *, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows in the beginning of a file, line breaks inside quotes and all.

    Ends where a row cannot be read; the last one may be cut where `head` is.

    >>> [*first_rows(b'a,b\\n"one\\ntwo",2\\n"thr', delimiter=",")]
    [['a', 'b'], ['one\\ntwo', '2']]
    """
    content = head.removeprefix(_MARK)
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        text = content.decode(WINDOWS, "replace")
    csv.field_size_limit(_LONGEST_CELL)
    with contextlib.suppress(csv.Error):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _ends(path: Path, name: str) -> None:
    with path.open("rb") as stream:
        stream.seek(-1, io.SEEK_END)
        if stream.read(1) not in b"\r\n":
            raise fault("the last line has no end, so the file may break off there", name)
