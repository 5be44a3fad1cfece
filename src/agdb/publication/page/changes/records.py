"""What changed of the register of a release, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from agdb.publication.edition import Link
from agdb.publication.page.registered.amounts import in_words
from agdb.publication.page.registered.results import counted
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.language import raised
from agdb.register.entry import Entry
from agdb.register.option import Option
from agdb.results.release_changes import ChangedRecord, RecordMove, ReleaseChanges

SHOWN: Final = 25
"""So many records of one kind are named; the others are counted."""
_STATES: Final = {
    "initiatives": "status",
    "bodies": "body-status",
    "meetings": "meeting",
    "commitments": "commitment",
    "actions": "action",
}


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record, and what happened to it."""

    name: Link
    what: str


@dataclass(frozen=True, slots=True)
class ChangedKind:
    """The records of one kind that changed; `more` counts those that are not named."""

    name: str
    total: str
    rows: tuple[NamedRecord, ...]
    more: int


def changed_kinds(said: RegisterWording, changes: ReleaseChanges) -> Iterator[ChangedKind]:
    """Yield what changed of each kind of record, in the order of the register."""
    say = said.edition.language.say
    for kind, _ in said.register.kinds():
        found = [one for one in changes.records if one.kind == kind]
        if not found:
            continue
        counts = {move: sum(one.move is move for one in found) for move in RecordMove}
        told = [say(f"changes.records.{move}", n=n) for move, n in counts.items() if n]
        rows = tuple(NamedRecord(_name(one, said), _happened(one, said)) for one in found[:SHOWN])
        name = say(f"changes.kind.{kind}")
        yield ChangedKind(name, said.edition.language.listing(told), rows, len(found) - len(rows))


def _happened(one: ChangedRecord, said: RegisterWording) -> str:
    say, of = said.edition.language.say, _STATES.get(one.kind)
    if one.move is not RecordMove.STATE or of is None:
        return say(f"changes.record.{one.move}")
    return say("changes.record.moved", was=said.code(of, one.was), now=said.code(of, one.became))


def _name(changed: ChangedRecord, said: RegisterWording) -> Link:
    """The record by its name; by its id where the release does not have it any more."""
    one = dict(said.register.kinds())[changed.kind].get(changed.ident)
    return Link("", changed.ident) if one is None else named_record(changed.kind, one, said)


def named_record(kind: str, one: Entry, said: RegisterWording) -> Link:
    """Return a record of the release under the name that a reader knows it by."""
    return _NAMES[kind](one, said)


def _option(one: Option, said: RegisterWording) -> Link:
    return Link("", said.words(one.subject) or said.words(one.interpretation) or one.quoted)


_NAMES: Final[Mapping[str, Callable[[Any, RegisterWording], Link]]] = {
    "organisations": lambda one, said: said.of_organisation(one),
    "documents": lambda one, said: said.document(one.id),
    "initiatives": lambda one, said: said.initiative(one.id),
    "money": lambda one, said: Link("", raised(in_words(one, said))),
    "results": lambda one, said: Link("", raised(counted(one, said))),
    "bodies": lambda one, said: said.body(one.id),
    "memberships": lambda one, said: said.organisation(one.organisation),
    "meetings": lambda one, said: said.body(one.body),
    "decisions": lambda one, said: Link("", said.words(one.text)),
    "actions": lambda one, said: Link("", said.words(one.what)),
    "commitments": lambda one, said: Link("", said.words(one.text)),
    "motions": lambda one, said: Link("", raised(said.words(one.title))),
    "options": _option,
}
"""How a record of each kind is named; code lists are words and have no name of their own."""
