"""A remainder of a breakdown is what it can be: named by the source, of a whole and its parts."""

from __future__ import annotations

from agdb.errors import ProgrammeError
from agdb.programme.indicator import Indicator
from agdb.programme.known import known
from agdb.programme.programme import Origin, Programme

_ADDED = ("count", "money", "quantity")
_DIVIDED = ("ratio", "per-capita", "growth")
"""Metrics whose terms are taken apart before they are divided."""


def check_remainders(programme: Programme, indicator: Indicator, at: Origin) -> None:
    """Raise `ProgrammeError` for a remainder that has no name, no whole or no parts.

    Also for one of an indicator whose values do not add up: a share has a remainder only where it
    is computed from numbers that do.
    """
    for position, breakdown in enumerate(indicator.breakdowns):
        code = breakdown.remainder
        if code is None:
            continue
        place = at.place("breakdowns", position, "remainder")
        members = programme.classifications[breakdown.classification].members
        known(code, [member.id for member in members], "code of the classification", place)
        if breakdown.total is None or not breakdown.members or code in breakdown.members:
            raise ProgrammeError(
                f"the remainder {code!r} is the total without the members",
                place=place,
                remedy="name total: and members:, and leave the remainder out of the members",
            )
        adds_up = programme.units[indicator.unit].kind in _ADDED
        if not adds_up and indicator.metric.type not in _DIVIDED:
            raise ProgrammeError(
                f"values in {indicator.unit} do not add up, so there is no remainder of them",
                place=place,
                remedy="compute the indicator as a ratio of two numbers that do",
            )
