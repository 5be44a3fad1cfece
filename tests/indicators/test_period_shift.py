"""The period some years or periods later, as an engine works it out from the printed text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agdb.errors import IndicatorError, Place
from agdb.indicators.period_shift import later_period
from agdb.statistics.period import Frequency, from_ordinal
from agdb.warehouse.engine import Engine

PLACE = Place("indicators/a.yaml", 7)
COUNTED = (
    Frequency.YEAR,
    Frequency.SCHOOL_YEAR,
    Frequency.HALF_YEAR,
    Frequency.QUARTER,
    Frequency.MONTH,
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.mark.parametrize(("years", "steps"), [(1, 0), (3, 0), (0, 1), (0, 5), (2, 7), (0, 12)])
def test_a_period_is_moved_as_far_as_counting_moves_it(
    engine: Engine, years: int, steps: int
) -> None:
    # Given two years of periods of every frequency, and a turn of the century among school years
    periods = [
        from_ordinal(frequency, start * (frequency.per_year or 1) + nth)
        for frequency in COUNTED
        for start in (1998, 2023)
        for nth in range(2 * (frequency.per_year or 1))
    ]
    told = ", ".join(f"('{one.frequency.value}', '{one.text}')" for one in periods)

    sql = later_period(COUNTED, years=years, steps=steps, place=PLACE)
    rows = engine.rows(f"select period, {sql} from (values {told}) as given(frequency, period)")

    found = {str(before): str(after) for before, after in rows}
    assert found == {
        one.text: from_ordinal(
            one.frequency, one.ordinal + years * (one.frequency.per_year or 1) + steps
        ).text
        for one in periods
    }


def test_no_time_later_is_the_same_period() -> None:
    assert later_period(COUNTED, years=0, steps=0, place=PLACE) == "period"
    assert later_period((Frequency.WEEK,), years=0, steps=0, place=PLACE) == "period"


def test_a_frequency_that_was_not_asked_for_has_no_later_period(engine: Engine) -> None:
    sql = later_period((Frequency.YEAR,), years=1, steps=0, place=PLACE)

    rows = engine.rows(
        f"select {sql} from (values ('month', '2024-01')) as given(frequency, period)"
    )

    assert rows == [(None,)]


@pytest.mark.parametrize(
    "frequency", [Frequency.WEEK, Frequency.DAY, Frequency.RANGE, Frequency.OTHER]
)
def test_what_has_no_number_in_a_year_cannot_be_counted_on(frequency: Frequency) -> None:
    with pytest.raises(IndicatorError, match=f"frequency '{frequency.value}' cannot be counted"):
        later_period((Frequency.YEAR, frequency), years=0, steps=1, place=PLACE)
