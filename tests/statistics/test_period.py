"""Periods read and print as statistics write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics import period
from agdb.statistics.period import Frequency, Period

NUMBERED = [f for f in Frequency if f.per_year is not None]


@pytest.mark.parametrize(
    ("text", "frequency", "start", "end"),
    [
        ("2024", "year", "2024-01-01", "2025-01-01"),
        ("2024-S2", "half-year", "2024-07-01", "2025-01-01"),
        ("2024-Q4", "quarter", "2024-10-01", "2025-01-01"),
        ("2024-12", "month", "2024-12-01", "2025-01-01"),
        ("2024-W01", "week", "2024-01-01", "2024-01-08"),
        ("2024-02-29", "day", "2024-02-29", "2024-03-01"),
        ("2023/24", "school-year", "2023-08-01", "2024-08-01"),
        ("1999/00", "school-year", "1999-08-01", "2000-08-01"),
        ("2018/2024", "range", "2018-01-01", "2025-01-01"),
    ],
)
def test_a_printed_period_reads_with_its_days(
    text: str, frequency: str, start: str, end: str
) -> None:
    read = Period.parse(text)

    assert (read.frequency, str(read)) == (frequency, text)
    assert (read.start.isoformat(), read.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2024-Q5",
        "2024-13",
        "2023-02-29",
        "2023-W53",
        "2023/25",
        "2024/2024",
        "9999",
        "",
        "2001 oud",
    ],
)
def test_what_is_no_period_is_kept_as_it_is_without_days(text: str) -> None:
    read = Period.parse(text)

    assert read.frequency is Frequency.OTHER
    assert not read.dated
    assert str(read) == text


@given(st.sampled_from(NUMBERED), st.integers(1100, 9900), st.integers(0, 11))
def test_numbered_periods_follow_one_another_without_gap_or_overlap(
    frequency: Frequency, year: int, step: int
) -> None:
    ordinal = year * (frequency.per_year or 1) + step

    first = period.from_ordinal(frequency, ordinal)
    second = period.from_ordinal(frequency, ordinal + 1)

    assert first.ordinal == ordinal
    assert first.end == second.start
    assert Period.parse(str(first)) == first
    assert first < second


@given(st.sampled_from(NUMBERED), st.integers(1200, 9900))
def test_the_period_of_a_year_before_begins_a_year_before(frequency: Frequency, year: int) -> None:
    now = period.from_ordinal(frequency, year * (frequency.per_year or 1))

    before = now.year_before()

    assert before is not None
    assert before.start.year == now.start.year - 1
    assert before.start.month == now.start.month


def test_a_period_without_number_has_no_ordinal_and_no_year_before() -> None:
    for text in ("2018/2024", "2024-W05", "unknown"):
        read = Period.parse(text)
        assert read.year_before() is None
        with pytest.raises(StatisticsError, match="no place in a row"):
            _ = read.ordinal
    with pytest.raises(StatisticsError, match="not numbered"):
        period.from_ordinal(Frequency.WEEK, 1)


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [
        (Frequency.YEAR, ("2023", "2023", "2023", "2023")),
        (Frequency.HALF_YEAR, ("2023-S1", "2023-S1", "2023-S2", "2023-S2")),
        (Frequency.QUARTER, ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")),
        (Frequency.MONTH, ("2023-01", "2023-06", "2023-07", "2023-12")),
        (Frequency.SCHOOL_YEAR, ("2022/23", "2022/23", "2022/23", "2023/24")),
        (Frequency.DAY, ("2023-01-01", "2023-06-30", "2023-07-31", "2023-12-31")),
        (Frequency.WEEK, ("2022-W52", "2023-W26", "2023-W31", "2023-W52")),
    ],
)
def test_a_day_lies_in_one_period_of_each_frequency(
    frequency: Frequency, periods: tuple[str, ...]
) -> None:
    days = (date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 31), date(2023, 12, 31))

    found = [period.containing(one, frequency) for one in days]

    assert [one.text for one in found] == list(periods)
    assert all(one.start <= day < one.end for one, day in zip(found, days, strict=True))


def test_a_school_year_begins_in_august() -> None:
    assert period.containing(date(2023, 8, 1), Frequency.SCHOOL_YEAR).text == "2023/24"


@pytest.mark.parametrize(
    ("frequency", "last"),
    [
        (Frequency.YEAR, "2030"),
        (Frequency.HALF_YEAR, "2030-S2"),
        (Frequency.QUARTER, "2030-Q4"),
        (Frequency.MONTH, "2030-12"),
        (Frequency.SCHOOL_YEAR, "2029/30"),
    ],
)
def test_the_last_period_of_a_year_is_the_last_that_ends_in_it(
    frequency: Frequency, last: str
) -> None:
    assert period.last_in_year(2030, frequency) == Period.parse(last).ordinal
