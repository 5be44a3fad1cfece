"""Numbers keep their decimals and round as a reader would."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics.number import (
    adding_up,
    exact,
    fixed,
    fixed_texts,
    persons_step,
    printed,
    rounded,
    significant,
    stepped,
)

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
@example(value=8796093022208.562, decimals=4)  # has fewer digits than are printed
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


def test_the_first_of_many_numbers_may_be_just_below_zero() -> None:
    assert fixed_texts([-0.001, 2.0], decimals=2) == ["0.00", "2.00"]
    assert fixed_texts([2.0, -0.001], decimals=2) == ["2.00", "0.00"]


def test_half_of_a_very_small_number_goes_away_from_zero_too() -> None:
    assert fixed(1.5e-07, decimals=7) == "0.0000002"
    assert fixed(1.5e-08, decimals=8) == "0.00000002"
    assert fixed_texts([1.0, 1.5e-08], decimals=8) == ["1.00000000", "0.00000002"]
    assert fixed_texts([5e-07, 1.0], decimals=6) == ["0.000001", "1.000000"]


def test_every_digit_that_a_float_can_carry_is_read_and_not_one_more() -> None:
    assert exact("123456789012345") == 123456789012345.0
    assert exact("0.123456789012345") == 0.123456789012345
    with pytest.raises(StatisticsError, match=r"more digits than can be kept \(15\)"):
        exact("1234567890123456")


def test_the_digits_of_zero_and_of_a_whole_part_stay() -> None:
    assert significant(0.0, digits=3) == 0.0
    assert significant(-0.0123456, digits=3) == -0.0123
    assert significant(99.96, digits=3) == 100.0
    assert significant(1_234_567.8, digits=3) == 1_234_568.0


@pytest.mark.parametrize(("width", "step"), [(5000.1, 1000), (5000.0, 100), (1.0, 100)])
def test_a_wide_interval_is_printed_in_thousands(width: float, step: int) -> None:
    assert persons_step(width) == step


def test_half_a_step_goes_away_from_zero() -> None:
    assert [stepped(one, step=100) for one in (149.9, 150.0, -150.0, 0.0)] == [100, 200, -200, 0]


@given(
    st.lists(st.decimals(-1000, 1000, places=3).map(float), min_size=1, max_size=8),
    st.integers(0, 2),
)
def test_parts_add_up_to_their_rounded_sum_and_none_moves_by_a_whole_unit(
    parts: list[float], decimals: int
) -> None:
    found = adding_up(parts, decimals=decimals)

    assert sum(found) == rounded(sum(parts), decimals=decimals)
    unit = Decimal(1).scaleb(-decimals)
    assert all(
        abs(shown - Decimal(repr(part))) <= unit for shown, part in zip(found, parts, strict=True)
    )


def test_what_is_over_is_taken_from_the_part_that_was_raised_most() -> None:
    assert [str(one) for one in adding_up([1.06, 1.07, 1.06], decimals=1)] == ["1.0", "1.1", "1.1"]
    assert [str(one) for one in adding_up([0.5, 0.5], decimals=0)] == ["0", "1"]


@pytest.mark.parametrize(("number", "text"), [(1.005, "1.01"), (0.285, "0.29"), (-1.005, "-1.01")])
def test_the_first_and_the_last_of_many_numbers_are_rounded_like_one(
    number: float, text: str
) -> None:
    assert fixed_texts([number], decimals=2) == [text]
    assert fixed_texts([2.0, number], decimals=2) == ["2.00", text]
    assert fixed_texts([number, 2.0], decimals=2) == [text, "2.00"]


def test_one_large_number_among_many_prints_as_it_does_alone() -> None:
    # Of 1e15 and more a float has one digit behind the point, so a second one would be invented
    values = [1.0, 1_000_000_000_000_000.1, 2.0]

    assert fixed_texts(values, decimals=2) == ["1.00", "1000000000000000.10", "2.00"]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([10.3, 0.4, 0.3], [10, 1, 0]),  # 11 to be reached: the most was taken from 0.4
        ([10.6, 0.7, 0.9], [10, 1, 1]),  # 12 to be reached: the most was added to 10.6
        ([0.7, 0.6, 0.9], [1, 0, 1]),
    ],
)
def test_of_parts_that_must_add_up_the_one_that_was_rounded_most_gives_way(
    parts: list[float], shown: list[int]
) -> None:
    assert [int(one) for one in adding_up(parts, decimals=0)] == shown
