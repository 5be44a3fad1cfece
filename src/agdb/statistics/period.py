"""A period of time as statistics print it: `2024`, `2024-Q4`, `2024-12`, school year `2023/24`.

Text follows the SDMX 2.1 reporting and Gregorian periods, with a two-digit year after the slash for
a school year and four digits for a range of years. What does not read as a period is kept as it is,
with frequency `other`: no publisher's label is lost, and nothing pretends to know its dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from agdb.errors import StatisticsError


class Frequency(StrEnum):
    """How long one period lasts; `other` for what has no known dates."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    SCHOOL_YEAR = "school-year"
    RANGE = "range"
    OTHER = "other"

    @property
    def per_year(self) -> int | None:
        """Number of consecutive periods in a year, or None where they do not fill it evenly.

        >>> Frequency.QUARTER.per_year
        4
        """
        return _PER_YEAR.get(self)


_PER_YEAR: Final = {
    Frequency.YEAR: 1,
    Frequency.SCHOOL_YEAR: 1,
    Frequency.HALF_YEAR: 2,
    Frequency.QUARTER: 4,
    Frequency.MONTH: 12,
}
SCHOOL_YEAR_STARTS: Final = 8  # 1 August, Wet op het onderwijstoezicht; counts are of 1 October


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: its first day, the day after its last, its frequency and its printed text.

    Periods sort by their first day, then by their last; those without dates sort first.

    >>> Period.parse("2024-Q4").start
    datetime.date(2024, 10, 1)
    >>> Period.parse("2023/24").frequency.value
    'school-year'
    >>> Period.parse("2001 voor revisie").frequency.value
    'other'
    """

    start: date
    end: date
    frequency: Frequency
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def dated(self) -> bool:
        """Whether the days of this period are known."""
        return self.frequency is not Frequency.OTHER

    @property
    def ordinal(self) -> int:
        """Place among the consecutive periods of this frequency: next minus this is always 1.

        Raises `StatisticsError` for ranges, weeks and days of no fixed number a year, and `other`.

        >>> Period.parse("2025-Q1").ordinal - Period.parse("2024-Q4").ordinal
        1
        """
        per_year = self.frequency.per_year
        if per_year is None:
            raise StatisticsError(f"period {self.text!r} ({self.frequency}) has no place in a row")
        return self.start.year * per_year + (self.start.month - 1) * per_year // 12

    def year_before(self) -> Period | None:
        """Return the same period a year earlier, None where that has no meaning.

        >>> str(Period.parse("2024-Q4").year_before())
        '2023-Q4'
        """
        per_year = self.frequency.per_year
        return None if per_year is None else from_ordinal(self.frequency, self.ordinal - per_year)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `text` prints, or one of frequency `other` that keeps it."""
        return _parsed(text)


@lru_cache(maxsize=8192)  # few periods, printed beside very many values
def _parsed(text: str) -> Period:
    stripped = text.strip()
    for pattern, build in _FORMS:
        match = pattern.fullmatch(stripped)
        if match:
            return build(match) or _other(stripped)
    return _other(stripped)


def year(number: int) -> Period:
    """Return calendar year `number`.

    >>> str(year(2024))
    '2024'
    """
    return Period(date(number, 1, 1), date(number + 1, 1, 1), Frequency.YEAR, f"{number:04d}")


def half_year(number: int, half: int) -> Period:
    """Return half `half` (1 or 2) of year `number`."""
    return _months(number, 6, half, Frequency.HALF_YEAR, f"{number:04d}-S{half}")


def quarter(number: int, nth: int) -> Period:
    """Return quarter `nth` (1 to 4) of year `number`."""
    return _months(number, 3, nth, Frequency.QUARTER, f"{number:04d}-Q{nth}")


def month(number: int, nth: int) -> Period:
    """Return month `nth` (1 to 12) of year `number`."""
    return _months(number, 1, nth, Frequency.MONTH, f"{number:04d}-{nth:02d}")


def school_year(first: int) -> Period:
    """Return the school year that begins in August of `first`.

    >>> str(school_year(2023))
    '2023/24'
    """
    starts, ends = date(first, SCHOOL_YEAR_STARTS, 1), date(first + 1, SCHOOL_YEAR_STARTS, 1)
    return Period(starts, ends, Frequency.SCHOOL_YEAR, f"{first:04d}/{(first + 1) % 100:02d}")


def week(number: int, nth: int) -> Period:
    """Return ISO week `nth` of ISO year `number`; raises ValueError if there is no such week."""
    monday = date.fromisocalendar(number, nth, 1)
    return Period(monday, monday + timedelta(7), Frequency.WEEK, f"{number:04d}-W{nth:02d}")


