"""A formula is arithmetic over names, and nothing else."""

from __future__ import annotations

import pytest

from agdb.programme.expression import names_in, parse


@pytest.mark.parametrize(
    "formula",
    [
        "", "a +", "f(a)", "a.b", "a[0]", "a if b else c", "lambda: 1", "'x'", "True", "a // b",
        "a ** b", "a < b", "(a, b)", "__import__('os')", "-" * 3000 + "a", "(" * 300 + "a",
    ],
)  # fmt: skip
def test_anything_but_arithmetic_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match=r"formula|arithmetic|exponent"):
        parse(formula)


def test_names_are_found_once_in_the_order_of_use() -> None:
    assert names_in("100 * (b - a) / b ** 2") == ("b", "a")


def test_a_sign_is_a_difference_with_zero() -> None:
    assert parse("-a") == parse("0 - a")
