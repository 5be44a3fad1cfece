"""The register as a whole: every record by kind and id, now or as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Final, TypeVar

from agdb.register.code import RegisterCode
from agdb.register.entry import Entry
from agdb.register.initiative import Initiative
from agdb.register.meeting import Action, Decision, Meeting
from agdb.register.moment import first_day, known_by
from agdb.register.money import Money
from agdb.register.option import Option
from agdb.register.paper import Commitment, Document, Motion
from agdb.register.party import Body, Membership, Organisation
from agdb.register.result import Result

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Register:
    """All records by id, in the order of the files. Persons are in none of them."""

    codes: Mapping[str, RegisterCode] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    money: Mapping[str, Money] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    motions: Mapping[str, Motion] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)

    def kinds(self) -> Iterator[tuple[str, Mapping[str, Entry]]]:
        """Yield the name of every kind with its records."""
        for one in fields(self):
            yield one.name, getattr(self, one.name)

    def as_of(self, day: date) -> Register:
        """Return the register as its facts stood at the end of `day`.

        A record whose facts are of later is left out, and so is one of which it is not sure that it
        was known by then; of a history only the steps up to that day are kept. Code lists are words
        and no facts: they are all kept.
        """
        then = {
            name: {ident: _until(one, day) for ident, one in some.items() if _known(one, day)}
            for name, some in self.kinds()
        }
        return register_of(then | {"codes": self.codes})


KINDS: Final[Mapping[str, type[Entry]]] = {
    "codes": RegisterCode,
    "organisations": Organisation,
    "documents": Document,
    "initiatives": Initiative,
    "money": Money,
    "results": Result,
    "bodies": Body,
    "memberships": Membership,
    "meetings": Meeting,
    "decisions": Decision,
    "actions": Action,
    "commitments": Commitment,
    "motions": Motion,
    "options": Option,
}
"""The kinds of records by the name of their file, in the order of reading."""


def register_of(kinds: Mapping[str, Mapping[str, Entry]]) -> Register:
    """Return the register of these records, each under the name of its own kind."""
    return Register(**kinds)  # type: ignore[arg-type] # KINDS says which model each kind has


def _known(one: Entry, day: date) -> bool:
    if not known_by(one.as_of, day):
        return False
    history = getattr(one, "history", None)
    return history is None or history == "unknown" or first_day(history[0].since) <= day


def _until(one: E, day: date) -> E:
    """`one` with the steps of its history that had been taken, and the day that then held."""
    history = getattr(one, "history", None)
    if history is None or history == "unknown":
        return one
    steps = tuple(step for step in history if first_day(step.since) <= day)
    return one if len(steps) == len(history) else one.model_copy(update={"history": steps})
