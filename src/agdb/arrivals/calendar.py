"""When the next figures of a source are expected, and whether they are late."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from agdb.programme.source import Expected, Source
from agdb.statistics.period import Period

_MONTHS: Final = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "two-year": 24}
_GRACE_OF_A_RHYTHM: Final = 45  # days: a rhythm alone says little about the day


class Basis(StrEnum):
    """What an expected day rests on."""

    PERIOD = "period"  # so many days after the next period has ended
    DAYS = "days"  # fixed days of the year
    RHYTHM = "rhythm"  # only on how often there is something new


@dataclass(frozen=True, slots=True)
class Expectation:
    """The day on which the next figures are expected, and the last on which they are not late."""

    day: date
    latest: date
    basis: Basis

    def late(self, today: date) -> bool:
        """Whether the figures should have been there.

        >>> expected = Expectation(date(2026, 5, 15), date(2026, 5, 29), Basis.PERIOD)
        >>> expected.late(date(2026, 5, 29)), expected.late(date(2026, 5, 30))
        (False, True)
        """
        return today > self.latest


def expectation(
    source: Source, *, newest: Period | None, published: date | None
) -> Expectation | None:
    """Return when figures of `source` are expected after its newest ones, None if nothing tells.

    `newest` is the newest period of which there are figures, and `published` the day on which they
    came. A source of rhythm `once` is never expected, an irregular one only on its fixed days.
    """
    rule, months = source.expected, _MONTHS.get(source.rhythm)
    if source.rhythm == "once" or published is None:
        return None
    if rule is not None and rule.months:
        return _until(_on_days(rule, published), rule.grace_days, Basis.DAYS)
    if months is None:
        return None
    if rule is None or rule.lag_days is None:
        return _until(months_later(published, months), _GRACE_OF_A_RHYTHM, Basis.RHYTHM)
    if newest is None or not newest.dated:
        return None
    day = months_later(newest.end, months) + timedelta(rule.lag_days)
    return _until(day, rule.grace_days, Basis.PERIOD)


def _until(day: date, grace: int, basis: Basis) -> Expectation:
    return Expectation(day, day + timedelta(grace), basis)


def _on_days(rule: Expected, published: date) -> date:
    years = (published.year, published.year + 1)
    days = sorted(_day(year, month, rule.day) for year in years for month in rule.months)
    return next(day for day in days if day > published)


def months_later(day: date, months: int) -> date:
    """Return the day `months` later, the last of its month where there is no such day.

    >>> months_later(date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day(year, month + 1, day.day)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
