"""How anything at the desk changes: one transaction with its version and its event.

A change says which version it was made on. Where another came first it is refused with what the
other changed, so that nobody overwrites what was never seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F

from agdb.web.desk.models import Event
from agdb.web.desk.permissions import Capacity
from agdb.web.desk.refusals import ConflictError, FieldChange

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is done, by whom, when and why."""

    action: str
    by: Capacity
    at: datetime
    reason: str = ""


class Versioned(Protocol):
    """A row that counts its changes."""

    pk: Any
    version: int


V = TypeVar("V", bound=models.Model)


def made(row: models.Model, *, kind: str, ident: str, after: Fields, deed: Deed) -> None:
    """Keep the new `row` together with the event of its making.

    Raises `ConflictError` if another one took its place meanwhile.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            note(kind=kind, ident=ident, version=1, before=None, after=after, deed=deed)
    except IntegrityError:
        raise conflict(type(row), row.pk, kind=kind, ident=ident, expected=0) from None


def changed(
    row: V, *, kind: str, ident: str, expected: int, before: Fields, after: Fields, deed: Deed
) -> V:
    """Keep the changed `row` if it is still at version `expected`, with the event of the change.

    It has the next version then. Raises `ConflictError` if another change came first.
    """
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(row, name) for name in names if name != "version"}
    with transaction.atomic():
        taken = (
            type(row)
            ._default_manager.filter(pk=row.pk, version=expected)
            .update(**values, version=F("version") + 1)
        )
        if not taken:
            raise conflict(type(row), row.pk, kind=kind, ident=ident, expected=expected)
        row.version = expected + 1  # type: ignore[attr-defined] # every caller's row has one
        note(kind=kind, ident=ident, version=expected + 1, before=before, after=after, deed=deed)
    return row


def note(
    *, kind: str, ident: str, version: int, before: Fields | None, after: Fields | None, deed: Deed
) -> None:
    """Write the event of a change; the caller holds the transaction of the change."""
    Event.objects.create(
        at=deed.at,
        actor=deed.by.actor,
        role=deed.by.role,
        organisation=deed.by.organisation,
        action=deed.action,
        kind=kind,
        ident=ident,
        version=version,
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
        reason=deed.reason,
    )


def conflict(
    model: type[models.Model], pk: object, *, kind: str, ident: str, expected: int
) -> ConflictError:
    """Return the conflict of a change on version `expected`: all that differs from it by now."""
    current = model._default_manager.filter(pk=pk).values_list("version", flat=True).first()
    events = Event.objects.filter(kind=kind, ident=ident)
    last = events.order_by("-version", "-id").first()
    then = events.filter(version=expected).order_by("-id").first()
    old: Fields = (then.after if then else None) or {}
    new: Fields = (last.after if last else None) or {}
    return ConflictError(
        version=int(current or 0),
        changes=differences(old, new),
        role=last.role if last else "",
        organisation=last.organisation if last else "",
        at=last.at if last else None,
    )


def differences(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    """Return every field that differs, in the order of its first appearance.

    >>> differences({"a": 1, "b": 2}, {"b": 3})
    (FieldChange(field='a', before=1, now=None), FieldChange(field='b', before=2, now=3))
    """
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )
