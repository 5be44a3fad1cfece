"""Bounds go through the arithmetic: the result lies between them wherever its parts lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.indicators.arithmetic import to_sql
from agdb.programme.expression import parse
from agdb.warehouse.engine import Engine

NUMBERS = st.integers(0, 1000).map(float)
PARTS = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda three: tuple(sorted(three)))
FORMULAS = [
    "100 * a / b",
    "a + b",
    "a - b",
    "a * b",
    "100 * ((a / b) ** (1 / 3) - 1)",
    "a / (a + b)",
]


Parts = tuple[float, ...]
Evaluate = Callable[[str, Parts, Parts], tuple[float | None, ...]]


@pytest.fixture(scope="module")
def evaluated() -> Iterator[Evaluate]:
    """Value, lower and upper of a formula over parts given as (lower, value, upper)."""
    with Engine() as engine:

        def run(formula: str, a: Parts, b: Parts) -> tuple[float | None, ...]:
            result = to_sql(parse(formula), {"a": "a", "b": "b"})
            tables = ", ".join(
                f"(select {part[1]}::double as value, {part[0]}::double as lower,"
                f" {part[2]}::double as upper) as {name}"
                for name, part in (("a", a), ("b", b))
            )
            (row,) = engine.rows(
                f"select {result.value}, {result.lower}, {result.upper} from {tables}"
            )
            return row

        yield run


@pytest.mark.slow
@given(formula=st.sampled_from(FORMULAS), a=PARTS, b=PARTS)
def test_a_result_lies_between_its_bounds(
    evaluated: Evaluate, formula: str, a: Parts, b: Parts
) -> None:
    value, lower, upper = evaluated(formula, a, b)

    if value is not None and lower is not None:
        assert lower <= value + 1e-9
    if value is not None and upper is not None:
        assert value <= upper + 1e-9


def test_a_share_of_a_suppressed_count_is_a_range(evaluated: Evaluate) -> None:
    # Given a count of which the source says only that it is 1 to 4, of 50
    value, lower, upper = evaluated("100 * a / b", (1.0, 2.0, 4.0), (50.0, 50.0, 50.0))

    assert (value, lower, upper) == (4.0, 2.0, 8.0)


def test_a_zero_denominator_has_no_result(evaluated: Evaluate) -> None:
    assert evaluated("a / b", (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)) == (None, None, None)
