"""Writes the body of an answer to disk as it comes, and stops what is too large or too slow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from agdb.errors import Place, TransportError
from agdb.files.checksum import Digest, digest
from agdb.files.gunzip import GzipError, gunzipped
from agdb.transport.answer import PassingError
from agdb.transport.limits import Clock, Limits

_PIECE: Final = 1 << 16
_REPORT_EVERY: Final = 1.0

Progress = Callable[[int, float], None]
"""Called with how many bytes came so far, and in how many seconds."""


def write_body(
    parts: Iterable[bytes],
    target: Path,
    *,
    coding: str,
    address: str,
    most: int,
    limits: Limits,
    clock: Clock,
    progress: Progress | None = None,
) -> Digest:
    """Write `parts` to `target` with the content `coding` undone; return what stands on disk.

    `progress` is called about every second with how many bytes came so far, in how many seconds.

    Raises `PassingError` for a body that breaks off, is damaged or comes too slowly,
    `TransportError` for one that is larger than `most` or the limits, or has a coding that was not
    asked for.
    """
    received = _at_most(limits.body_bytes, parts, address)
    reported = received if progress is None else _reported(received, progress, clock=clock)
    paced = _paced(reported, limits=limits, clock=clock)
    plain = _decoded(paced, coding.strip().lower(), address)
    with target.open("wb") as out:
        return digest(_at_most(min(most, limits.decoded_bytes), plain, address), out)


def _at_most(most: int, parts: Iterable[bytes], address: str) -> Iterator[bytes]:
    """The parts, as long as they are no more than `most` bytes together."""
    size = 0
    for part in parts:
        size += len(part)
        if size > most:
            raise TransportError(
                f"the answer is larger than {most} bytes and was stopped there",
                place=Place(address),
                remedy="ask for a smaller part with a query in the programme's source file",
            )
        yield part


def _reported(parts: Iterable[bytes], progress: Progress, *, clock: Clock) -> Iterator[bytes]:
    since = last = clock.monotonic()
    received = 0
    for part in parts:
        received += len(part)
        moment = clock.monotonic()
        if moment - last >= _REPORT_EVERY:
            last = moment
            progress(received, moment - since)
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
        try:
            yield from gunzipped(parts, piece=_PIECE, members=True)
        except GzipError as error:
            raise PassingError(f"the gzip of the answer {error}") from None
    else:
        raise TransportError(
            f"the answer has the content coding {coding!r}, and only gzip was asked for",
            place=Place(address),
            remedy="look at what stands between this machine and the publisher",
        )
