"""How old a figure is, on the day on which it is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.statistics.age import Age, Ageing
from agdb.statistics.period import Period

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("period", "months", "years", "ageing"),
    [
        ("2017/18", 99, 8, Ageing.VERY_OLD),
        ("2023", 34, 2, Ageing.OLD),
        ("2024-Q4", 22, 1, Ageing.RECENT),
        ("2026-06", 4, 0, Ageing.RECENT),
        ("2014/2023", 34, 2, Ageing.OLD),
    ],
)
def test_the_age_of_a_figure_is_counted_from_the_end_of_its_period(
    period: str, months: int, years: int, ageing: Ageing
) -> None:
    age = Age.of(Period.parse(period), day=DAY)

    assert age is not None
    assert (age.months, age.years, age.ageing) == (months, years, ageing)


@pytest.mark.parametrize("period", ["2026", "2025/2030", "2026-Q4", "2001 voor revisie"])
def test_what_has_not_ended_or_has_no_dates_has_no_age(period: str) -> None:
    assert Age.of(Period.parse(period), day=DAY) is None


def test_a_year_is_older_than_two_years_from_the_day_after_its_second_birthday() -> None:
    period = Period.parse("2024-Q3")  # its last day is 30 September 2024

    before, on = (Age.of(period, day=date(2026, 9, 30) + timedelta(n)) for n in (0, 1))

    assert before is not None
    assert on is not None
    assert (before.ageing, on.ageing) == (Ageing.RECENT, Ageing.OLD)


@given(st.integers(1995, 2030), st.integers(0, 3000))
def test_a_figure_never_grows_younger(year: int, days: int) -> None:
    period = Period.parse(str(year))

    young = Age.of(period, day=period.end + timedelta(days))
    old = Age.of(period, day=period.end + timedelta(days + 1))

    assert young is not None
    assert old is not None
    assert 0 <= young.months <= old.months <= young.months + 1
