"""Files as they travel, `.gz` or plain; a file that unpacks to far too much is refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from agdb.files.checksum import CHUNK
from agdb.files.recorded import RecordedFile, fault

_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31  # zlib's word for a gzip header and trailer
MOST: Final = 4 << 30  # bytes
_RATIO: Final = 400  # tables of real figures stay below 60; deflate itself ends at 1,032
_RATIO_ASKED_FROM: Final = 64 << 20


class GzipError(ValueError):
    """What is wrong with packed bytes, as the end of a sentence that begins with their name."""


def head(file: RecordedFile, size: int = 1 << 14) -> bytes:
    """Return the first `size` bytes of the plain content, fewer where it is damaged.

    >>> head(RecordedFile.of("a.csv", b"a;b"))
    b'a;b'
    """
    first = file.head(size)
    if not first.startswith(_GZIP):
        return first
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(first, size)
    except zlib.error:
        return b""


def plain(file: RecordedFile, *, scratch: Path) -> Path:
    """Return where the plain content is: the file itself, or its unpacked copy in `scratch`.

    Raises `SourceError` if it is empty, breaks off, or unpacks to more than 4 GiB or 400 times its
    size.
    """
    if not file.size:
        raise fault("the file is empty", file.name)
    if not file.head(2).startswith(_GZIP):
        return file.path
    target = scratch / f"plain-{file.sha256}"
    with target.open("wb") as out:
        for piece in _unpacked(file):
            out.write(piece)
    if not target.stat().st_size:
        raise fault("the file is empty", file.name)
    return target


def content(file: RecordedFile, *, most: int = 256 << 20, parts: int = 12_000_000) -> bytes:
    """Return the plain content in memory.

    Raises `SourceError` for more than `most` bytes, or more than `parts` values between commas: a
    number takes two bytes in a file and thirty once it is read.
    """
    if not file.size:
        raise fault("the file is empty", file.name)
    pieces, size, count = [], 0, 0
    packed = file.head(2).startswith(_GZIP)
    for piece in _unpacked(file) if packed else file.chunks():
        size += len(piece)
        count += piece.count(b",")
        if size > most or count > parts:
            what = f"{most} bytes" if size > most else f"{parts} values"
            raise fault(
                f"the file holds more than {what}",
                file.name,
                remedy="ask for less at a time, or as a table",
            )
        pieces.append(piece)
    return b"".join(pieces)


def gunzipped(
    parts: Iterable[bytes], *, piece: int = CHUNK, members: bool = False
) -> Iterator[bytes]:
    """Yield the plain content of packed `parts`, at most `piece` bytes at a time.

    A small body cannot fill memory before who counts the pieces can stop. With `members` several
    may follow each other, or none, as RFC 1952 allows. Raises `GzipError` if it is not whole.
    """
    unpacker, begun = zlib.decompressobj(_GZIP_WINDOW), False
    for part in parts:
        rest = part
        while rest:
            if unpacker.eof:
                if not members:
                    raise GzipError("goes on after its end")
                unpacker = zlib.decompressobj(_GZIP_WINDOW)
            try:
                plain = unpacker.decompress(rest, piece)
            except zlib.error as error:
                raise GzipError(f"is damaged ({error})") from None
            begun = True
            rest = unpacker.unconsumed_tail or unpacker.unused_data
            if plain:
                yield plain
    if not unpacker.eof and (begun or not members):
        raise GzipError("breaks off before its end")


def _unpacked(file: RecordedFile) -> Iterator[bytes]:
    written = 0
    try:
        for piece in gunzipped(file.chunks()):
            written += len(piece)
            _check(written, file)
            yield piece
    except GzipError as error:
        raise fault(f"the packed file {error}", file.name) from None


def _check(written: int, file: RecordedFile) -> None:
    if written > MOST or (written > _RATIO_ASKED_FROM and written > _RATIO * file.size):
        raise fault(
            f"the packed file of {file.size} bytes unpacks to more than {written}",
            file.name,
            remedy="this is not a file of figures",
        )
