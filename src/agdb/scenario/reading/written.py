"""A place in a scenario file: where something is written, and how to complain about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agdb.errors import ScenarioError
from agdb.programme.record import T, record

if TYPE_CHECKING:
    from agdb.errors import Place
    from agdb.programme.located import Located, Path


@dataclass(frozen=True, slots=True)
class Known:
    """What a scenario may refer to outside its own files; None takes every name."""

    languages: tuple[str, ...] | None = None
    pillars: frozenset[str] | None = None
    initiatives: frozenset[str] | None = None
    units: frozenset[str] | None = None
    indicators: frozenset[str] | None = None


ANYTHING = Known()


@dataclass(frozen=True, slots=True)
class WrittenAt:
    """The path of one entry in one file."""

    file: Located
    path: Path
    known: Known

    @property
    def place(self) -> Place:
        return self.file.place(tuple(str(step) for step in self.path))

    def __truediv__(self, step: str) -> WrittenAt:
        return WrittenAt(self.file, (*self.path, step), self.known)

    def error(self, what: str, *, remedy: str | None = None) -> ScenarioError:
        """The error to raise about this place."""
        return ScenarioError(what, place=self.place, remedy=remedy)

    def read(self, model: type[T]) -> T:
        """The record written here; raises ProgrammeError with file and line."""
        return record(model, self.file, self.path, languages=self.known.languages)

    def refuse_unknown(self, name: str, names: tuple[str, ...], *, what: str) -> None:
        """Raise if `name` is not one of `names`."""
        if name not in names:
            raise self.error(f"unknown {what} {name!r}", remedy=f"known are {', '.join(names)}")
