"""Files of an earlier publication, used again where nothing that they were made of has changed.

What a file is made of is noted while it is made (`watched`). A file that is remembered has the
names of its release taken out, so that it can have those of the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from agdb.publication.watched import Watch, with_names, without_names
from agdb.results.memory import Memory, recalled
from agdb.results.release import Release

Files = Iterable[tuple[str, bytes]]
"""Pairs of path and bytes."""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every member of a workbook


class _File(msgspec.Struct, frozen=True, array_like=True):
    """A file without the names of its release; of a workbook its members, with their names."""

    path: str
    body: bytes
    members: list[tuple[str, bytes]]


class _Made(msgspec.Struct, frozen=True, array_like=True):
    """Files that were made together, and the hash of every fact that their making looked at."""

    facts: dict[str, str]
    files: list[_File]


class _Site(msgspec.Struct, frozen=True, array_like=True):
    """All that a publication remembers, and the hash of what all its files rest on."""

    ground: str
    made: dict[str, _Made]


class Remembered:
    """What an earlier publication to the same address made, for one that is under way."""

    def __init__(self, watch: Watch, memory: Memory, *, made_by: str, release: Release) -> None:
        """Read it; nothing if it rests on another ground, or was made by other code."""
        self._watch, self._memory, self._release = watch, memory, release
        base = watch.editions[0].addresses.base
        self._name = sha256(f"site\n{base}".encode()).hexdigest()
        self._ground = sha256(made_by.encode() + b"\n" + watch.ground).hexdigest()
        self._known = self._read()
        self._used: dict[str, _Made] = {}

    def _read(self) -> dict[str, _Made]:
        found = recalled(self._memory, self._name, msgspec.msgpack.Decoder(_Site).decode)
        return found.made if found is not None and found.ground == self._ground else {}

    def files(self, what: str, make: Callable[[], Files]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that `make` makes, without making them if no fact of them changed."""
        known = self._known.get(what)
        if known is not None and self._holds(known):
            self._used[what] = known
            for file in known.files:
                yield file.path, _unpacked(file, self._release)
            return
        self._watch.begin()
        made = list(make())
        facts = {fact: self._watch.hash_of(fact) for fact in sorted(self._watch.seen)}
        packed = [_packed(path, body, self._release) for path, body in made]
        if None not in packed:
            self._used[what] = _Made(facts, [one for one in packed if one is not None])
        yield from made

    def _holds(self, known: _Made) -> bool:
        return all(self._watch.hash_of(fact) == was for fact, was in known.facts.items())

    def keep(self) -> None:
        """Remember what this publication made or used, and nothing else."""
        if self._used != self._known:
            body = msgspec.msgpack.encode(_Site(self._ground, self._used))
            self._memory.put(self._name, body)


def _packed(path: str, body: bytes, release: Release) -> _File | None:
    """A file to remember; None for one that could not be given back byte for byte."""
    members: list[tuple[str, bytes]] = []
    if path.endswith(".xlsx"):
        with ZipFile(BytesIO(body)) as book:
            members = [(name, without_names(book.read(name), release)) for name in book.namelist()]
    file = _File(path, b"" if members else without_names(body, release), members)
    return file if _unpacked(file, release) == body else None


def _unpacked(file: _File, release: Release) -> bytes:
    if not file.members:
        return with_names(file.body, release)
    stream = BytesIO()
    with ZipFile(stream, "w", compression=ZIP_DEFLATED) as book:
        for name, body in file.members:
            member = ZipInfo(name, _FIRST_DAY)
            member.compress_type = ZIP_DEFLATED
            book.writestr(member, with_names(body, release))
    return stream.getvalue()
