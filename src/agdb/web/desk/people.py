"""Accounts and their roles; and of one person: everything that is kept, and erasing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from agdb.errors import DeskError
from agdb.web.desk.ledger import Deed, note
from agdb.web.desk.models import ContactPerson, Event, HandIn, Record, Seat, User
from agdb.web.desk.permissions import Act, Capacity, PermissionObject, Subject, require
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor, Role, actor

KIND: Final = "account"
UNUSED: Final = timedelta(days=730)
"""How long an account is kept that nobody signs in with: then it is erased."""


def actor_of(user: User) -> Actor:
    """Return who acts when `user` is signed in; an account that was closed has no roles."""
    seats = user.seats.values_list("role", "organisation") if user.is_active else ()
    return actor(user.id, seats)


def add_user(
    email: str,
    *,
    organisation: str,
    role: Role,
    password: str | None,
    language: str = "",
    by: Capacity,
    at: datetime,
) -> User:
    """Make an account with one role, or give one that exists the role too; no role twice.

    Without `password` the account cannot be used before one is set. Raises `DeskError` for an
    invalid address, an organisation that the register does not have, or a weak password.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
        if password is not None:
            validate_password(password, User(email=address))
    except ValidationError as error:
        raise DeskError(" ".join(error.messages).rstrip("."), remedy="choose another") from None
    if not Record.objects.filter(kind="organisations", ident=organisation).exists():
        raise DeskError(
            f"the register has no organisation {organisation!r}",
            remedy="agdb register load takes the files over; then name one by its id",
        )
    with transaction.atomic():
        user = User.objects.filter(email=address).first()
        if user is None:
            user = User(email=address, language=language, joined=at)
            user.set_password(password)
            user.save(force_insert=True)
        elif password is not None:
            raise DeskError(
                "there is an account with this address already",
                remedy="leave the password out to give it another role",
            )
        seat(user, organisation, role, by=by, at=at)
    return user


def seat(user: User, organisation: str, role: Role, *, by: Capacity, at: datetime) -> None:
    """Give an account a role for an organisation of the register; twice is the same as once."""
    if not Record.objects.filter(kind="organisations", ident=organisation).exists():
        raise InvalidError(Mistake("organisation", "no-such-organisation", {"typed": organisation}))
    with transaction.atomic():
        before = _seats(user)
        Seat.objects.get_or_create(user=user, organisation=organisation, role=role.value)
        _note(user, before, Deed(action="give-role", by=by, at=at))


def unseat(user: User, organisation: str, role: Role, *, by: Capacity, at: datetime) -> None:
    """Take a role from an account; raises `DeskError` for the last administrator."""
    with transaction.atomic():
        before = _seats(user)
        taken = user.seats.filter(organisation=organisation, role=role.value)
        if role is Role.ADMINISTRATOR and taken.exists():
            _require_another_administrator(user)
        taken.delete()
        _note(user, before, Deed(action="take-role", by=by, at=at))


def _require_another_administrator(user: User) -> None:
    """Without one nobody could let anybody in."""
    others = Seat.objects.filter(role=Role.ADMINISTRATOR.value, user__is_active=True)
    if not others.exclude(user=user).exists():
        raise DeskError("this is the last administrator", remedy="add another one first")


def invite(actor: Actor, email: str, *, organisation: str, at: datetime) -> User:
    """Make an account for a contributor, who sets a password by a letter; by a secretary."""
    capacity = require(actor, Act.INVITE, PermissionObject(Subject.ACCOUNT))
    return add_user(
        email, organisation=organisation, role=Role.CONTRIBUTOR, password=None, by=capacity, at=at
    )


def give_role(actor: Actor, ident: UUID, organisation: str, role: Role, *, at: datetime) -> None:
    """Give an account a role; nobody changes the own roles."""
    user, capacity = _other(actor, ident, Act.UPDATE)
    seat(user, organisation, role, by=capacity, at=at)


