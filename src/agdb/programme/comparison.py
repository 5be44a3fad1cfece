"""A comparison: several indicators side by side in the same periods, and never joined."""

from __future__ import annotations

import re

from pydantic import Field

from agdb.programme.model import Record, Slug, Words
from agdb.statistics.period import Frequency

_MARK = re.compile(r"^\{comparison: *([^}]*?) *\}$")


class Compared(Record):
    """One column: an indicator, and the code of every breakdown that is not taken as a whole."""

    indicator: Slug
    names: Words
    breakdown: dict[str, str] = {}


class Comparison(Record):
    """One file in `comparisons/`: what is set side by side, like with like.

    All values are of one `frequency`, so that a quarter never stands beside a year, and are shown
    in one `unit`.
    """

    id: Slug
    names: Words
    frequency: Frequency
    periods: tuple[str, ...] = Field(min_length=1)
    unit: Slug
    columns: tuple[Compared, ...] = Field(min_length=2)


def marked(line: str) -> str | None:
    """Return the comparison that a line of a text asks for, or None for any other line.

    >>> marked("{comparison: digital-populations}")
    'digital-populations'
    >>> marked("A line of text.") is None
    True
    """
    found = _MARK.match(line.strip())
    return found[1] if found else None
