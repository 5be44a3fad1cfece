"""SHA-256 of bytes as they pass, of a file, and of a set of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Final, NamedTuple

# Bytes that are read and written at a time. From a megabyte on one write can cost Linux five times
# the processor time, where it looks for large pages to put it in.
CHUNK: Final = 1 << 18


class Digest(NamedTuple):
    """Checksum and size of some bytes."""

    sha256: str
    size: int


def chunks_of(stream: IO[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """Yield what is left of `stream`, at most `size` bytes at a time."""
    while chunk := stream.read(size):
        yield chunk


def digest(chunks: Iterable[bytes], out: IO[bytes] | None = None) -> Digest:
    """Checksum and size of all `chunks`, each of which is written to `out` on the way.

    >>> digest([b"a", b"b"]).size
    2
    """
    checksum, size = hashlib.sha256(), 0
    for chunk in chunks:
        checksum.update(chunk)
        size += len(chunk)
        if out is not None:
            out.write(chunk)
    return Digest(checksum.hexdigest(), size)


def file_checksum(path: Path) -> str:
    """SHA-256 of a file; one that did not change is read once in a process."""
    status = path.stat()
    return _checksum(path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@lru_cache(maxsize=4096)
def _checksum(path: Path, *_: int) -> str:
    with path.open("rb") as stream:
        return digest(chunks_of(stream)).sha256


def set_checksum(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of files together, from pairs of name and checksum.

    That of one file is its own, that of several is of the sorted list that `sha256sum *` prints.

    >>> set_checksum([("a.csv", "0" * 64)]) == "0" * 64
    True
    """
    lines = sorted(f"{checksum}  {name}\n" for name, checksum in files)
    if len(lines) == 1:
        return lines[0].partition(" ")[0]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
