"""From the words of a promise to a deadline, by rules that are printed beside it.

The words stay; the date is marked as derived. What names no time has no deadline, and what has no
deadline is never late.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_YEAR: Final = r"(?:\s+(?:van\s+)?(?P<year>\d{4}))?"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something was promised; `rule` names the rule that made it of the words.

    The words of each rule, for a reader, are in the messages.
    """

    day: date
    rule: str


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], date], date | None]]


def deadline(words: str, *, said: date) -> Deadline | None:
    """Return the day that the Dutch `words` of a promise made on `said` come down to, or None.

    A term without a year is the next one after `said`. None means that no time is named.

    >>> deadline("voor de zomer", said=date(2025, 4, 3))
    Deadline(day=datetime.date(2025, 6, 30), rule='before-summer')
    >>> deadline("zo spoedig mogelijk", said=date(2025, 4, 3)) is None
    True
    """
    text = " ".join(words.casefold().split())
    for name, pattern, day_of in _RULES:
        match = pattern.search(text)
        if match is not None:
            day = day_of(match, said)
            if day is not None:
                return Deadline(day, name)
    return None


def _next(month: int, day: int) -> Callable[[re.Match[str], date], date]:
    """The given day of the year that the words name, or of the first year in which it comes."""

    def found(match: re.Match[str], said: date) -> date:
        if match["year"]:
            return date(int(match["year"]), month, day)
        this = date(said.year, month, day)
        return this if this > said else date(said.year + 1, month, day)

    return found


def _in_month(match: re.Match[str], said: date) -> date:
    month = _MONTHS.index(match["month"]) + 1
    year = int(match["year"]) if match["year"] else said.year + (month < said.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _on_day(match: re.Match[str], said: date) -> date | None:
    month = _MONTHS.index(match["month"]) + 1
    day = int(match["day"])
    past = (month, day) < (said.month, said.day)
    year = int(match["year"]) if match["year"] else said.year + past
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _in_quarter(match: re.Match[str], said: date) -> date:
    month = 3 * int(match["quarter"])
    year = int(match["year"]) if match["year"] else said.year + (month < said.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _start_of_year(match: re.Match[str], _: date) -> date:
    return date(int(match["year"]), 3, 31)


def _rule(name: str, pattern: str, day_of: Callable[[re.Match[str], date], date | None]) -> Rule:
    return name, re.compile(pattern), day_of


_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})"
_RULES: Final[tuple[Rule, ...]] = (
    _rule("day", rf"\b(?P<day>\d{{1,2}})\s+{_MONTH}{_YEAR}\b", _on_day),
    _rule("quarter", rf"\b(?P<quarter>[1-4])e kwartaal{_YEAR}", _in_quarter),
    _rule("start-of-year", r"\bbegin\s+(?P<year>\d{4})\b", _start_of_year),
    _rule("from-year", r"\bvanaf\s+(?P<year>\d{4})\b", lambda m, _: date(int(m["year"]), 1, 1)),
    _rule("before-summer", rf"\bv[oó]{{2}}r (?:de zomer|het zomerreces){_YEAR}", _next(6, 30)),
    _rule("after-summer", rf"\bna (?:de zomer|het zomerreces){_YEAR}", _next(9, 30)),
    _rule("autumn", rf"\b(?:dit |in het |het )?najaar{_YEAR}", _next(11, 30)),
    _rule("spring", rf"\b(?:dit |in het |het )?voorjaar{_YEAR}", _next(5, 31)),
    _rule(
        "end-of-year",
        rf"\beinde?(?: van)?(?: het| dit)?(?: jaar)?{_YEAR}",
        _next(12, 31),
    ),
    _rule("month", rf"\b{_MONTH}{_YEAR}\b", _in_month),
)
RULES: Final = tuple(name for name, _, _ in _RULES)
"""The names of the rules, in the order in which they are tried."""
