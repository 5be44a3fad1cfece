"""Files as they travel, `.gz` or plain; a file that unpacks to far too much is refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from agdb.sources.contract import RecordedFile
from agdb.sources.wire.fault import fault

_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31  # zlib's word for a gzip header and trailer
_CHUNK: Final = 1 << 20
MOST: Final = 4 << 30  # bytes
_RATIO: Final = 400  # tables of real figures stay below 60; deflate itself ends at 1,032
_RATIO_ASKED_FROM: Final = 64 << 20


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
    for piece in _unpacked(file) if packed else file.chunks(_CHUNK):
        size += len(piece)
        count += piece.count(b",")
        if size > most or count > parts:
            what = f"{most} bytes" if size > most else f"{parts} values"
            raise fault(f"the file holds more than {what}", file.name, remedy="ask for less")
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(file: RecordedFile) -> Iterator[bytes]:
    written = 0
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        for packed in file.chunks(_CHUNK):
            rest = packed
            while rest:
                if unpacker.eof:
                    raise fault("bytes follow after the end of the packed file", file.name)
                piece = unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
                written += len(piece)
                _check(written, file)
                yield piece
    except zlib.error as error:
        raise fault(f"the packed file is damaged ({error})", file.name) from None
    if not unpacker.eof:
        raise fault("the packed file breaks off before its end", file.name)


def _check(written: int, file: RecordedFile) -> None:
    if written > MOST or (written > _RATIO_ASKED_FROM and written > _RATIO * file.size):
        raise fault(
            f"the packed file of {file.size} bytes unpacks to more than {written}",
            file.name,
            remedy="this is no file of figures",
        )
