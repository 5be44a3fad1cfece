"""Places on a time axis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.reading.series import follows, on_a_line, place
from agdb.statistics.period import Frequency, Period, from_ordinal

EVEN = [f for f in Frequency if f.per_year is not None]


@given(st.sampled_from(EVEN), st.integers(2000, 8000))
def test_the_next_period_follows_and_is_one_step_away(frequency: Frequency, ordinal: int) -> None:
    this, following = from_ordinal(frequency, ordinal), from_ordinal(frequency, ordinal + 1)

    assert follows(following, this)
    assert not follows(this, following)
    assert place(following) - place(this) == pytest.approx(1 / (frequency.per_year or 1))


def test_weeks_follow_over_the_new_year() -> None:
    assert follows(Period.parse("2025-W01"), Period.parse("2024-W52"))
    assert not follows(Period.parse("2025-W02"), Period.parse("2024-W52"))


def test_a_year_does_not_follow_a_quarter() -> None:
    assert not follows(Period.parse("2025"), Period.parse("2024-Q3"))


def test_ranges_and_unknown_periods_have_no_line() -> None:
    assert [f for f in Frequency if not on_a_line(f)] == [Frequency.RANGE, Frequency.OTHER]
