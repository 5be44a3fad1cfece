"""A formula as SQL, with its bounds: interval arithmetic in the subset that every engine reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.programme.expression import Expression, Name, Number, Operation


@dataclass(frozen=True, slots=True)
class Bounded:
    """Three SQL expressions: the value, and the bounds it lies between when its parts do."""

    value: str
    lower: str
    upper: str


def to_sql(expression: Expression, aliases: Mapping[str, str]) -> Bounded:
    """Return the expression over table aliases with columns `value`, `lower` and `upper`.

    A division has a result only for a denominator above zero, and a power only for a base above
    zero; elsewhere it is null. Bounds of a product hold for factors that are not negative, which
    counts and their sums are; where a factor may be negative the bound is null.

    >>> to_sql(Operation("/", Name("a"), Name("b")), {"a": "n", "b": "d"}).value
    'case when d.value > 0 then n.value / d.value end'
    """
    match expression:
        case Number(number):
            text = repr(number)
            return Bounded(text, text, text)
        case Name(role):
            alias = aliases[role]
            return Bounded(f"{alias}.value", f"{alias}.lower", f"{alias}.upper")
        case Operation("**", base, exponent):
            return _power(to_sql(base, aliases), to_sql(exponent, aliases).value)
        case Operation(operator, left, right):
            return _apply(operator, to_sql(left, aliases), to_sql(right, aliases))


def _apply(operator: str, left: Bounded, right: Bounded) -> Bounded:
    match operator:
        case "+":
            return Bounded(
                f"({left.value} + {right.value})",
                f"({left.lower} + {right.lower})",
                f"({left.upper} + {right.upper})",
            )
        case "-":
            return Bounded(
                f"({left.value} - {right.value})",
                f"({left.lower} - {right.upper})",
                f"({left.upper} - {right.lower})",
            )
        case "*":
            positive = f"{left.lower} >= 0 and {right.lower} >= 0"
            return Bounded(
                f"{left.value} * {right.value}",
                f"case when {positive} then {left.lower} * {right.lower} end",
                f"case when {positive} then {left.upper} * {right.upper} end",
            )
        case _:
            positive = f"{left.lower} >= 0 and {right.lower} > 0"
            return Bounded(
                f"case when {right.value} > 0 then {left.value} / {right.value} end",
                f"case when {positive} then {left.lower} / {right.upper} end",
                f"case when {positive} then {left.upper} / {right.lower} end",
            )


def _power(base: Bounded, exponent: str) -> Bounded:
    value, lower, upper = (
        f"case when {part} > 0 then power({part}, {exponent}) end"
        for part in (base.value, base.lower, base.upper)
    )
    return Bounded(value, lower, upper)
