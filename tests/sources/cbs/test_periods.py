"""CBS period codes, the recorded ones and any other text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.sources.cbs.periods import period_of
from agdb.statistics.period import Frequency


@pytest.mark.parametrize(
    ("code", "text", "frequency"),
    [
        ("2023JJ00", "2023", Frequency.YEAR),
        ("2023KW01", "2023-Q1", Frequency.QUARTER),
        ("2023MM12", "2023-12", Frequency.MONTH),
        ("2023SJ00", "2023/24", Frequency.SCHOOL_YEAR),
        ("20060131", "2006-01-31", Frequency.DAY),
        ("2020W153", "2020-W53", Frequency.WEEK),
        ("  2023JJ00 ", "2023", Frequency.YEAR),
    ],
)
def test_a_known_code_becomes_its_period(code: str, text: str, frequency: Frequency) -> None:
    period = period_of(code)
    assert (period.text, period.frequency) == (text, frequency)


@pytest.mark.parametrize(
    "code",
    [
        "2023KW05",
        "2023KW00",
        "2023MM13",
        "2023JJ01",
        "2013X000",
        "20061301",
        "2021W153",
        "9999JJ00",
    ],
)
def test_a_code_without_known_dates_is_kept_as_it_is(code: str) -> None:
    period = period_of(code)
    assert (period.text, period.frequency) == (code, Frequency.OTHER)


@given(st.text())
def test_any_text_gives_a_period_and_loses_nothing(code: str) -> None:
    period = period_of(code)
    assert period.dated or period.text == code.strip()


@given(st.integers(1000, 9998), st.integers(1, 12))
def test_months_and_quarters_of_one_year_lie_inside_that_year(year: int, month: int) -> None:
    whole = period_of(f"{year}JJ00")
    for part in (f"{year}MM{month:02d}", f"{year}KW{(month + 2) // 3:02d}"):
        assert whole.start <= period_of(part).start < period_of(part).end <= whole.end