def take_role(actor: Actor, ident: UUID, organisation: str, role: Role, *, at: datetime) -> None:
    """Take a role from an account; nobody changes the own roles."""
    user, capacity = _other(actor, ident, Act.END)
    unseat(user, organisation, role, by=capacity, at=at)


def take_factors(actor: Actor, ident: UUID, *, at: datetime) -> None:
    """Take the second factors from an account whose owner lost them; sessions end at once.

    The owner sets up new ones at the next sign-in, with the password.
    """
    user, capacity = _other(actor, ident, Act.UPDATE)
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk).delete()
        _end_sessions(user)
        _note(user, _seats(user), Deed(action="take-factors", by=capacity, at=at))


def close_account(actor: Actor, ident: UUID, *, at: datetime) -> None:
    """Close an account: it signs in no more, and what it did stays; sessions end at once."""
    user, capacity = _other(actor, ident, Act.END)
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        _end_sessions(user)
        _note(user, _seats(user), Deed(action="close", by=capacity, at=at))


def _other(actor: Actor, ident: UUID, act: Act) -> tuple[User, Capacity]:
    user = User.objects.filter(pk=ident).first()
    if user is None:
        raise NotThereError
    return user, require(actor, act, PermissionObject(Subject.ACCOUNT, account=user.id))


def person(email: str) -> User:
    """Return the account with this address; raises `DeskError` without one."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise DeskError("there is no account with this address", remedy="agdb user list has them")
    return user


def kept_of(user: User) -> dict[str, Any]:
    """Return everything that is kept of a person: account, seats, and what was done with it.

    Passwords, codes and sessions are left out: they are of no use to anybody but a thief.
    """
    contacts = ContactPerson.objects.filter(email__iexact=user.email)
    events = Event.objects.filter(actor=user.id).order_by("id")
    return {
        "email": user.email,
        "language": user.language,
        "active": user.is_active,
        "joined": user.joined.isoformat(),
        "last_sign_in": user.last_login and user.last_login.isoformat(),
        "roles": _seats(user)["roles"],
        "contact_of": [
            {"membership": one.membership, "name": one.name, "telephone": one.telephone}
            for one in contacts
        ],
        "hand_ins": [str(one.pk) for one in HandIn.objects.filter(author=user.id)],
        "events": [
            {
                "at": event.at.isoformat(),
                "role": event.role,
                "organisation": event.organisation,
                "action": event.action,
                "object": f"{event.kind}/{event.ident}",
                "reason": event.reason,
            }
            for event in events
        ],
    }


def erase(user: User, *, by: Capacity, at: datetime) -> None:
    """Erase a person: account, roles, sessions, second factors and places as a contact.

    What was done stays in the log under an opaque id that leads to nobody. Raises `DeskError` for
    the last administrator, without whom nobody could let anybody in.
    """
    if user.seats.filter(role=Role.ADMINISTRATOR.value).exists():
        _require_another_administrator(user)
    with transaction.atomic():
        _note(user, _seats(user), Deed(action="erase", by=by, at=at))
        _end_sessions(user)
        ContactPerson.objects.filter(email__iexact=user.email).delete()
        user.delete()


def unused(at: datetime) -> tuple[User, ...]:
    """Return the accounts that the retention rule erases: nobody signed in with them for long."""
    before = at - UNUSED
    return tuple(
        user
        for user in User.objects.order_by("joined")
        if (user.last_login or user.joined) < before
    )


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _seats(user: User) -> dict[str, Any]:
    held = user.seats.order_by("organisation", "role").values_list("organisation", "role")
    return {"roles": [f"{organisation}: {role}" for organisation, role in held]}


def _note(user: User, before: dict[str, Any], deed: Deed) -> None:
    """Write an event about an account: its opaque id and roles, never its address."""
    count = Event.objects.filter(kind=KIND, ident=str(user.id)).count()
    gone = deed.action == "erase"
    after = {} if gone else _seats(user) | {"active": user.is_active}
    note(kind=KIND, ident=str(user.id), version=count + 1, before=before, after=after, deed=deed)
