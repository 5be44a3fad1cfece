"""Checks that a name refers to something that exists, and can be the name of a column."""

from __future__ import annotations

from collections.abc import Iterable

from agdb.errors import Place, ProgrammeError, StatisticsError
from agdb.statistics.identifier import checked_column


def require(name: str, names: Iterable[str], what: str, place: Place) -> None:
    """Raise `ProgrammeError` at `place` if `name` is not among the `names` of `what` there are."""
    there = sorted(names)
    if name not in there:
        some = ", ".join(there[:8]) + (", ..." if len(there) > 8 else "")
        raise ProgrammeError(f"there is no {what} {name!r}", place=place, remedy=f"known: {some}")


def require_column(name: str, place: Place) -> None:
    """Raise `ProgrammeError` at `place` if `name` cannot be the name of a column."""
    try:
        checked_column(name)
    except StatisticsError as error:
        raise ProgrammeError(error.what, place=place, remedy=error.remedy) from None
