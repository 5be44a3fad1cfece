"""A name in the programme is one that exists, or a sentence that says which there are."""

from __future__ import annotations

from collections.abc import Iterable

from agdb.errors import Place, ProgrammeError


def known(name: str, names: Iterable[str], what: str, place: Place) -> None:
    """Raise `ProgrammeError` at `place` if `name` is not among the `names` of `what` there are."""
    there = sorted(names)
    if name not in there:
        some = ", ".join(there[:8]) + (", ..." if len(there) > 8 else "")
        raise ProgrammeError(f"there is no {what} {name!r}", place=place, remedy=f"known: {some}")
