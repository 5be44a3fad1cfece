"""Options that several commands have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from agdb.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def parse_date(text: str) -> date:
    """Return the date; raises `UsageError` for a text that is not one.

    >>> parse_date("2025-04-22")
    datetime.date(2025, 4, 22)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date", remedy="write it as 2025-04-22") from None


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=parse_date, help="As known on this date."),
]
