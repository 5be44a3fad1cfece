"""A share outside 0 to 100, a count below zero, a value outside its own bounds, no number."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.signed import may_be_negative
from agdb.indicators.checks.values import Values, cell_of
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed

_NEVER_NEGATIVE = ("count", "index", "share")


def _in_data(data: Data) -> Iterator[Found]:
    signed = {name for name in data.measures if _signed(data, name)}
    shares = [name for name in data.of_kind("share") if name not in signed]
    counts = [name for name in data.of_kind(*_NEVER_NEGATIVE) if name not in signed]
    if shares:
        yield from data.cells(
            f"measure in ({', '.join(map(sql_text, shares))}) and value > 100",
            shown="value",
            what="{} per cent is more than all",
        )
    if counts:
        yield from data.cells(
            f"measure in ({', '.join(map(sql_text, counts))}) and value < 0",
            shown="value",
            what="{} is less than nothing",
        )
    yield from data.cells(
        "value is not null and not isfinite(value)", shown="value", what="{} is not a number"
    )
    yield from data.cells(
        "lower > upper or value < lower or value > upper",
        shown="concat(value, ', ', lower, ' to ', upper)",
        what="the bounds do not hold the value: {}",
    )


def _signed(data: Data, name: str) -> bool:
    unit = data.unit(name)
    return may_be_negative(data.measure(name)) or (unit is not None and unit.signed)


def _in_values(values: Values) -> Iterator[Found]:
    kind, definition = values.unit.kind, values.definition
    changes = (
        values.unit.signed
        or definition.metric.type in {"growth", "derived"}
        or any(may_be_negative(role.measure) for role in values.roles)
    )
    for value in values.observed:
        if value.value is None:
            continue
        number = printed(value.value)
        if not changes and kind == "share" and value.value > 100:
            yield Found(cell_of(value), f"{number} per cent is more than all")
        if not changes and kind in _NEVER_NEGATIVE and value.value < 0:
            yield Found(cell_of(value), f"{number} is less than nothing")
        lower = -inf if value.lower is None else value.lower
        upper = inf if value.upper is None else value.upper
        if not lower <= value.value <= upper:
            what = f"the bounds do not hold the value: {number}, {lower:.12g} to {upper:.12g}"
            yield Found(cell_of(value), what)


RULE = Rule(
    name="impossible_values",
    severity=Severity.BLOCK,
    remedy="look it up at the publisher, and declare a correction if it is a misprint",
    of_data=_in_data,
    of_values=_in_values,
)
