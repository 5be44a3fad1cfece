"""Files of an earlier publication, used again where nothing that they were made of has changed.

What a file is made of is noted while it is made (`watched`). A file that is remembered has the
names of its release taken out, so that it can have those of the next one. Where they cannot be
found, in a file whose bytes are no text, the names are a fact that it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final
from zipfile import ZipFile
from zlib import crc32

import msgspec

from agdb.files.zipped import PackedFile, member, packed_member, zipped
from agdb.publication.picture.raster import picture_key, png
from agdb.publication.watched import NAMES, Watch, with_names, without_names
from agdb.results.cache import Cache, cached
from agdb.results.release import Release

Files = Iterable[tuple[str, bytes]]
"""Pairs of path and bytes."""
Unit = tuple[str, Callable[[], Files]]
"""Files that are made together: what they are, and how they are made."""
_ZIP: Final = b"PK\x03\x04"


class _Named(msgspec.Struct, frozen=True, array_like=True):
    """A member of an archive that has names of the release in it: its name, and it without them."""

    name: str
    body: bytes


class _File(msgspec.Struct, frozen=True, array_like=True):
    """A file without the names of its release; of an archive its members.

    Those in which no name stands are kept as they lie in it.
    """

    path: str
    body: bytes
    named: dict[int, _Named]
    others: dict[int, PackedFile]


class _Made(msgspec.Struct, frozen=True, array_like=True):
    """Files that were made together, and the hash of every fact that their making looked at.

    `drawn` tells which of the files is the picture of what: by the hash of that, its place.
    """

    facts: dict[str, str]
    files: list[_File]
    drawn: dict[str, int] = {}


class _Site(msgspec.Struct, frozen=True, array_like=True):
    """All that a publication remembers, and the hash of what all its files rest on."""

    ground: str
    made: dict[str, _Made]


PARTS: Final = 2
"""A publication is remembered in so many files, so that as many processes can each write one."""


def part_of(what: str) -> int:
    """Return which part of a publication makes these files.

    All of one subject are in one part, pages in every language and data: they share much work. Each
    part has about half of the work: who makes the first has checked the values by then, and who
    makes the second has more of it to do.

    >>> part_of("page nl indicator bicycles") == part_of("data bicycles")
    True
    >>> part_of("page nl region PV20") == part_of("page en report factsheet-PV20")
    True
    """
    *_, name, key = what.split(" ")
    subject = key.removeprefix("factsheet-").removesuffix("/factsheet") or name
    return int(crc32(subject.encode()) % 100 >= 49)


class Remembered:
    """What an earlier publication to the same address made, for one that is under way."""

    def __init__(self, watch: Watch, memory: Cache, *, made_by: str, release: Release) -> None:
        """Read it; nothing if it rests on another ground, or was made by other code."""
        self._watch, self._memory, self._release = watch, memory, release
        self._base = watch.editions[0].addresses.base
        self._ground = sha256(made_by.encode() + b"\n" + watch.ground).hexdigest()
        self._known: dict[str, _Made] = {}
        self._used: dict[str, _Made] = {}
        self._pictures: dict[str, bytes] = {}
        self._drawn: dict[str, bytes] = {}
        self._read = {part: self.read(part) for part in range(PARTS)}

    def _name(self, part: int) -> str:
        return sha256(f"site\n{self._base}\n{part}".encode()).hexdigest()

    def read(self, part: int) -> dict[str, _Made]:
        """Take up what another process kept of a part since.

        Pictures are taken up whatever they rest on: what each was drawn of decides it alone.
        """
        found = cached(self._memory, self._name(part), msgspec.msgpack.Decoder(_Site).decode)
        if found is None:
            return {}
        for one in found.made.values():
            for key, place in one.drawn.items():
                self._pictures[key] = one.files[place].body
        made = found.made if found.ground == self._ground else {}
        self._known.update(made)
        return made

    def png(self, svg: str, *, width: int) -> bytes:
        """Return the picture that an earlier publication has of the same text, or draw it."""
        key = picture_key(svg, width=width)
        found = self._pictures.get(key)
        self._drawn[key] = png(svg, width=width) if found is None else found
        return self._drawn[key]

    def files(self, what: str, make: Callable[[], Files]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that `make` makes, without making them if no fact of them changed."""
        known = self._known.get(what)
        if known is not None and self._holds(known):
            self._used[what] = known
            for file in known.files:
                yield file.path, _unpacked(file, self._release)
            return
        self._watch.begin()
        self._drawn.clear()
        made = list(make())
        facts = {fact: self._watch.hash_of(fact) for fact in sorted(self._watch.seen)}
        packed = [_packed(path, body, self._release) for path, body in made]
        if self._watch.named and any(map(_is_opaque, made)):
            facts[NAMES] = self._watch.hash_of(NAMES)
        if None not in packed:
            bodies = {id(body): place for place, (_, body) in enumerate(made)}
            drawn = {key: bodies[id(body)] for key, body in self._drawn.items()}
            found = _Made(facts, [one for one in packed if one is not None], drawn)
            self._known[what] = self._used[what] = found
        yield from made

    def _holds(self, known: _Made) -> bool:
        return all(self._watch.hash_of(fact) == was for fact, was in known.facts.items())

    def make(self, part: int, units: Iterable[Unit]) -> None:
        """Make what is not remembered of one part, and nothing of the others."""
        for what, make in units:
            if part_of(what) == part:
                for _ in self.files(what, make):
                    pass

    def keep(self, *parts: int) -> None:
        """Remember what this publication made or used of these parts, and nothing else of them."""
        for part in parts:
            used = {what: made for what, made in self._used.items() if part_of(what) == part}
            if used != self._read[part]:
                body = msgspec.msgpack.encode(_Site(self._ground, used))
                self._memory.put(self._name(part), body)


def _packed(path: str, body: bytes, release: Release) -> _File | None:
    """A file to remember; None for one that could not be given back byte for byte."""
    named: dict[int, _Named] = {}
    others: dict[int, PackedFile] = {}
    if body.startswith(_ZIP):
        with ZipFile(BytesIO(body)) as archive:
            for nth, info in enumerate(archive.infolist()):
                found = archive.read(info)
                bare = without_names(found, release)
                if bare == found:
                    others[nth] = packed_member(body, info)
                else:
                    named[nth] = _Named(info.filename, bare)
    file = _File(path, b"" if named or others else without_names(body, release), named, others)
    return file if _unpacked(file, release) == body else None


def _unpacked(file: _File, release: Release) -> bytes:
    if not (file.named or file.others):
        return with_names(file.body, release)
    found = file.others | {
        nth: member(one.name, with_names(one.body, release)) for nth, one in file.named.items()
    }
    return zipped(found[nth] for nth in sorted(found))


def _is_opaque(file: tuple[str, bytes]) -> bool:
    """Whether a name may stand in a file, or in a member of an archive, without being seen."""
    _, body = file
    if not body.startswith(_ZIP):
        return b"\0" in body
    with ZipFile(BytesIO(body)) as archive:
        return any(b"\0" in archive.read(info) for info in archive.infolist())
