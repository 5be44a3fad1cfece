"""What a build came to, remembered under everything that it read: the same build is not done again.

A build follows from the programme, what the warehouse says of its datasets, the code, the libraries
and the day. All of these are compared by content, never by the time of a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from agdb.files.ignored import is_ignored
from agdb.files.tree import below
from agdb.release.cache import DiskCache
from agdb.release.code import code_hash, libraries_hash
from agdb.results.cache import cached
from agdb.results.release import ExcludedVersion

_DOCUMENTS = ("datasets", "snapshots", "withdrawals")


class BuildSummary(msgspec.Struct, frozen=True):
    """What `agdb build` says of a release; `warnings` are the sentences that go with it."""

    release: str
    recorded: date
    indicators: int
    values: int
    waiting: tuple[str, ...]
    excluded: tuple[ExcludedVersion, ...]
    warnings: tuple[str, ...]


def state_of(*, programme: Path, data: Path, day: date, as_of: date | None) -> str:
    """Return the hash of all that decides a build of `programme` on the warehouse in `data`.

    Of a dataset its documents count: they hold the checksums of its bytes.
    """
    whole = hashlib.sha256(
        f"build\n{day}\n{as_of}\n{code_hash('agdb')}\n{libraries_hash()}\n".encode()
    )
    parts = (
        *_hashes(programme, (p for p in below(programme) if not _aside(p, programme))),
        *(one for name in _DOCUMENTS for one in _hashes(data, _documents(data / name))),
    )
    for part in parts:
        whole.update(part.encode())
    return whole.hexdigest()


def _hashes(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(path for path in paths if path.is_file()):
        body = hashlib.sha256(path.read_bytes()).hexdigest()
        yield f"{path.relative_to(root).as_posix()}\n{body}\n"


def _documents(folder: Path) -> Iterator[Path]:
    return (path for path in below(folder) if path.suffix == ".json")


def _aside(path: Path, programme: Path) -> bool:
    return is_ignored(path.relative_to(programme))


class KeptBuilds:
    """The summaries of builds in a cache."""

    def __init__(self, cache: DiskCache) -> None:
        self._cache = cache

    def find(self, state: str) -> BuildSummary | None:
        """Return what a build of this state came to, None if that is not known or is damaged."""
        return cached(self._cache, state, msgspec.json.Decoder(BuildSummary).decode)

    def keep(self, state: str, found: BuildSummary) -> None:
        """Remember what a build of this state came to."""
        self._cache.put(state, msgspec.json.encode(found))
