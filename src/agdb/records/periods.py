"""The periods that a record counts for, as portable SQL on its dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.errors import IndicatorError, Place
from agdb.programme.records import Dated
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import SCHOOL_YEAR_STARTS, Frequency, from_ordinal


@dataclass(frozen=True, slots=True)
class CountedBy:
    """How records are counted in the periods of one frequency.

    `columns` are read from a record that fulfils `dated`, and records are counted by them. `period`
    is the printed period of such a count, joined with `sources` where `current` holds.
    """

    frequency: Frequency
    columns: Mapping[str, str]
    dated: str
    period: str
    sources: tuple[str, ...] = field(default=())
    current: str = ""


def counted_by(dated: Dated, frequency: Frequency, *, place: Place) -> CountedBy:
    """Return how records are counted by `frequency`.

    A flow counts in the period of its date. A stock counts in every period on whose last day it is
    current: from the period in which it begins, up to the one before that of the day after its end.
    Raises `IndicatorError` for a frequency whose periods do not fill a year evenly.
    """
    if frequency.per_year is None:
        raise IndicatorError(
            f"records are not counted by {frequency.value!r}",
            place=place,
            remedy="use year, half-year, quarter, month or school-year",
        )
    if dated.on is not None:
        day = f"cast({dated.on} as date)"
        columns = {"of_year": _year(day, frequency), "of_nth": _nth(day, frequency)}
        return CountedBy(frequency, columns, f"{dated.on} is not null", _printed(frequency))
    first, last = _range(frequency, dated.first or 0, dated.last or 0)
    begins = _ordinal(f"cast({dated.begin} as date)", frequency)
    after = _ordinal(f"(cast({dated.end} as date) + interval '1' day)", frequency)
    columns = {
        "begins": f"case when {begins} > {first} then {begins} else {first} end",
        "ends": (
            f"case when {dated.end} is null then {last}"
            f" when {after} > {last} then {last} else {after} - 1 end"
        ),
    }
    calendar = " union all ".join(
        f"select {ordinal} as nth, {sql_text(str(from_ordinal(frequency, ordinal)))} as period"
        for ordinal in range(first, last + 1)
    )
    return CountedBy(
        frequency,
        columns,
        f"{dated.begin} is not null",
        "calendar.period",
        (f"({calendar}) as calendar",),
        "begins <= calendar.nth and calendar.nth <= ends",
    )


def _range(frequency: Frequency, first: int, last: int) -> tuple[int, int]:
    """Return the first and last ordinal of the years."""
    per_year = frequency.per_year or 1
    return first * per_year, (last + 1) * per_year - 1


def _ordinal(day: str, frequency: Frequency) -> str:
    """Return the place of a day among the periods, as `Period.ordinal` has it."""
    if frequency.per_year == 1:
        return _year(day, frequency)
    return f"(year({day}) * {frequency.per_year} + {_nth(day, frequency)} - 1)"


def _year(day: str, frequency: Frequency) -> str:
    if frequency is Frequency.SCHOOL_YEAR:
        return f"(year({day}) - case when month({day}) < {SCHOOL_YEAR_STARTS} then 1 else 0 end)"
    return f"year({day})"


def _nth(day: str, frequency: Frequency) -> str:
    """Return the number of the period within its year, from 1."""
    match frequency:
        case Frequency.QUARTER:
            return f"quarter({day})"
        case Frequency.MONTH:
            return f"month({day})"
        case Frequency.HALF_YEAR:
            return f"(case when month({day}) <= 6 then 1 else 2 end)"
        case _:
            return "1"


def _printed(frequency: Frequency) -> str:
    """Return the printed period of the columns `of_year` and `of_nth`."""
    year, nth = "cast(of_year as string)", "cast(of_nth as string)"
    match frequency:
        case Frequency.QUARTER:
            return f"concat({year}, '-Q', {nth})"
        case Frequency.MONTH:
            return f"concat({year}, '-', lpad({nth}, 2, '0'))"
        case Frequency.HALF_YEAR:
            return f"concat({year}, '-S', {nth})"
        case Frequency.SCHOOL_YEAR:
            return f"concat({year}, '/', substr(cast(of_year + 1 as string), 3, 2))"
        case _:
            return year
