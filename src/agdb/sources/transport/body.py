"""Writes the body of an answer to disk as it comes, and stops what is too large or too slow."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agdb.errors import Place, TransportError
from agdb.sources.transport.clock import Clock
from agdb.sources.transport.failure import PassingError
from agdb.sources.transport.limits import Limits

_PIECE: Final = 1 << 16
_TELL_EVERY: Final = 1.0
_GZIP: Final = 31  # zlib's word for: gzip header and trailer, window of any size

Heard = Callable[[int, float], None]
"""Told how many bytes came, and in how many seconds."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on disk."""

    size: int
    sha256: str


def write_body(
    parts: Iterable[bytes],
    target: Path,
    *,
    coding: str,
    address: str,
    most: int,
    limits: Limits,
    clock: Clock,
    heard: Heard | None = None,
) -> Written:
    """Write `parts` to `target` with the content `coding` undone.

    `heard` is told about every second how many bytes came so far, and in how many seconds.

    Raises `PassingError` for a body that breaks off, is damaged or comes too slowly,
    `TransportError` for one that is larger than `most` or the limits, or has a coding that was not
    asked for.
    """
    bounded = _bounded(parts, limits.body_bytes, address)
    told = bounded if heard is None else _told(bounded, heard, clock=clock)
    paced = _paced(told, limits=limits, clock=clock)
    digest, size, most = hashlib.sha256(), 0, min(most, limits.decoded_bytes)
    with target.open("wb") as out:
        for piece in _decoded(paced, coding.strip().lower(), address):
            size += len(piece)
            if size > most:
                raise _too_large(most, address)
            digest.update(piece)
            out.write(piece)
    return Written(size, digest.hexdigest())


def _bounded(parts: Iterable[bytes], most: int, address: str) -> Iterator[bytes]:
    received = 0
    for part in parts:
        received += len(part)
        if received > most:
            raise _too_large(most, address)
        yield part


def _too_large(most: int, address: str) -> TransportError:
    return TransportError(
        f"the answer is larger than {most} bytes and was stopped there",
        place=Place(address),
        remedy="ask for a smaller part with a query in the programme's source file",
    )


def _told(parts: Iterable[bytes], heard: Heard, *, clock: Clock) -> Iterator[bytes]:
    since = last = clock.monotonic()
    received = 0
    for part in parts:
        received += len(part)
        moment = clock.monotonic()
        if moment - last >= _TELL_EVERY:
            last = moment
            heard(received, moment - since)
        yield part


def _paced(parts: Iterable[bytes], *, limits: Limits, clock: Clock) -> Iterator[bytes]:
    since, received = clock.monotonic(), 0
    for part in parts:
        received += len(part)
        passed = clock.monotonic() - since
        if passed >= limits.slow_window:
            if received < limits.slow_bytes:
                raise PassingError(f"the answer drips: {received} bytes in {passed:.0f} seconds")
            since, received = clock.monotonic(), 0
        yield part


def _decoded(parts: Iterable[bytes], coding: str, address: str) -> Iterator[bytes]:
    if coding in {"", "identity"}:
        yield from parts
    elif coding in {"gzip", "x-gzip"}:
        yield from _unzipped(parts)
    else:
        raise TransportError(
            f"the answer has the content coding {coding!r}, and only gzip was asked for",
            place=Place(address),
            remedy="look at what stands between this machine and the publisher",
        )


def _unzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """In pieces of bounded size, so that a small body cannot fill memory before it is counted."""
    gzip = zlib.decompressobj(_GZIP)
    fresh = True
    for part in parts:
        rest = part
        while rest:
            if gzip.eof:  # RFC 1952: members may follow each other
                gzip = zlib.decompressobj(_GZIP)
            try:
                piece = gzip.decompress(rest, _PIECE)
            except zlib.error as error:
                raise PassingError(
                    f"the answer is not the gzip that it claims to be ({error})"
                ) from None
            fresh = False
            rest = gzip.unconsumed_tail or gzip.unused_data
            if piece:
                yield piece
    if not gzip.eof and not fresh:
        raise PassingError("the answer breaks off inside its gzip")
