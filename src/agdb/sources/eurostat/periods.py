"""Eurostat's time codes: those of today, which print as ours, and those of the old bulk files."""

from __future__ import annotations

import re
from typing import Final

from agdb.statistics.period import Period

_OLD: Final = re.compile(r"(\d{4})(?:M(\d\d)(?:D(\d\d))?|([QS])(\d)|W(\d\d)|_(\d{4}))")


def period_of(code: str) -> Period:
    """Return the period of a time code, or one of frequency `other` that keeps it.

    >>> [str(period_of(code)) for code in ("2026-Q1", "2019M03", "2019Q4 ", "2012_2014")]
    ['2026-Q1', '2019-03', '2019-Q4', '2012/2014']
    """
    code = code.strip()
    match = _OLD.fullmatch(code)
    if match is None:
        return Period.parse(code)
    year, month, day, letter, nth, week, last = match.groups()
    if month:
        modern = f"{year}-{month}" + (f"-{day}" if day else "")
    elif letter:
        modern = f"{year}-{letter}{nth}"
    else:
        modern = f"{year}-W{week}" if week else f"{year}/{last}"
    period = Period.parse(modern)
    return period if period.dated else Period.parse(code)
