"""`agdb release`: which releases there are, and what may be shown of each from when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from agdb.cli.context import now, releases
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.errors import UsageError
from agdb.results.publication import PublicationState, PublicationStep
from agdb.warehouse.ledger import Ledger

Name = Annotated[str, typer.Argument(metavar="RELEASE", help="A release, or the day it is of.")]


def list_(*, as_json: Json = False) -> None:
    """Print the releases that are kept, newest last, with what was decided about each."""
    store = releases(current())
    last, shown, latest = store.publications.last(), store.shown(now()), store.latest_id()
    rows = [
        {
            "release": name,
            "state": last[name].state if name in last else PublicationState.BUILT,
            "until": last[name].until if name in last else None,
            "reason": last[name].reason if name in last else "",
            "latest": name == latest,
            "shown": name == shown,
        }
        for name in store.kept()
    ]
    if as_json:
        put_json({"releases": rows})
        return
    put_table(
        ("release", "state", "until", "", "reason"),
        (
            (
                str(row["release"]),
                str(row["state"]),
                str(row["until"] or ""),
                "shown" if row["shown"] else "latest" if row["latest"] else "",
                str(row["reason"]),
            )
            for row in rows
        ),
    )


def draft(release: Name, *, as_json: Json = False) -> None:
    """Hold a release back until somebody publishes it."""
    _decide(release, PublicationState.DRAFT, as_json=as_json)


def embargo(
    release: Name,
    until: Annotated[str, typer.Argument(metavar="MOMENT", help="As in 2026-12-01T09:00+01:00.")],
    *,
    as_json: Json = False,
) -> None:
    """Hold a release back until a moment; from then on `agdb publish` shows it."""
    _decide(release, PublicationState.EMBARGOED, until=_moment(until), as_json=as_json)


def publish(release: Name, *, as_json: Json = False) -> None:
    """Let a release be shown, also before its embargo ends; `agdb publish` then writes it."""
    _decide(release, PublicationState.PUBLISHED, as_json=as_json)


def withdraw(
    release: Name,
    *,
    reason: Annotated[str, typer.Option(help="Why, for readers: a whole sentence.")],
    as_json: Json = False,
) -> None:
    """Take a release back; its address stays and says why, from the next `agdb publish` on."""
    _decide(release, PublicationState.WITHDRAWN, reason=reason, as_json=as_json)


def _decide(
    release: str,
    state: PublicationState,
    *,
    as_json: bool,
    until: datetime | None = None,
    reason: str = "",
) -> None:
    where, moment = current(), now()
    store, ledger = releases(where), Ledger(where.data)
    name = store.named(release)
    step = PublicationStep(name, state, moment, until, reason)
    ledger.require("releases/")
    store.publications.add(step)
    ledger.catch_up()
    shown = store.shown(moment)
    if as_json:
        put_json({"release": name, "state": state, "until": until, "shown": shown})
        return
    put(f"{name} is {state}{f' until {until.isoformat()}' if until else ''}")
    put(f"agdb publish would show {shown or 'nothing'}")


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UsageError(
            f"{text!r} is not a moment with its zone", remedy="write it as 2026-12-01T09:00+01:00"
        )
    return found
