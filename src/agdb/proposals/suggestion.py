"""What the record of a service says in the fields of the register, and where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from agdb.errors import Place, ProgrammeError
from agdb.programme.door import Door
from agdb.register.entry import Entry, Seen
from agdb.register.fields import Fields
from agdb.register.paper import Document
from agdb.register.register import Register
from agdb.sources.service_record import Paper, ServiceRecord

Meaning = TypeVar("Meaning", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A word of the service that has no row in `doors.yaml`, and the field it stood in."""

    field: str
    word: str


@dataclass(frozen=True)
class Suggestion:
    """What a service says, as fields of a record of `record_kind`.

    `known` is the id of the record that it is already; `record_id` that of a new one. `fields` are
    for a new record, and fill what a known one does not know; `updates` are those in which a known
    record follows the service. `evidence` is the source to be written beside them, and `asks` are
    fields that only a person can fill and that no single field shows to be missing.
    """

    record_kind: str
    record_id: str
    known: str | None
    fields: Fields
    updates: Fields
    evidence: Fields
    unrecognised: tuple[Unrecognised, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a suggestion is made against: the register, the words of the service, the day it came.

    `known` is the id of the record that an earlier arrival became, None for the first.
    """

    register: Register
    door: Door
    languages: tuple[str, ...]
    known: str | None
    day: date

    def words(self, text: str) -> Fields:
        """Return `text` in the language of the service; the other languages are asked for."""
        return {self.door.language: text}

    def known_in(self, some: Mapping[str, Entry], matches: Iterable[str]) -> str | None:
        """Return the record of an earlier arrival, or the first that matches; None for neither."""
        if self.known in some:
            return self.known
        return next(iter(matches), None)

    def document(self, paper: Paper) -> str | None:
        """Return the id of the document of the register that is this paper, None if none is."""
        names = {name.casefold() for name in (paper.number, paper.identifier) if name}
        return next(
            (one.id for one in self.register.documents.values() if names & names_of(one)), None
        )


def names_of(one: Document) -> set[str]:
    """By what a document of the register is cited: its identifier, and dossier with number."""
    cited = f"kst-{one.dossier}-{one.number}" if one.dossier and one.number is not None else ""
    return {name.casefold() for name in (one.identifier or "", cited) if name}


class Words:
    """Looks up the words of one record, and keeps those that have no row."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._unrecognised: list[Unrecognised] = []

    @property
    def unrecognised(self) -> tuple[Unrecognised, ...]:
        """The words that were looked up and have no row, each once."""
        return tuple(dict.fromkeys(self._unrecognised))

    def text(self, field: str, word: str) -> str | None:
        """Return what `word` means; None for a word without a row, which is kept."""
        means = self._door.meaning(field, word)
        if means is None:
            self._unrecognised.append(Unrecognised(field, word))
        return means

    def one_of(self, field: str, word: str, kinds: type[Meaning]) -> Meaning | None:
        """Return what `word` means among `kinds`; None for a word without a row, which is kept.

        Raises `ProgrammeError` for a row whose meaning is none of them.
        """
        means = self.text(field, word)
        if means is None:
            return None
        try:
            return kinds(means)
        except ValueError:
            raise ProgrammeError(
                f"{self._door.id}: the word {word!r} of {field!r} means {means!r}, which is not one"
                f" of {', '.join(kinds)}",
                place=Place("doors.yaml"),
                remedy="write one of these words",
            ) from None


def evidence(record: ServiceRecord, *, seen: Seen) -> Fields:
    """Return the source to be written beside what a record says."""
    return {"url": record.address, "seen": seen.value}


def iso(day: date | None) -> str | None:
    """Return a day as the register writes it."""
    return None if day is None else day.isoformat()


def filled(**fields: object) -> Fields:
    """Return the fields that have a value: nothing is written for what the service is silent of."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
