"""A file as it was received, and what is said when something is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from agdb.errors import Place, SourceError, StatisticsError
from agdb.files.checksum import CHUNK, chunks_of, digest

_IN_MEMORY: Final = 64 << 20  # bytes: what is read whole holds codes and titles, not figures


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
        return cls(name, content, *digest([content]))

    @classmethod
    def at(cls, path: Path, *, name: str) -> Self:
        """Return the file at `path`, read once to know its checksum; raises `OSError`."""
        with path.open("rb") as stream:
            return cls(name, path, *digest(chunks_of(stream)))

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

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the content in pieces: of at most `size` bytes, where it is on disk."""
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as stream:
            yield from chunks_of(stream, size)

    def head(self, size: int) -> bytes:
        """Return the first `size` bytes, or all there are."""
        if isinstance(self.content, bytes):
            return self.content[:size]
        with self.content.open("rb") as stream:
            return stream.read(size)


class TakeFile(Protocol):
    """Makes a recorded file of one on disk, as `RecordedFile.at` does."""

    def __call__(self, path: Path, *, name: str) -> RecordedFile:
        """Return the file at `path`; raises `OSError` if it cannot be read."""
        ...


AGAIN: Final = "fetch or copy the recording again"
_QUOTED: Final = 60


def fault(what: str, name: str, *, line: int | None = None, remedy: str = AGAIN) -> SourceError:
    """Return the error for `what` in the file `name`.

    >>> print(fault("the file is empty", "a.csv"))
    a.csv: the file is empty; fetch or copy the recording again.
    """
    return SourceError(what, place=Place(name, line=line), remedy=remedy)


def shown(text: object) -> str:
    """Return `text` quoted, on one line and short enough for a sentence.

    >>> shown("geo\\n")
    "'geo\\\\n'"
    """
    quoted = repr(text)
    return quoted if len(quoted) <= _QUOTED else quoted[:_QUOTED] + "...'"


def placed(
    error: SourceError | StatisticsError, dataset: str, files: Iterable[RecordedFile] = ()
) -> SourceError:
    """Return the same error with `dataset` at the head of its place.

    A recording is read from our stored copy, which is called after its checksum: where an error
    names that, the result names the file as its sender calls it.

    >>> print(placed(SourceError("the file is empty", place=Place("a.json")), "cbs:1"))
    cbs:1 a.json: the file is empty.
    """
    files, what, place = tuple(files), error.what, error.place or Place(dataset)
    where = place.name
    for file in files:
        for ours in (f"plain-{file.sha256}", file.sha256):
            what, where = what.replace(ours, file.name), where.replace(ours, file.name)
    if where == dataset and len(files) == 1 and place.line is None and place.cell is None:
        where = f"{dataset} {files[0].name}"
    elif not where.startswith(dataset):
        where = f"{dataset} {where}"
    place = Place(where, line=place.line, cell=place.cell)
    return SourceError(what, place=place, remedy=error.remedy)
