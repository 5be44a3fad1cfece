"""Records as people at the desk read and change them: listed, read, made, edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from agdb.register.entry import Entry
from agdb.register.fields import fields_of
from agdb.register.register import KINDS
from agdb.web.desk.ledger import Deed, conflict
from agdb.web.desk.models import Event, Link, Record
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, readable, require
from agdb.web.desk.records import SUBJECTS, Held, held, keep, of_kind, proposed_entry, target
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor
from agdb.web.desk.texts import cleaned

PAGE: Final = 50
_FIXED: Final = frozenset({"id", "history", "recorded"})
"""What no form sets: the id is for ever, and a history grows by its own steps."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its rows, how many there are in all, and which page it is, from 1."""

    rows: tuple[Record, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(-(-self.total // PAGE), 1)


def listed(
    actor: Actor,
    kind: str,
    *,
    search: str = "",
    state: str = "",
    organisation: str = "",
    page: int = 1,
) -> Listed:
    """Return a page of the records of `kind` that `actor` may see, by their position.

    `search` is found in their names, `organisation` is one that they name. Raises `NotThereError`
    for a kind that there is not.
    """
    found = visible(actor, kind)
    if cleaned(search):
        found = found.filter(label__icontains=cleaned(search))
    if state:
        found = found.filter(state=state)
    if organisation:
        found = found.filter(pk__in=_named_by("organisations", [organisation]))
    total = found.count()
    here = min(max(page, 1), max(-(-total // PAGE), 1))
    rows = found[(here - 1) * PAGE : here * PAGE]
    return Listed(tuple(rows), total, here)


def visible(actor: Actor, kind: str) -> QuerySet[Record]:
    """Return the rows of `kind` that `actor` may see."""
    if kind not in KINDS:
        raise NotThereError
    through = readable(actor, SUBJECTS[kind])
    return of_kind(kind) if through is None else of_kind(kind).filter(_own(kind, through))


def _named_by(kind: str, idents: Iterable[Any]) -> QuerySet[Link, int]:
    return Link.objects.filter(kind=kind, ident__in=idents).values_list("record_id", flat=True)


def _own(kind: str, organisations: frozenset[str]) -> Q:
    """Which records of `kind` are of these organisations, or of a table at which they sit."""
    own = _named_by("organisations", organisations)
    match kind:
        case "organisations":
            return Q(ident__in=organisations)
        case "money" | "results":
            plans = of_kind("initiatives").filter(pk__in=own).values("ident")
            return Q(pk__in=_named_by("initiatives", plans))
        case "bodies" | "meetings" | "decisions":
            sitting = of_kind("memberships").filter(pk__in=own)
            tables = Link.objects.filter(record__in=sitting, kind="bodies").values("ident")
            if kind == "bodies":
                return Q(ident__in=tables)
            meetings = of_kind("meetings").filter(pk__in=_named_by("bodies", tables))
            if kind == "meetings":
                return Q(pk__in=meetings.values("pk"))
            return Q(pk__in=_named_by("meetings", meetings.values("ident")))
    return Q(pk__in=own)


def read(actor: Actor, kind: str, ident: str) -> Held:
    """Return a record that `actor` may see; raises `NotThereError`, whether or not it exists."""
    if kind not in KINDS:
        raise NotThereError
    found = held(kind, ident)
    if not permitted(actor, Act.READ, target(kind, found.entry)):
        raise NotThereError
    return found


def naming(actor: Actor, kind: str, ident: str) -> tuple[Record, ...]:
    """Return the records that name this one, as far as `actor` may see them: links walk back."""
    rows = Record.objects.filter(links__kind=kind, links__ident=ident).order_by("kind", "position")
    kinds = {row.kind for row in rows}
    seen = {one: set(visible(actor, one).values_list("pk", flat=True)) for one in kinds}
    return tuple(row for row in rows if row.pk in seen[row.kind])


def create(actor: Actor, kind: str, fields: Mapping[str, Any], *, at: datetime) -> Held:
    """Make a record of `kind`; the day of recording is that of `at`.

    Raises `InvalidError` for fields that make none, or that contradict the register.
    """
    if kind not in KINDS:
        raise NotThereError
    capacity = require(actor, Act.CREATE, PermissionObject(SUBJECTS[kind]))
    one = proposed_entry(kind, {**fields, "recorded": at.date().isoformat()})
    return keep(kind, one, expected=0, deed=Deed(action="create", by=capacity, at=at))


def edit(
    actor: Actor,
    kind: str,
    ident: str,
    *,
    changes: Mapping[str, Any],
    expected: int,
    at: datetime,
    reason: str = "",
) -> Held:
    """Change some fields of a record; None takes a field back to what it is by default."""
    wrong = [
        Mistake(name, "no-such-field")
        for name in changes
        if name in _FIXED or kind not in KINDS or name not in KINDS[kind].model_fields
    ]
    if wrong:
        raise InvalidError(*wrong)
    return change(
        actor, Act.UPDATE, kind, ident, by=lambda _: changes, expected=expected, at=at,
        action="edit", reason=reason,
    )  # fmt: skip


def change(
    actor: Actor,
    act: Act,
    kind: str,
    ident: str,
    *,
    by: Callable[[Entry], Mapping[str, Any]],
    expected: int,
    at: datetime,
    action: str,
    reason: str = "",
) -> Held:
    """Change a record by what `by` makes of it, if `actor` may do `act` to it.

    Raises `ConflictError` where it is not at version `expected` any more, and `InvalidError`.
    """
    found = read(actor, kind, ident)
    capacity = require(actor, act, target(kind, found.entry))
    if found.version != expected:
        raise conflict(Record, found.row.pk, kind=kind, ident=ident, expected=expected)
    merged = {**fields_of(found.entry), **by(found.entry), "recorded": at.date().isoformat()}
    fields = {name: value for name, value in merged.items() if value is not None}
    deed = Deed(action=action, by=capacity, at=at, reason=cleaned(reason))
    return keep(kind, proposed_entry(kind, fields), expected=expected, deed=deed)


def history(actor: Actor, kind: str, ident: str) -> tuple[Event, ...]:
    """Return the events of a record, the newest first, to who may read its log."""
    owned = target(kind, read(actor, kind, ident).entry).organisations
    require(actor, Act.READ, PermissionObject(Subject.LOG, owned))
    return tuple(Event.objects.filter(kind=kind, ident=ident).order_by("-id"))
