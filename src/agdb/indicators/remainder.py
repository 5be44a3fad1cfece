"""The part of a whole that a source does not give: what is left when the parts it gives are taken.

Numerator and denominator of a share are each taken apart, so that the share of the remainder is
that of the people in it. A remainder has a value only where the whole and every part have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agdb.programme.indicator import Breakdown
from agdb.statistics.identifier import sql_text


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is computed in a breakdown: `code` is the whole `total` without each of `parts`.

    `place` is that of the breakdown in the definition. Whole and parts are numbered from `first`,
    so that one statement can check for each remainder that all of them are there.
    """

    place: int
    code: str
    total: str
    parts: tuple[str, ...]
    first: int

    @property
    def pieces(self) -> range:
        """The numbers of the whole and of each part, in their order."""
        return range(self.first, self.first + 1 + len(self.parts))


def remainders(
    breakdowns: Sequence[Breakdown], *, shown: Sequence[str | None]
) -> tuple[Remainder, ...]:
    """Return the remainders of the breakdowns that a role has; `shown` has None for the others."""
    found: list[Remainder] = []
    first = 1
    for place, (one, expression) in enumerate(zip(breakdowns, shown, strict=True)):
        if one.remainder is not None and one.total is not None and expression is not None:
            found.append(Remainder(place, one.remainder, one.total, one.members, first))
            first += 1 + len(one.members)
    return tuple(found)


def cells_of(breakdown: Breakdown, code: str) -> int:
    """Return of how many codes a code of a breakdown is made: one, but for a remainder.

    >>> crafts = Breakdown(id="kind", names={"en": "Kind"}, dimension="Kind",
    ...     classification="kinds", total="T", members=("ict", "other"), remainder="craft")
    >>> cells_of(crafts, "craft"), cells_of(crafts, "ict")
    (3, 1)
    """
    return 1 + len(breakdown.members) if code == breakdown.remainder else 1


def signed(code: str, *, total: str) -> tuple[str, str, str]:
    """Return value, lower and upper bound of a row as they count in a remainder, as SQL.

    `code` is the expression of the row's code. A part is taken away, so its upper bound lowers
    what is left.
    """
    whole = f"{code} = {sql_text(total)}"
    low = "case when lower is null then value else lower end"
    high = "case when upper is null then value else upper end"
    return (
        f"case when {whole} then value else 0 - value end",
        f"case when {whole} then {low} else 0 - ({high}) end",
        f"case when {whole} then {high} else 0 - ({low}) end",
    )
