"""What stays inside: notes with an agenda, and who fills a membership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agdb.register.fields import Fields
from agdb.register.party import Membership
from agdb.web.desk.ledger import Deed, changed, made
from agdb.web.desk.models import ContactPerson, InsideNote
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import held, members
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor
from agdb.web.desk.texts import cleaned

_LONGEST: Final = {"name": 200, "email": 254, "telephone": 40}


class NoteSort(StrEnum):
    """What a note under an item of an agenda is about."""

    AIM = "aim"
    INPUT = "input"
    POSITIONS = "positions"
    RISKS = "risks"
    FOLLOW_UP = "follow-up"


def notes(actor: Actor, meeting: str) -> tuple[InsideNote, ...]:
    """Return the notes with the agenda of a meeting; raises `NotThereError` to who has no seat."""
    require(actor, Act.READ, _of_meeting(meeting))
    return tuple(InsideNote.objects.filter(meeting=meeting).order_by("item", "sort"))


def write_note(
    actor: Actor, meeting: str, item: int, sort: NoteSort, *, text: str, expected: int, at: datetime
) -> InsideNote:
    """Write a note under an item of an agenda, a new one where `expected` is 0.

    The log keeps that it was written, by whom and when, and not what it says.
    """
    target = _of_meeting(meeting)
    row = InsideNote.objects.filter(meeting=meeting, item=item, sort=sort.value).first()
    capacity = require(actor, Act.CREATE if row is None else Act.UPDATE, target)
    deed = Deed(action="write-note", by=capacity, at=at)
    ident = f"{meeting}/{item}/{sort.value}"
    if row is None:
        row = InsideNote(meeting=meeting, item=item, sort=sort.value, text=cleaned(text))
        made(row, kind="note", ident=ident, after={}, deed=deed)
        return row
    row.text = cleaned(text)
    return changed(row, kind="note", ident=ident, expected=expected, before={}, after={}, deed=deed)


def contact(actor: Actor, membership: str) -> ContactPerson | None:
    """Return who fills a membership, None where nobody is named."""
    require(actor, Act.READ, _of_membership(membership))
    return ContactPerson.objects.filter(membership=membership).first()


def contacts(actor: Actor, seats: Iterable[Membership]) -> dict[str, ContactPerson]:
    """Return who fills these memberships by their id, as far as `actor` may see it."""
    seen = [
        one.id for one in seats if permitted(actor, Act.READ, _of_organisation(one.organisation))
    ]
    rows = ContactPerson.objects.filter(membership__in=seen)
    return {row.membership: row for row in rows}


def name_contact(
    actor: Actor,
    membership: str,
    *,
    name: str,
    email: str,
    telephone: str,
    expected: int,
    at: datetime,
) -> ContactPerson:
    """Name who fills a membership, a new person where `expected` is 0.

    The log keeps that it was changed, by whom and when, and neither name nor address.
    """
    target = _of_membership(membership)
    row = ContactPerson.objects.filter(membership=membership).first()
    capacity = require(actor, Act.UPDATE, target)
    deed = Deed(action="name-contact", by=capacity, at=at)
    empty: Fields = {}
    given = _person(name, email, telephone)
    if row is None:
        organisation = next(iter(target.organisations))
        row = ContactPerson(membership=membership, organisation=organisation, changed=at, **given)
        made(row, kind="contact", ident=membership, after=empty, deed=deed)
        return row
    row.name, row.email, row.telephone = given["name"], given["email"], given["telephone"]
    row.changed = at
    return changed(
        row, kind="contact", ident=membership, expected=expected, before=empty, after=empty,
        deed=deed,
    )  # fmt: skip


def _person(name: str, email: str, telephone: str) -> dict[str, str]:
    """What was typed about a person; raises `InvalidError` for what is not a name or address."""
    given = {"name": cleaned(name), "email": cleaned(email), "telephone": cleaned(telephone)}
    wrong = [] if given["name"] else [Mistake("name", "name-missing")]
    wrong += [
        Mistake(field, "too-long", {"most": str(most)})
        for field, most in _LONGEST.items()
        if len(given[field]) > most
    ]
    try:
        if given["email"]:
            validate_email(given["email"])
    except ValidationError:
        wrong.append(Mistake("email", "bad-email"))
    if wrong:
        raise InvalidError(*wrong)
    return given


def _of_meeting(meeting: str) -> PermissionObject:
    body = str(held("meetings", meeting).row.fields["body"])
    return PermissionObject(Subject.INSIDE, members=members(body))


def _of_membership(membership: str) -> PermissionObject:
    found = held("memberships", membership).entry
    if not isinstance(found, Membership):
        raise NotThereError
    return _of_organisation(found.organisation)


def _of_organisation(ident: str) -> PermissionObject:
    return PermissionObject(Subject.PERSON, frozenset({ident}))
