"""What in the register contradicts the rest of it: found once, for files and database alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from agdb.register.code import CodeList
from agdb.register.entry import Entry
from agdb.register.money import check_chains
from agdb.register.paper import Document
from agdb.register.register import Register
from agdb.register.result import ResultKind


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a record that contradicts the rest: which record, which field, and why."""

    kind: str
    ident: str
    where: str
    what: str


# Field of a record -> kind of record that it names; a dot leads into a list of parts.
_REFERENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations": {"part_of": "organisations"},
    "documents": {"part_of": "documents"},
    "initiatives": {
        "parent": "initiatives",
        "partners.organisation": "organisations",
        "partners.on_behalf_of": "organisations",
        "goals.owner": "organisations",
        "target_groups": "codes",
        "sectors": "codes",
        "activities": "codes",
    },
    "codes": {},
    "money": {
        "initiative": "initiatives",
        "option": "options",
        "part_of": "money",
        "total_of": "money",
        "fund": "organisations",
        "basis": "documents",
    },
    "results": {"initiative": "initiatives"},
    "bodies": {"part_of": "bodies", "predecessor": "bodies", "initiative": "initiatives"},
    "memberships": {
        "body": "bodies",
        "organisation": "organisations",
        "on_behalf_of": "organisations",
    },
    "meetings": {"body": "bodies", "items.papers": "documents", "papers": "documents"},
    "decisions": {"meeting": "meetings", "money": "money", "replaces": "decisions"},
    "actions": {"owner": "organisations", "decision": "decisions", "commitment": "commitments"},
    "commitments": {
        "ministry": "organisations",
        "answered_by": "documents",
        "repeats": "commitments",
        "changes": "commitments",
        "supplements": "commitments",
    },
    "motions": {"requests.answered_by": "documents", "replaces": "motions"},
    "options": {"interpreted_as": "initiatives"},
}
_WHOLES: Final = (
    ("initiatives", "parent"),
    ("organisations", "part_of"),
    ("bodies", "part_of"),
    ("documents", "part_of"),
    ("decisions", "replaces"),
    ("motions", "replaces"),
)

_BEFORE_THE_START: Final = frozenset(
    {ResultKind.REGISTRATION, ResultKind.PRESELECTION, ResultKind.APPLICATION, ResultKind.GRANT}
)
"""What comes before an initiative starts: who may take part is settled first."""


def faults(register: Register) -> Iterator[Fault]:
    """Yield everything in which records contradict each other, kind by kind.

    References that lead nowhere, circles, chains of money that cannot be, decisions that are
    replaced twice, items of an agenda that are not there, results outside of the period of their
    initiative, codes of another list, and numbers that nobody read.
    """
    yield from _references(register)
    yield from _circles(register)
    yield from _chains(register)
    yield from _answers(register)
    yield from _replaced(register)
    yield from _agendas(register)
    yield from _results(register)
    yield from _codes(register)
    yield from _unread(register)


def references(kind: str, one: Entry) -> Iterator[tuple[str, str]]:
    """Yield the kind and id of every record that `one`, which is of `kind`, names.

    Promises and motions that a document answers are yielded under both kinds, for it does not say
    which of them each is.
    """
    for where, to in _REFERENCES[kind].items():
        for name in _named(one, where.split(".")):
            yield to, name
    for evidence in one.sources:
        if evidence.document is not None:
            yield "documents", evidence.document
    if isinstance(one, Document):
        for name in one.answers:
            yield from (("commitments", name), ("motions", name))


def _references(register: Register) -> Iterator[Fault]:
    known = dict(register.kinds())
    for kind, some in known.items():
        for ident, one in some.items():
            for where, to in _REFERENCES[kind].items():
                for name in _named(one, where.split(".")):
                    if name not in known[to]:
                        yield Fault(
                            kind, ident, where.split(".")[0], f"there is no {name!r} in {to}"
                        )
            for evidence in one.sources:
                if evidence.document is not None and evidence.document not in known["documents"]:
                    what = f"there is no {evidence.document!r} in documents"
                    yield Fault(kind, ident, "sources", what)


