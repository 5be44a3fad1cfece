"""Numbers keep their decimals and round as a reader would."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics.number import exact, printed, rounded

DECIMALS = st.decimals(
    min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False
)


@given(DECIMALS)
def test_an_exact_number_prints_as_it_was_read(number: Decimal) -> None:
    assert Decimal(printed(exact(str(number)))) == number


@given(DECIMALS, st.integers(0, 3))
def test_rounding_moves_a_number_by_at_most_half_a_unit(number: Decimal, decimals: int) -> None:
    result = rounded(float(number), decimals=decimals)

    assert abs(result - number) <= Decimal(1).scaleb(-decimals) / 2
    assert -result.as_tuple().exponent == decimals


@given(DECIMALS)
def test_rounding_is_the_same_on_both_sides_of_zero(number: Decimal) -> None:
    assert rounded(float(-number), decimals=1) == -rounded(float(number), decimals=1)


@pytest.mark.parametrize(
    "text", ["", ".", "1,5", "NaN", "Infinity", "1234567890.1234567", "1_000", "１２", "1 000"]
)
def test_what_a_float_cannot_carry_exactly_is_refused(text: str) -> None:
    with pytest.raises(StatisticsError):
        exact(text)