def day(moment: date) -> Period:
    """Return the single day `moment`."""
    return Period(moment, moment + timedelta(1), Frequency.DAY, moment.isoformat())


def years(first: int, last: int) -> Period:
    """Return the range of calendar years from `first` up to and including `last`.

    >>> str(years(2018, 2024))
    '2018/2024'
    """
    return Period(date(first, 1, 1), date(last + 1, 1, 1), Frequency.RANGE, f"{first}/{last}")


def from_ordinal(frequency: Frequency, ordinal: int) -> Period:
    """Return the period of this frequency whose `ordinal` is the one given.

    >>> str(from_ordinal(Frequency.MONTH, Period.parse("2024-12").ordinal + 1))
    '2025-01'
    """
    per_year = frequency.per_year
    if per_year is None:
        raise StatisticsError(f"periods of frequency {frequency.value!r} are not numbered")
    number, nth = divmod(ordinal, per_year)
    match frequency:
        case Frequency.YEAR:
            return year(number)
        case Frequency.SCHOOL_YEAR:
            return school_year(number)
        case Frequency.HALF_YEAR:
            return half_year(number, nth + 1)
        case Frequency.QUARTER:
            return quarter(number, nth + 1)
        case _:
            return month(number, nth + 1)


def containing(moment: date, frequency: Frequency) -> Period:
    """Return the period of this frequency in which a day lies.

    Raises `StatisticsError` for a frequency whose periods do not follow each other.

    >>> str(containing(date(2023, 2, 3), Frequency.SCHOOL_YEAR))
    '2022/23'
    >>> str(containing(date(2023, 2, 3), Frequency.QUARTER))
    '2023-Q1'
    """
    match frequency:
        case Frequency.DAY:
            return day(moment)
        case Frequency.WEEK:
            return week(*moment.isocalendar()[:2])
        case Frequency.SCHOOL_YEAR:
            return school_year(moment.year - (moment.month < SCHOOL_YEAR_STARTS))
    per_year = frequency.per_year or 0
    nth = moment.year * per_year + (moment.month - 1) * per_year // 12
    return from_ordinal(frequency, nth)


def _months(number: int, length: int, nth: int, frequency: Frequency, text: str) -> Period:
    first = (nth - 1) * length
    after = number * 12 + first + length
    return Period(date(number, first + 1, 1), date(after // 12, after % 12 + 1, 1), frequency, text)


def _other(text: str) -> Period:
    return Period(date.min, date.min, Frequency.OTHER, text)


def _read_week(match: re.Match[str]) -> Period | None:
    try:
        return week(int(match[1]), int(match[2]))
    except ValueError:
        return None


def _read_day(match: re.Match[str]) -> Period | None:
    try:
        return day(date.fromisoformat(match[0]))
    except ValueError:
        return None


def _read_school_year(match: re.Match[str]) -> Period | None:
    first = int(match[1])
    return school_year(first) if (first + 1) % 100 == int(match[2]) else None


def _read_range(match: re.Match[str]) -> Period | None:
    first, last = int(match[1]), int(match[2])
    return years(first, last) if first < last else None


# Years 1000 to 9998: four digits always, and the year after must still be a date.
_Y = r"([1-9]\d{3})(?<!9999)"
_FORMS: Final = (
    (re.compile(_Y), lambda m: year(int(m[1]))),
    (re.compile(_Y + r"-S([12])"), lambda m: half_year(int(m[1]), int(m[2]))),
    (re.compile(_Y + r"-Q([1-4])"), lambda m: quarter(int(m[1]), int(m[2]))),
    (re.compile(_Y + r"-(0[1-9]|1[0-2])"), lambda m: month(int(m[1]), int(m[2]))),
    (re.compile(_Y + r"-W(\d\d)"), _read_week),
    (re.compile(_Y + r"-\d\d-\d\d"), _read_day),
    (re.compile(_Y + r"/(\d\d)"), _read_school_year),
    (re.compile(_Y + r"/" + _Y), _read_range),
)


def last_in_year(year: int, frequency: Frequency) -> int:
    """The ordinal of the last period that ends in `year`.

    >>> last_in_year(2030, Frequency.QUARTER) == 2030 * 4 + 3
    True
    >>> last_in_year(2030, Frequency.SCHOOL_YEAR)  # 2029/30
    2029
    """
    if frequency is Frequency.SCHOOL_YEAR:
        return year - 1
    per_year = frequency.per_year or 1
    return year * per_year + per_year - 1


def last_day(said: str) -> date | None:
    """Return the last day that a date of publication allows, None for one that is not known.

    >>> last_day("2024-06").isoformat()
    '2024-06-30'
    """
    period = Period.parse(said)
    return period.end - timedelta(1) if period.dated else None