def _circles(register: Register) -> Iterator[Fault]:
    known = dict(register.kinds())
    for kind, where in _WHOLES:
        for ident in known[kind]:
            if ident in _above(known[kind], ident, where):
                yield Fault(kind, ident, where, "leads back to itself")


def _chains(register: Register) -> Iterator[Fault]:
    for chain in check_chains(register.money):
        names = ", ".join(one.id for one in chain.parts)
        why = "is part of itself"
        if chain.parts:
            why = f"is {'not' if chain.whole.total_of else 'less than'} its parts {names}"
        yield Fault("money", chain.whole.id, "amount", why)


def _named(one: object, steps: list[str]) -> Iterator[str]:
    """Every name at `steps` of a record: lists are walked, and what is unknown is not a name."""
    if isinstance(one, tuple):
        for part in one:
            yield from _named(part, steps)
    elif steps:
        yield from _named(getattr(one, steps[0]), steps[1:])
    elif isinstance(one, str) and one not in {"unknown", "missing"}:
        yield one


def _above(some: Mapping[str, Entry], ident: str, where: str) -> list[str]:
    found: list[str] = []
    current = getattr(some[ident], where)
    while current in some and current not in found:
        found.append(current)
        current = getattr(some[current], where)
    return found


def _answers(register: Register) -> Iterator[Fault]:
    for document in register.documents.values():
        for name in document.answers:
            if name not in register.commitments and name not in register.motions:
                what = f"there is no commitment or motion {name!r}"
                yield Fault("documents", document.id, "answers", what)


def _replaced(register: Register) -> Iterator[Fault]:
    replaced: dict[str, str] = {}
    for decision in register.decisions.values():
        if decision.replaces in replaced:
            what = f"{decision.replaces!r} is replaced by {replaced[decision.replaces]!r} already"
            yield Fault("decisions", decision.id, "replaces", what)
        elif decision.replaces is not None:
            replaced[decision.replaces] = decision.id


def _agendas(register: Register) -> Iterator[Fault]:
    for decision in register.decisions.values():
        meeting = register.meetings.get(decision.meeting or "")
        numbers = {item.number for item in meeting.items} if meeting is not None else set()
        if meeting is not None and decision.item is not None and decision.item not in numbers:
            what = f"meeting {meeting.id!r} has no item {decision.item}"
            yield Fault("decisions", decision.id, "item", what)


def _results(register: Register) -> Iterator[Fault]:
    for result in register.results.values():
        initiative = register.initiatives.get(result.initiative)
        if initiative is None or initiative.period == "unknown" or result.period == "unknown":
            continue
        start, end = initiative.period.start, initiative.period.end
        early = start is not None and result.period[:4] < start[:4]
        late = end is not None and result.period[:4] > end[:4]
        if late or (early and result.kind not in _BEFORE_THE_START):
            what = f"{result.period} lies outside of the period of {initiative.id!r}"
            yield Fault("results", result.id, "period", what)


def _codes(register: Register) -> Iterator[Fault]:
    """A code of another list: a sector among the target groups."""
    for initiative in register.initiatives.values():
        for where in CodeList:
            for name in getattr(initiative, where.value.replace("-", "_")):
                code = register.codes.get(name)
                if code is not None and code.list is not where:
                    what = f"{name!r} is a code of the list {code.list.value}"
                    yield Fault("initiatives", initiative.id, where.value.replace("-", "_"), what)


def _unread(register: Register) -> Iterator[Fault]:
    """A number of which no source was seen."""
    for money in register.money.values():
        if money.unread and money.amount != "unknown":
            yield Fault("money", money.id, "amount", "nothing that was read says it")
    for result in register.results.values():
        if result.unread and result.value is not None:
            yield Fault("results", result.id, "value", "nothing that was read says it")
