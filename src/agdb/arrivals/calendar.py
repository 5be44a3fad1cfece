"""When the next figures of a source are expected, and whether they are late."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

from agdb.programme.source import Expected, Source
from agdb.statistics.period import Period, from_ordinal, month, quarter
from agdb.statistics.period import day as period_of_day

_MONTHS: Final = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "two-year": 24}
_GRACE_OF_A_RHYTHM: Final = 45  # days: a rhythm alone says little about the day


class Basis(StrEnum):
    """What an expected day rests on."""

    PERIOD = "period"  # so many days after the next period has ended
    DAYS = "days"  # fixed days of the year
    RHYTHM = "rhythm"  # only on how often there is something new


class ExpectationState(StrEnum):
    """How sure an expected day is."""

    DOCUMENTED = "documented"  # the publisher says so
    OBSERVED = "observed"  # so it was at an earlier publication
    DERIVED = "derived"  # only how often there is something new is known


@dataclass(frozen=True, slots=True)
class Expectation:
    """When the next figures are expected: between `first` and `last`, both included.

    Only what the publisher announced is a single day. What was seen at an earlier publication is
    the month of that day, and what follows from a rhythm alone the quarter: nobody knows more.
    `day` is the one that the rule gives, for putting in order; `latest` is the last on which the
    figures are not late. `period` is what they are about, where that is known. `name` is the same
    for the same publication, however its day moves.
    """

    day: date
    latest: date
    basis: Basis
    observed: bool = False
    exact: bool = True
    period: Period | None = None
    name: str = ""

    @property
    def standing(self) -> ExpectationState:
        """How sure the day is."""
        if self.basis is Basis.RHYTHM:
            return ExpectationState.DERIVED
        return ExpectationState.OBSERVED if self.observed else ExpectationState.DOCUMENTED

    @property
    def window(self) -> Period:
        """The day, month or quarter in which the figures are expected.

        >>> said = Expectation(date(2027, 1, 1), date(2027, 3, 31), Basis.RHYTHM)
        >>> str(said.window), said.first.isoformat(), said.last.isoformat()
        ('2027-Q1', '2027-01-01', '2027-03-31')
        """
        if self.standing is ExpectationState.DERIVED:
            return quarter(self.day.year, (self.day.month - 1) // 3 + 1)
        if self.standing is ExpectationState.OBSERVED or not self.exact:
            return month(self.day.year, self.day.month)
        return period_of_day(self.day)

    @property
    def first(self) -> date:
        """The first day of the window."""
        return self.window.start

    @property
    def last(self) -> date:
        """The last day of the window."""
        return self.window.end - timedelta(1)

    def late(self, today: date) -> bool:
        """Whether the figures should have been there.

        >>> expected = Expectation(date(2026, 5, 15), date(2026, 5, 29), Basis.PERIOD)
        >>> expected.late(date(2026, 5, 29)), expected.late(date(2026, 5, 30))
        (False, True)
        """
        return today > max(self.latest, self.last)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is expected of one source on a day: what should be there already, and what comes next.

    Either is None where nothing tells. Of all that was missed only the first is told.
    """

    missed: Expectation | None = None
    coming: Expectation | None = None


def expectation(
    source: Source, *, newest: Period | None, published: date | None
) -> Expectation | None:
    """Return when figures of `source` are expected after its newest ones, None if nothing tells.

    `newest` is the newest period of which there are figures, and `published` the day on which they
    came. A source of rhythm `once` or one that is closed is never expected, an irregular one only
    on its fixed days.
    """
    return next(_expectations(source, newest=newest, published=published), None)


def schedule(
    source: Source, *, newest: Period | None, published: date | None, today: date
) -> Schedule:
    """Return what is expected of `source` on `today`, as if each publication came on its day."""
    found = _expectations(source, newest=newest, published=published)
    first = next(found, None)
    if first is None or not first.late(today):
        return Schedule(coming=first)
    return Schedule(first, next(one for one in found if not one.late(today)))


def _expectations(
    source: Source, *, newest: Period | None, published: date | None
) -> Iterator[Expectation]:
    """Every publication that is expected, the first one first; there is no last one."""
    rule, months = source.expected, _MONTHS.get(source.rhythm)
    if source.rhythm == "once" or source.closed is not None or published is None:
        return
    if rule is not None and rule.months:
        day = published
        while True:
            day = _next_of(rule, day)
            nth = sorted(rule.months).index(day.month) + 1
            yield Expectation(
                day,
                day + timedelta(rule.grace_days),
                Basis.DAYS,
                observed=rule.observed,
                exact=rule.day is not None,
                name=f"{day.year}-{nth}",
            )
    if months is None:
        return
    if rule is None or rule.lag_days is None:
        first = _by_rhythm(months, newest, published)
        for number in count():
            day = months_later(first, months * number)
            yield Expectation(
                day,
                day + timedelta(_GRACE_OF_A_RHYTHM),
                Basis.RHYTHM,
                period=_about(newest, months * (number + 1)),
                name=_name(newest, months * (number + 1), published),
            )
    elif newest is not None and newest.dated:
        for number in count(1):
            day = months_later(newest.end, months * number) + timedelta(rule.lag_days)
            yield Expectation(
                day,
                day + timedelta(rule.grace_days),
                Basis.PERIOD,
                observed=rule.observed,
                period=_about(newest, months * number),
                name=_name(newest, months * number, published),
            )


def _about(newest: Period | None, months: int) -> Period | None:
    """The period so many months after the newest, None where periods are not numbered."""
    per_year = None if newest is None else newest.frequency.per_year
    if newest is None or per_year is None or months * per_year % 12:
        return None
    return from_ordinal(newest.frequency, newest.ordinal + months * per_year // 12)


def _name(newest: Period | None, months: int, published: date) -> str:
    """What the figures are about tells which publication it is, and not the day it comes."""
    ends = published if newest is None or not newest.dated else newest.end
    return f"{months_later(ends, months):%Y-%m}"


def _by_rhythm(months: int, newest: Period | None, published: date) -> date:
    """One rhythm after the newest figures came; or sooner, one rhythm after the next period ends.

    What was published late, or copied long after it appeared, does not put off what comes next.
    """
    day = months_later(published, months)
    if newest is None or not newest.dated:
        return day
    return min(day, months_later(newest.end, 2 * months))


def _next_of(rule: Expected, after: date) -> date:
    years = (after.year, after.year + 1)
    days = sorted(_day(year, month, rule.day or 1) for year in years for month in rule.months)
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
