"""Numbers keep their decimals and round as a reader would."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics.number import exact, fixed, fixed_texts, printed, rounded

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
    assert result.as_tuple().exponent == -decimals


@given(DECIMALS)
def test_rounding_is_the_same_on_both_sides_of_zero(number: Decimal) -> None:
    assert rounded(float(-number), decimals=1) == -rounded(float(number), decimals=1)


@pytest.mark.parametrize(
    "text", ["", ".", "1,5", "NaN", "Infinity", "1234567890.1234567", "1_000", "１２", "1 000"]
)
def test_what_a_float_cannot_carry_exactly_is_refused(text: str) -> None:
    with pytest.raises(StatisticsError):
        exact(text)


@given(
    st.one_of(
        st.floats(-1e20, 1e20),
        st.floats(-1e6, 1e6),
        st.decimals(-(10**7), 10**7, places=3).map(float),
    ),
    st.integers(0, 6),
)
def test_rounding_is_that_of_the_shortest_decimal_text(value: float, decimals: int) -> None:
    exactly = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    assert Decimal(fixed(value, decimals=decimals)) == exactly
    assert not fixed(value, decimals=decimals).startswith("-0") or exactly != 0


@given(
    st.lists(
        st.none()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.decimals(-1000, 1000, places=3).map(float),
        max_size=12,
    ),
    st.integers(0, 4),
)
def test_many_numbers_are_written_as_each_is_alone(
    numbers: list[float | None], decimals: int
) -> None:
    alone = [None if one is None else fixed(one, decimals=decimals) for one in numbers]

    assert fixed_texts(numbers, decimals=decimals) == alone
