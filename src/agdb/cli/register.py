"""`agdb register check`: the files of the register, what they hold and what they lack."""

from __future__ import annotations

from dataclasses import asdict

from agdb.cli.context import programme
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.register.fitting import programme_register
from agdb.register.gaps import Account, accounts


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


def _cells(account: Account) -> tuple[str, str, str]:
    lacking = sorted(account.lacking.items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(f"{name} {count}" for name, count in lacking)
    return str(account.records), str(account.unread), words or "-"
