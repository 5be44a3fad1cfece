"""When the next figures of a source are expected, and whether they are late."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile
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


class Standing(StrEnum):
    """How sure an expected day is."""

    DOCUMENTED = "documented"  # the publisher says so
    OBSERVED = "observed"  # so it was at an earlier publication
    DERIVED = "derived"  # only how often there is something new is known


@dataclass(frozen=True, slots=True)
class Expectation:
    """The day on which the next figures are expected, and the last on which they are not late."""

    day: date
    latest: date
    basis: Basis
    observed: bool = False

    @property
    def standing(self) -> Standing:
        """How sure the day is."""
        if self.basis is Basis.RHYTHM:
            return Standing.DERIVED
        return Standing.OBSERVED if self.observed else Standing.DOCUMENTED

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
    return next(_expectations(source, newest=newest, published=published), None)


def upcoming(
    source: Source, *, newest: Period | None, published: date | None, since: date, until: date
) -> tuple[Expectation, ...]:
    """Return what is expected up to and with `until`, as if each publication came on its day.

    What was expected before `since` comes first, and only once, however many were missed.
    """
    found = _expectations(source, newest=newest, published=published)
    days = list(takewhile(lambda one: one.day <= until, found))
    return tuple(one for place, one in enumerate(days) if place == 0 or one.day >= since)


def _expectations(
    source: Source, *, newest: Period | None, published: date | None
) -> Iterator[Expectation]:
    """Every day that is expected, the first one first; there is no last one."""
    rule, months = source.expected, _MONTHS.get(source.rhythm)
    if source.rhythm == "once" or published is None:
        return
    if rule is not None and rule.months:
        day = published
        while True:
            day = _next_of(rule, day)
            yield _until(day, rule.grace_days, Basis.DAYS, observed=rule.observed)
    if months is None:
        return
    if rule is None or rule.lag_days is None:
        first = _by_rhythm(months, newest, published)
        for number in count():
            day = months_later(first, months * number)
            yield _until(day, _GRACE_OF_A_RHYTHM, Basis.RHYTHM)
    elif newest is not None and newest.dated:
        for number in count(1):
            day = months_later(newest.end, months * number) + timedelta(rule.lag_days)
            yield _until(day, rule.grace_days, Basis.PERIOD, observed=rule.observed)


def _by_rhythm(months: int, newest: Period | None, published: date) -> date:
    """One rhythm after the newest figures came; or sooner, one rhythm after the next period ends.

    What was published late, or copied long after it appeared, does not put off what comes next.
    """
    day = months_later(published, months)
    if newest is None or not newest.dated:
        return day
    return min(day, months_later(newest.end, 2 * months))


def _until(day: date, grace: int, basis: Basis, *, observed: bool = False) -> Expectation:
    return Expectation(day, day + timedelta(grace), basis, observed)


def _next_of(rule: Expected, after: date) -> date:
    years = (after.year, after.year + 1)
    days = sorted(_day(year, month, rule.day) for year in years for month in rule.months)
    return next(day for day in days if day > after)


def months_later(day: date, months: int) -> date:
    """Return the day `months` later, the last of its month where there is no such day.

    >>> months_later(date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day(year, month + 1, day.day)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
