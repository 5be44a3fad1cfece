"""`agdb user ...`: accounts, their roles, and what is kept of a person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from agdb.cli.context import now, programme
from agdb.cli.desk import current_register, open_desk
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.errors import UsageError

if TYPE_CHECKING:
    from agdb.web.desk.roles import Role

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address that signs in.")]
Organisation = Annotated[
    str, typer.Option(metavar="ID", help="An organisation of the register, by its id.")
]
RoleName = Annotated[
    str,
    typer.Option(
        "--role", metavar="ROLE", help="reader, contributor, reviewer, secretary, administrator."
    ),
]


def add(
    email: Email,
    *,
    organisation: Organisation,
    role: RoleName,
    language: Annotated[str, typer.Option(help="In which its letters are written.")] = "",
    as_json: Json = False,
) -> None:
    """Make an account; its password is asked for, or read as a line where there is no terminal."""
    where = current()
    plan = programme(where)
    if language and language not in plan.plan.languages:
        raise UsageError(
            f"there is no language {language!r}", remedy=f"use {', '.join(plan.plan.languages)}"
        )
    open_desk(where, plan)
    current_register(where, plan, at=now())
    from agdb.web.desk.people import add_user
    from agdb.web.desk.permissions import SYSTEM

    add_user(
        email, organisation=organisation, role=_role(role), password=_password(),
        language=language, by=SYSTEM, at=now(),
    )  # fmt: skip
    _tell(email, role, organisation, as_json=as_json)


def _tell(email: str, role: str, organisation: str, *, as_json: bool, held: bool = True) -> None:
    account = email.strip().lower()
    if as_json:
        put_json({"email": account, "role": role, "organisation": organisation, "held": held})
        return
    put(f"{account} is {'' if held else 'no longer '}{role} for {organisation}")


def list_(*, as_json: Json = False) -> None:
    """List the accounts with their roles."""
    _open()
    from agdb.web.desk.models import User

    rows = [
        (user, [f"{seat.organisation}: {seat.role}" for seat in user.seats.order_by("pk")])
        for user in User.objects.order_by("email").prefetch_related("seats")
    ]
    if as_json:
        put_json(
            [
                {"email": user.email, "active": user.is_active, "roles": roles}
                for user, roles in rows
            ]
        )
        return
    put_table(
        ("account", "active", "last sign-in", "roles"),
        [
            (
                user.email,
                "yes" if user.is_active else "no",
                "never" if user.last_login is None else user.last_login.date().isoformat(),
                ", ".join(roles),
            )
            for user, roles in rows
        ],
    )


def role(
    email: Email,
    *,
    organisation: Organisation,
    role: RoleName,
    take: Annotated[bool, typer.Option("--take", help="Take the role away.")] = False,
    as_json: Json = False,
) -> None:
    """Give an account a role for an organisation, or take it away."""
    _open()
    from agdb.web.desk.people import person, seat, unseat
    from agdb.web.desk.permissions import SYSTEM

    change = unseat if take else seat
    change(person(email), organisation, _role(role), by=SYSTEM, at=now())
    _tell(email, role, organisation, as_json=as_json, held=not take)


def export(email: Email, *, as_json: Json = False) -> None:
    """Print everything that is kept of a person, for that person."""
    _open()
    from agdb.web.desk.people import kept_of, person

    kept = kept_of(person(email))
    if as_json:
        put_json(kept)
        return
    for name, value in kept.items():
        for line in value if isinstance(value, list) else [value]:
            put(f"{name}: {line}")


def erase(
    email: Annotated[str | None, typer.Argument(metavar="[EMAIL]")] = None,
    *,
    unused: Annotated[
        bool, typer.Option("--unused", help="All accounts that nobody used for two years.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Erase a person for good; what was done stays in the log without the person."""
    if (email is None) is not unused:
        raise UsageError("name one account, or give --unused", remedy="one of the two")
    _open()
    from agdb.web.desk.people import erase as erase_person
    from agdb.web.desk.people import person
    from agdb.web.desk.people import unused as unused_accounts
    from agdb.web.desk.permissions import SYSTEM

    found = unused_accounts(now()) if email is None else (person(email),)
    names = ", ".join(user.email for user in found)
    if found and not yes and not typer.confirm(f"Erase {names}? This cannot be undone."):
        raise typer.Abort
    for user in found:
        erase_person(user, by=SYSTEM, at=now())
    if as_json:
        put_json({"erased": len(found)})
        return
    put(f"erased: {len(found)}")


def _open() -> None:
    where = current()
    open_desk(where, programme(where))


def _role(name: str) -> Role:
    from agdb.web.desk.roles import Role

    try:
        return Role(name)
    except ValueError:
        raise UsageError(f"there is no role {name!r}", remedy=f"use {', '.join(Role)}") from None


def _password() -> str:
    if sys.stdin.isatty():
        word: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return word
    word = sys.stdin.readline().rstrip("\n")
    if not word:
        raise UsageError("there is no password", remedy="give it as a line on standard input")
    return word
