"""Who is signed in, and the ways on: only what the role may open is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from agdb.web.desk.messages import names
from agdb.web.desk.models import User
from agdb.web.desk.people import actor_of as seated
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.wording import say


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page to go to from everywhere."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """What stands around every page."""

    signed_in: bool
    invented: bool
    roles: str = ""
    organisation: str = ""
    entries: tuple[MenuEntry, ...] = ()


_ALL: Final = frozenset(Role)
_WAYS: Final = (
    ("desk-home", "menu.home", _ALL),
    ("desk-review-queue", "menu.review", frozenset({Role.REVIEWER})),
    ("desk-bodies", "menu.bodies", _ALL),
    ("desk-actions", "menu.actions", _ALL),
    ("desk-commitments", "menu.commitments", _ALL),
    ("desk-records", "menu.register", _ALL),
    ("desk-arrivals", "menu.arrivals", frozenset({Role.REVIEWER, Role.SECRETARY})),
    ("desk-texts", "menu.texts", frozenset({Role.REVIEWER, Role.SECRETARY})),
    ("desk-requests", "menu.requests", frozenset({Role.SECRETARY})),
    ("desk-people", "menu.people", frozenset({Role.SECRETARY, Role.ADMINISTRATOR})),
)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: the account of the session with its seats, a visitor without one."""
    user = request.user
    if not isinstance(user, User):
        return Actor()
    found: Actor | None = getattr(request, "_desk_actor", None)
    if found is None:
        found = seated(user)
        request._desk_actor = found  # type: ignore[attr-defined] # asked several times a page
    return found


def refuse(request: HttpRequest) -> None:
    """Let nothing around the page name who asked or what was asked for.

    So what is hidden and what does not exist are refused with the same bytes.
    """
    request._desk_refused = True  # type: ignore[attr-defined] # read when the page is drawn


def is_refused(request: HttpRequest) -> bool:
    """Return whether the page that is drawn is a refusal."""
    return getattr(request, "_desk_refused", False)


def menu(request: HttpRequest) -> Menu:
    """Return what stands around the page that is asked for."""
    invented: bool = settings.AGDB_DEMO
    user = getattr(request, "user", None)
    if is_refused(request) or not isinstance(user, User):
        return Menu(signed_in=False, invented=invented)
    who, speak = actor_of(request), say(active())
    entries = tuple(
        MenuEntry(speak(text), reverse(name), request.path == reverse(name))
        for name, text, roles in _WAYS
        if who.roles & roles
    )
    return Menu(
        signed_in=True,
        invented=invented,
        roles=", ".join(speak(f"role.{role}") for role in Role if role in who.roles),
        organisation=", ".join(
            names("organisations", ident).get(active(), ident)
            for ident in sorted(who.organisations)
        ),
        entries=entries,
    )
