"""Periods as CBS titles them: all that a recording tells where its codes were replaced by titles.

The title can disagree with the code: 83583NED titles `2010JJ00` "2010 december". Read from a title,
that is a month. What is not known here is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from agdb.statistics import period as periods
from agdb.statistics.period import Period
from agdb.statistics.status import Finality

_MONTHS: Final = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
_MONTH: Final = "|".join(_MONTHS)
_Y: Final = r"([1-9]\d{3})"
_DAYS: Final = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...]] = (
    (re.compile(_Y), lambda m: periods.year(int(m[1]))),
    (
        re.compile(_Y + r" (?:jaargem\. ?/ ?jaartotaal|jaargemiddelde|jaartotaal)"),
        lambda m: periods.year(int(m[1])),
    ),
    (re.compile(_Y + r" ([12])e halfjaar"), lambda m: periods.half_year(int(m[1]), int(m[2]))),
    (re.compile(_Y + r" ([1-4])e kwartaal"), lambda m: periods.quarter(int(m[1]), int(m[2]))),
    (
        re.compile(_Y + r" ([1-4])(?:st|nd|rd|th) quarter"),
        lambda m: periods.quarter(int(m[1]), int(m[2])),
    ),
    (re.compile(rf"{_Y} ({_MONTH})"), lambda m: periods.month(int(m[1]), _MONTHS[m[2]])),
    (re.compile(_Y + r"/'(\d\d)"), lambda m: Period.parse(f"{m[1]}/{m[2]}")),
    (re.compile(rf"{_Y} ?[-/] ?{_Y}"), lambda m: Period.parse(f"{m[1]}/{m[2]}")),
    (
        re.compile(rf"{_Y} {_DAYS}(\d\d?) ({_MONTH})"),
        lambda m: periods.day(date(int(m[1]), _MONTHS[m[3]], int(m[2]))),
    ),
    (
        re.compile(rf"{_DAYS}(\d\d?) ({_MONTH}) {_Y}"),
        lambda m: periods.day(date(int(m[3]), _MONTHS[m[2]], int(m[1]))),
    ),
)


def period_of_label(label: str) -> Period:
    """Return the period that a title stands for, or one of frequency `other` that keeps it.

    >>> [str(period_of_label(t)) for t in ("2011 2e  kwartaal ", "2024/'25", "2025 januari*")]
    ['2011-Q2', '2024/25', '2025-01']
    >>> str(period_of_label("2001 voor revisie"))
    '2001 voor revisie'
    """
    kept = " ".join(label.split())
    text = kept.rstrip("*").rstrip().lower()
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            try:
                period = build(match)
            except (ValueError, OverflowError):  # no such day, or after the last year of a date
                break
            return period if period.dated else Period.parse(kept)
    return Period.parse(kept)


def finality_of_label(label: str) -> Finality:
    """Return what the asterisks behind a title say; none says nothing.

    >>> finality_of_label("2024**").value, finality_of_label("2023").value
    ('revised-provisional', 'unknown')
    """
    stars = len(label.rstrip()) - len(label.rstrip().rstrip("*"))
    return {1: Finality.PROVISIONAL, 2: Finality.REVISED_PROVISIONAL}.get(stars, Finality.UNKNOWN)
