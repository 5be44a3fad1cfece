"""What was told of arrivals, as two files keep it: the memory of it, and the feed for readers.

The memory is a sealed document. The feed is XML for any program that reads feeds, so its checksum
stands in a comment at its end. Both of earlier versions have none, and are read like these.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from agdb.arrivals.arrival import Arrival
from agdb.arrivals.atom import atom
from agdb.errors import AgdbError, Place, WarehouseError
from agdb.files.documents import decoded_or_none, read_document, sealed

MEMORY: Final = "fetch/arrivals.json"
FEED: Final = "fetch.atom"
_SEAL: Final = re.compile(rb"<!-- sha256 ([0-9a-f]{64}) -->\n\Z")
_AGAIN: Final = "run agdb fetch again, or restore it from a backup"


class _Memory(msgspec.Struct, frozen=True):
    arrivals: tuple[Arrival, ...]


def memory_bytes(arrivals: Sequence[Arrival]) -> bytes:
    """Return the memory of what was told, with its checksum."""
    return sealed(_Memory(tuple(arrivals)))


def feed_bytes(arrivals: Sequence[Arrival], *, title: str) -> bytes:
    """Return the feed of it, with its checksum."""
    feed = atom(arrivals, title=title)
    return feed + f"<!-- sha256 {hashlib.sha256(feed).hexdigest()} -->\n".encode()


def read_memory(data: Path) -> tuple[Arrival, ...]:
    """Return what was told below `data`, nothing where nothing was yet.

    Raises `WarehouseError` for a memory that is damaged.
    """
    file = data / MEMORY
    body = file.read_bytes() if file.is_file() else b"[]"
    if body.startswith(b"["):  # of a version that kept no checksum
        told = decoded_or_none(body, tuple[Arrival, ...])
        if told is None:
            raise _fault(file, "the memory of what was fetched is damaged")
        return told
    return read_document(file, _Memory).arrivals


def examine_news(data: Path) -> Iterator[AgdbError]:
    """Yield what is wrong with the memory and the feed below `data`."""
    memory, feed = data / MEMORY, data / FEED
    try:
        read_memory(data)
    except WarehouseError as error:
        yield error
    if not memory.is_file() or memory.read_bytes().startswith(b"["):
        return
    body = feed.read_bytes() if feed.is_file() else b""
    found = _SEAL.search(body)
    if not body:
        yield _fault(feed, "the feed of what was fetched was broken off or deleted")
    elif found is None or hashlib.sha256(body[: found.start()]).hexdigest().encode() != found[1]:
        yield _fault(feed, "the feed of what was fetched is not as it was written")


def _fault(file: Path, what: str) -> WarehouseError:
    return WarehouseError(what, place=Place(str(file)), remedy=_AGAIN)
