"""What a statement may be made of, so that every engine reads it alike: an allow-list of syntax.

Measured on DuckDB 2.0 and Spark 4.0: what is on the list runs unchanged on both and means the same.
What is not on it may well run too; it was not tried, or is known to differ: rounding, the order of
nulls, month arithmetic, division by zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp, parse
from sqlglot.errors import ParseError

DIALECTS = ("duckdb", "spark")
SYNTAX = frozenset(
    {
        exp.Select, exp.With, exp.CTE, exp.From, exp.Join, exp.Table, exp.TableAlias, exp.Subquery,
        exp.Where, exp.Group, exp.Union, exp.Alias, exp.Column, exp.Identifier, exp.Star, exp.Paren,
        exp.Literal, exp.Null, exp.Neg, exp.Boolean,
        exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Is,
        exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Case, exp.If, exp.Cast, exp.DataType,
        # functions
        exp.Sum, exp.Count, exp.Max, exp.Min, exp.Concat, exp.Substring, exp.Pad, exp.Floor,
        exp.Pow, exp.Year, exp.Quarter, exp.Month, exp.Interval, exp.Var,
        exp.TryCast,  # so sqlglot reads a cast of Spark, which has two modes; we set the strict one
        exp.TsOrDsToDate,  # so it reads what Spark takes the year of
    }
)  # fmt: skip
TYPES = frozenset({"INT", "DOUBLE", "TEXT", "VARCHAR", "DATE"})


def complaints(sql: str) -> list[str]:
    """Return what in the statement is not portable; nothing if every engine reads it alike."""
    found: list[str] = []
    for dialect in DIALECTS:
        try:
            statements = parse(sql, read=dialect)
        except ParseError as error:
            return [f"{dialect} does not read it: {str(error).splitlines()[0]}"]
        if len(statements) != 1 or not isinstance(statements[0], exp.Select):
            return [f"{dialect} does not read it as one SELECT"]
        for node in statements[0].find_all(exp.Expression):
            found += (f"{dialect}: {complaint}" for complaint in _of(node))
    return list(dict.fromkeys(found))


def _of(node: exp.Expression) -> Iterator[str]:
    if type(node) not in SYNTAX:
        yield f"{type(node).__name__} is not on the list: {node.sql()[:60]}"
    if isinstance(node, exp.Cast) and node.to.this.name not in TYPES:
        yield f"the type {node.to.sql()} is not on the list"
    if isinstance(node, exp.Interval) and node.sql() != "INTERVAL '1' DAY":
        yield f"only one day is added to a date: {node.sql()}"
    if isinstance(node, exp.Div) and not _guarded(node):
        yield f"a division without its guard: {node.sql()[:60]}"
    if isinstance(node, exp.Pow) and not _guarded(node, of=node.this):
        yield f"a power without its guard: {node.sql()[:60]}"
    if isinstance(node, exp.Count) and isinstance(node.this, exp.Distinct):
        yield "a distinct count cannot be added up"


def _guarded(node: exp.Expression, of: exp.Expression | None = None) -> bool:
    """Whether the divisor is a number above zero, or a `case when divisor > 0` stands around."""
    divisor = of or node.expression
    if isinstance(divisor, exp.Literal):
        return not divisor.is_string and float(divisor.this) > 0
    around = node.parent
    while around is not None:
        if isinstance(around, exp.If) and _demands(around.this, divisor):
            return True
        around = around.parent
    return False


def _demands(condition: exp.Expression, divisor: exp.Expression) -> bool:
    """Whether a condition demands that the divisor, or its lower bound, lies above zero."""
    wanted = {divisor.sql(), divisor.sql().replace(".upper", ".lower").replace(".UPPER", ".LOWER")}
    parts = condition.flatten() if isinstance(condition, exp.And) else (condition,)
    return any(
        isinstance(part, exp.GT) and part.expression.sql() == "0" and part.this.sql() in wanted
        for part in parts
    )
