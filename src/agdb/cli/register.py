"""`agdb register ...`: what the register holds and lacks; between its files and its database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from agdb.cli.context import now, programme
from agdb.cli.desk import current_register, open_desk
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.errors import ProgrammeError, UsageError
from agdb.files.durable import replace_durably
from agdb.register.fitting import programme_register
from agdb.register.gaps import Account, accounts
from agdb.register.reading import read_register


def check(*, as_json: Json = False) -> None:
    """Print the account of every kind; raises `ProgrammeError` for the first mistake in a file."""
    found = accounts(programme_register(programme(current())))
    if as_json:
        put_json({kind: asdict(account) for kind, account in found.items()})
        return
    put_table(
        ("kind", "records", "not read", "unknown or missing, in how many records"),
        [(kind, *_cells(account)) for kind, account in found.items()],
    )
    total = sum(account.records for account in found.values())
    put(f"records: {total}, no mistake found" if total else "the register has no records")


def load(
    *,
    over: Annotated[
        bool, typer.Option("--over", help="Take the files where the desk changed a record too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take the files of the register into the database, all or nothing; again changes nothing."""
    where = current()
    plan = programme(where)
    files = programme_register(plan)
    open_desk(where, plan)
    from agdb.web.desk.exchange import load_register

    found = load_register(files, at=now(), over=over)
    current_register(where, plan, at=now())  # with what waits from open data
    if as_json:
        put_json(asdict(found))
        return
    put(
        f"new: {found.new}, changed: {found.changed}, the same: {found.same},"
        f" newer at the desk: {found.older}, only at the desk: {found.only_here}"
    )


def export(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Where to; register/ of the programme without it."),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Write the register of the database to its files; loading them changes nothing.

    Files with a record that the desk has never had are not overwritten: load them first.
    """
    where = current()
    plan = programme(where)
    target = where.programme / "register" if folder is None else folder
    open_desk(where, plan)
    from agdb.web.desk.exchange import export_files, unknown_here

    within = sorted(target.iterdir()) if target.exists() else []
    there = {path.name: path for path in within if path.suffix == ".yaml"}
    try:
        texts = {name: path.read_text("utf-8") for name, path in there.items()}
        unknown = unknown_here(read_register(texts, languages=plan.plan.languages))
    except (ProgrammeError, UnicodeDecodeError):
        unknown = "files that cannot be read"
    if unknown:
        raise UsageError(
            f"{target} has what the desk does not know: {unknown}",
            remedy="run agdb register load first, or name another folder",
        )
    files = export_files(at=now())
    written = [
        name
        for name, body in files.items()
        if name not in there or there[name].read_bytes() != body
    ]
    for name in written:
        replace_durably(target / name, files[name])
    if as_json:
        put_json({"folder": str(target), "files": len(files), "written": written})
        return
    put(f"{len(files)} files in {target}, {len(written)} of them written")


def remind(*, as_json: Json = False) -> None:
    """Send the letters of the day: what is still open, and what is late. Run it once a day."""
    where = current()
    open_desk(where, programme(where))
    from agdb.web.desk.reminders import remind as send

    sent = send(at=now())
    if as_json:
        put_json({"sent": sent})
        return
    put(f"letters about {sent} requests and actions")


def _cells(account: Account) -> tuple[str, str, str]:
    lacking = sorted(account.lacking.items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(f"{name} {count}" for name, count in lacking)
    return str(account.records), str(account.unread), words or "-"
