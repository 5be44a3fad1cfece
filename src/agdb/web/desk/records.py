"""The records of the register in the database: read, listed, and changed one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from agdb.programme.model import Words
from agdb.register.consistency import faults, references
from agdb.register.entry import Entry
from agdb.register.fields import Fields, FieldsError, entry_of, fields_of
from agdb.register.initiative import Initiative
from agdb.register.meeting import Action
from agdb.register.party import Membership
from agdb.register.register import KINDS, Register, register_of
from agdb.web.desk.ledger import Deed, changed, made
from agdb.web.desk.models import Link, Record
from agdb.web.desk.permissions import PermissionObject, Subject
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.texts import cleaned_fields

Key = tuple[str, str]

SUBJECTS: Final[Mapping[str, Subject]] = {
    "codes": Subject.FACT,
    "organisations": Subject.FACT,
    "documents": Subject.PAPER,
    "initiatives": Subject.FACT,
    "money": Subject.FIGURE,
    "results": Subject.FIGURE,
    "bodies": Subject.BODY,
    "memberships": Subject.BODY,
    "meetings": Subject.MEETING,
    "decisions": Subject.DECISION,
    "actions": Subject.ACTION,
    "commitments": Subject.PAPER,
    "motions": Subject.PAPER,
    "options": Subject.OPTION,
}
"""Which row of the table of permissions each kind of record has."""

_CALLED: Final = ("names", "title", "what", "text", "subject")
_LABEL: Final = 300


@dataclass(frozen=True, slots=True)
class Held:
    """A record as the database has it: its row, and what the row says as a frozen record."""

    row: Record
    entry: Entry

    @property
    def version(self) -> int:
        """How often it was changed, from 1."""
        return self.row.version


def languages() -> tuple[str, ...]:
    """Return the languages of the programme that is served."""
    return settings.AGDB_LANGUAGES


def held(kind: str, ident: str) -> Held:
    """Return the record `ident` of `kind`; raises `NotThereError` without one."""
    row = Record.objects.filter(kind=kind, ident=ident).first()
    if row is None:
        raise NotThereError
    return Held(row, entry(row))


def entry(row: Record) -> Entry:
    """Return what a row says as a frozen record."""
    return entry_of(row.kind, row.fields, languages=languages())


def stored_register() -> Register:
    """Return the whole register as the database has it, in the order of its files."""
    found: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    for row in Record.objects.order_by("kind", "position", "pk").iterator():
        found[row.kind][row.ident] = entry(row)
    return register_of(found)


def keep(kind: str, one: Entry, *, expected: int, deed: Deed) -> Held:
    """Keep a record, new where `expected` is 0, else changed from that version.

    Raises `InvalidError` for one that contradicts what it names or what names it, and
    `ConflictError` where it was changed, or made, meanwhile. Nothing is kept then.
    """
    with transaction.atomic():
        row = Record.objects.filter(kind=kind, ident=one.id).first()
        before: Fields = {} if row is None else dict(row.fields)
        hold_together(kind, one)
        after = fields_of(one)
        if row is None:
            if expected:
                raise NotThereError
            last = Record.objects.filter(kind=kind).aggregate(last=Max("position"))["last"]
            row = Record(kind=kind, ident=one.id, position=0 if last is None else last + 1)
            fill(row, one, after, deed)
            made(row, kind=kind, ident=one.id, after=after, deed=deed)
        else:
            fill(row, one, after, deed)
            changed(
                row, kind=kind, ident=one.id, expected=expected, before=before, after=after,
                deed=deed,
            )  # fmt: skip
        relink(row, kind, one)
    return Held(row, one)


def fill(row: Record, one: Entry, fields: Fields, deed: Deed) -> None:
    """Bring what a row says in line with its record."""
    row.fields = fields
    row.state = state_of(one)
    row.label = label_of(fields)
    row.changed = deed.at


def state_of(one: Entry) -> str:
    """Return the state of the last step of a history, empty without one."""
    history = getattr(one, "history", None)
    return history[-1].state if history and history != "unknown" else ""


def label_of(fields: Fields) -> str:
    """Return what a record is called, in every language, cut to what a list shows.

    >>> label_of({"id": "a", "names": {"nl": "fiets", "en": "bicycle"}})
    'fiets · bicycle'
    """
    for name in _CALLED:
        words: Words | str | None = fields.get(name)
        if isinstance(words, dict):
            return " · ".join(dict.fromkeys(words.values()))[:_LABEL]
    return str(fields["id"])[:_LABEL]


def relink(row: Record, kind: str, one: Entry) -> None:
    """Make the links of a row those that its record names."""
    wanted = links_of(kind, one)
    there = {(link.kind, link.ident): link for link in row.links.all()}
    gone = [link.pk for key, link in there.items() if key not in wanted]
    Link.objects.filter(pk__in=gone).delete()
    Link.objects.bulk_create(
        Link(record=row, kind=to, ident=name) for to, name in sorted(wanted - there.keys())
    )


def links_of(kind: str, one: Entry) -> frozenset[Key]:
    """Return the kind and id of every record that this one names."""
    return frozenset(references(kind, one))


def hold_together(kind: str, one: Entry) -> None:
    """Go on if a record fits all that it names and all that names it, as `agdb check` asks.

    Raises `InvalidError` with each contradiction at its field.
    """
    around, watched = _neighbourhood(kind, one)
    misfits = settings.AGDB_MISFITS
    found = [*faults(around), *(misfits(around) if misfits else ())]
    mistakes = [
        Mistake(fault.where, "contradicts", {"record": fault.ident, "why": fault.what})
        for fault in found
        if (fault.kind, fault.ident) in watched
    ]
    if mistakes:
        raise InvalidError(*mistakes)


def _neighbourhood(kind: str, one: Entry) -> tuple[Register, frozenset[Key]]:
    """The records that can contradict `one`, and which of them to listen to.

    These are what names it, what else names the larger whole that it is part of, and all that any
    of them names, and so on.
    """
    named = set(references(kind, one))
    siblings = {key for key in named if key[0] == kind}
    nearby: dict[Key, Entry] = {}
    for row in _naming({(kind, one.id), *siblings}):
        nearby[row.kind, row.ident] = entry(row)
    nearby[kind, one.id] = one
    watched = frozenset(nearby)
    open_ = {key for (k, _), some in nearby.items() for key in references(k, some)} - nearby.keys()
    while open_:
        rows = [row for row in _rows(open_) if (row.kind, row.ident) not in nearby]
        for row in rows:
            nearby[row.kind, row.ident] = entry(row)
        open_ = {
            key
            for row in rows
            for key in references(row.kind, nearby[row.kind, row.ident])
            if key not in nearby
        }
    kinds: dict[str, dict[str, Entry]] = {}
    for (k, ident), some in nearby.items():
        kinds.setdefault(k, {})[ident] = some
    return register_of(kinds), watched


def _rows(keys: Iterable[Key]) -> Iterable[Record]:
    by_kind: dict[str, list[str]] = {}
    for kind, ident in keys:
        by_kind.setdefault(kind, []).append(ident)
    for kind, idents in by_kind.items():
        yield from Record.objects.filter(kind=kind, ident__in=idents)


def _naming(keys: Iterable[Key]) -> Iterable[Record]:
    for kind, ident in keys:
        yield from Record.objects.filter(links__kind=kind, links__ident=ident)


def target(kind: str, one: Entry) -> PermissionObject:
    """Return a record as far as permissions go: the organisations whose it is, and who sits there.

    Money and results are of the organisations of their initiative.
    """
    subject = SUBJECTS[kind]
    match one:
        case Initiative():
            return PermissionObject(subject, frozenset(one.organisations()))
        case Action():
            return PermissionObject(subject, frozenset({one.owner}))
        case Membership():
            return PermissionObject(subject, frozenset({one.organisation}))
    if kind == "organisations":
        return PermissionObject(subject, frozenset({one.id}))
    if subject is Subject.FIGURE:
        initiative = getattr(one, "initiative", None)
        return PermissionObject(subject, owners(initiative) if initiative else frozenset())
    body = {"bodies": one.id, "meetings": getattr(one, "body", None)}.get(kind)
    if kind == "decisions":
        body = _body_of(getattr(one, "meeting", None))
    sitting = members(body) if body else frozenset[str]()
    return PermissionObject(subject, sitting if kind == "bodies" else frozenset(), members=sitting)


def owners(initiative: str) -> frozenset[str]:
    """Return the organisations of an initiative, none where it does not exist."""
    row = Record.objects.filter(kind="initiatives", ident=initiative).first()
    return (
        frozenset()
        if row is None
        else frozenset(partner["organisation"] for partner in row.fields.get("partners", ()))
    )


def members(body: str) -> frozenset[str]:
    """Return the organisations that sit in a body."""
    sitting = Record.objects.filter(kind="memberships", links__kind="bodies", links__ident=body)
    return frozenset(row.fields["organisation"] for row in sitting)


def _body_of(meeting: str | None) -> str | None:
    row = Record.objects.filter(kind="meetings", ident=meeting or "").first()
    return None if row is None else str(row.fields["body"])


def proposed_entry(kind: str, fields: Fields) -> Entry:
    """Return the record that typed or proposed `fields` make.

    Raises `InvalidError` with each mistake at its field.
    """
    try:
        return entry_of(kind, cleaned_fields(fields), languages=languages())
    except FieldsError as error:
        raise InvalidError(
            *(Mistake(where, "malformed", {"why": why}) for where, why in error.mistakes.items())
        ) from None


def of_kind(kind: str) -> QuerySet[Record]:
    """Return the rows of a kind, in their order."""
    return Record.objects.filter(kind=kind).order_by("position", "pk")
