"""The arithmetic of a metric: names, numbers, + - * / and powers. Nothing else is understood."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final, Literal

Operator = Literal["+", "-", "*", "/", "**"]
_OPERATORS: Final[dict[type[ast.operator], Operator]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_MAX_LENGTH: Final = 2000


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a term."""

    role: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and what is done with them."""

    operator: Operator
    left: Expression
    right: Expression


Expression = Number | Name | Operation


def parse(formula: str) -> Expression:
    """Return the expression that `formula` writes; raises ValueError for anything but arithmetic.

    >>> parse("100 * a / b")
    Operation(operator='/', left=Operation(operator='*', left=Number(value=100.0), \
right=Name(role='a')), right=Name(role='b'))
    """
    try:
        if len(formula) > _MAX_LENGTH:
            raise ValueError("the formula is too long")
        return _read(ast.parse(formula.strip(), mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError):
        raise ValueError(f"{formula!r} is not a formula") from None


def names_in(formula: str) -> tuple[str, ...]:
    """Return the names that `formula` uses, each once, in the order of their first use.

    >>> names_in("b + a * b")
    ('b', 'a')
    """
    return tuple(dict.fromkeys(_names(parse(formula))))


def _names(expression: Expression) -> list[str]:
    match expression:
        case Name(role):
            return [role]
        case Operation(_, left, right):
            return _names(left) + _names(right)
        case _:
            return []


def _read(node: ast.expr) -> Expression:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            return Number(float(number))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("-", Number(0.0), _read(operand))
        case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _OPERATORS:
            sign, exponent = _OPERATORS[type(operator)], _read(right)
            if sign == "/" and exponent == Number(0.0):
                raise ValueError("a formula cannot divide by zero")
            if sign == "**" and _names(exponent):
                raise ValueError("a power has a number for its exponent")
            return Operation(sign, _read(left), exponent)
        case _:
            pass
    raise ValueError(f"{ast.unparse(node)!r} is not arithmetic; use names, numbers, + - * / and **")
