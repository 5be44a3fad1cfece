"""What a publisher's reader is given and what it owes: a recording in, a draft of a dataset out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, Self

from agdb.errors import Place, SourceError
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure

_CHUNK = 1 << 20
_IN_MEMORY = 64 << 20  # bytes: what is read whole holds codes and titles, not figures


class Origin(StrEnum):
    """How a recording came to us."""

    FETCH = "fetch"  # from the publisher, over the network
    IMPORT = "import"  # the publisher's own bytes, brought by hand
    TRANSCRIPTION = "transcription"  # our copy of figures published elsewhere


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """One file of a recording as received: on disk, or still in memory.

    `name` is its path inside the recording, with forward slashes. `sha256` and `size` are those of
    the content at the moment this object was made.

    >>> RecordedFile.of("figures.csv", b"a,b").size
    3
    """

    name: str
    content: Path | bytes
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Return a file that is held in memory."""
        return cls(name, content, hashlib.sha256(content).hexdigest(), len(content))

    @classmethod
    def at(cls, path: Path, *, name: str) -> Self:
        """Return the file at `path`, read once to know its checksum; raises `OSError`."""
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return cls(name, path, digest.hexdigest(), size)

    @property
    def path(self) -> Path:
        """Where the file is on disk; a reader may rely on it, the warehouse stores files first."""
        if isinstance(self.content, bytes):
            raise TypeError(f"{self.name} is held in memory")
        return self.content

    def read(self, *, most: int = _IN_MEMORY) -> bytes:
        """Return the whole content; raises `SourceError` if that is more than `most` bytes."""
        if self.size > most:
            raise SourceError(
                f"the file of {self.size} bytes is larger than one of this kind can be ({most})",
                place=Place(self.name),
                remedy="ask for less at a time, or look whether this is the right file",
            )
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield the content in pieces: of at most `size` bytes, where it is on disk."""
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as stream:
            while chunk := stream.read(size):
                yield chunk

    def head(self, size: int) -> bytes:
        """Return the first `size` bytes, or all there are."""
        if isinstance(self.content, bytes):
            return self.content[:size]
        with self.content.open("rb") as stream:
            return stream.read(size)


@dataclass(frozen=True, slots=True)
class Recording:
    """Files that were recorded together, and what is known about where they come from.

    `recorded` is the day on which the publisher showed these bytes. `publisher_date` is the day on
    which it published them, in its own words, ISO 8601 where it has one. `vintage` is its name for
    the edition, empty for a data set that is simply updated.
    """

    dataset: DatasetId
    files: tuple[RecordedFile, ...]
    recorded: date
    origin: Origin
    address: str
    publisher_date: str
    licence: str
    vintage: str = ""

    @property
    def checksum(self) -> str:
        """SHA-256 of the recording: of its one file, or of the list that `sha256sum *` prints.

        >>> from datetime import date
        >>> one = (RecordedFile.of("a.csv", b"a"),)
        >>> Recording(DatasetId("cbs", "X"), one, date(2025, 1, 1), Origin.IMPORT, "", "", "")\
            .checksum == one[0].sha256
        True
        """
        if len(self.files) == 1:
            return self.files[0].sha256
        lines = sorted(f"{file.sha256}  {file.name}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Label:
    """What the files of a recording say about themselves; None or empty where they are silent."""

    name: str | None = None
    recorded: date | None = None
    address: str = ""
    publisher_date: str = ""
    licence: str = ""
    vintage: str = ""

    @property
    def published(self) -> date | None:
        """The day of `publisher_date`, None where there is none."""
        return day_of(self.publisher_date)


def day_of(publisher_date: str) -> date | None:
    """Return the day of a publisher's own date, None where it does not begin as in ISO 8601.

    >>> day_of("2026-06-30T02:00:00+02:00"), day_of("about the end of June")
    (datetime.date(2026, 6, 30), None)
    """
    try:
        return date.fromisoformat(publisher_date[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Draft:
    """A dataset as a reader proposes it; the warehouse loads it and checks every promise.

    `select` is one SQL query over files of the recording or of the scratch folder, and yields
    exactly `observation_columns(structure.dimensions)`; a column of text may come as one of the
    types in `words`, each of which the warehouse makes an ENUM, in the order of the text. `careful`
    yields the same rows in more time, also of what `select` fails on: a code not in its list.

    `expected_rows` is the number that the publisher claims. `partial` says why the recording is a
    declared slice of the data set.
    """

    structure: Structure
    select: str
    expected_rows: int | None
    partial: str | None
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    careful: str | None = None


Answers = Mapping[str, Sequence[tuple[Any, ...]]]


@dataclass(frozen=True)
class Inquiry:
    """What a reader must ask of its files by SQL before it can give the draft: binary files do not
    read otherwise. The warehouse asks each of the named `questions` and hands the rows to `then`.
    """

    questions: Mapping[str, str]
    then: Callable[[Answers], Draft]


class Reader(Protocol):
    """Reads one form in which one publisher's data sets are recorded."""

    @property
    def proven(self) -> bool:
        """Whether a recording of the publisher's own bytes was read; if not, the docs say so."""
        ...

    @property
    def revision(self) -> str:
        """All that decides the draft besides the files: a new one asks for a new reading."""
        ...

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether these files have this form; looks at names and first bytes, never raises."""
        ...

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the files say about themselves; raises `SourceError` if they contradict."""
        ...

    def read(self, recording: Recording, *, scratch: Path) -> Draft | Inquiry:
        """Return the draft, or what must be asked first; writes only inside `scratch`.

        Raises `SourceError` for bad data.
        """
        ...
