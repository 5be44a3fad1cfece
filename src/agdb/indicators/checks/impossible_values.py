"""A share outside 0 to 100, a count below zero, a value outside its own bounds, no number."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.statistics.identifier import sql_text

_NEVER_NEGATIVE = ("count", "index", "share")


def _in_table(table: CheckedTable) -> Iterator[Found]:
    changes = {name for name in table.measures if table.may_be_negative(name)}
    for kinds, wrong, what in (
        (("share",), "value > 100", "{} per cent is more than all"),
        (_NEVER_NEGATIVE, "value < 0", "{} is less than nothing"),
    ):
        measures = [sql_text(name) for name in table.of_kind(*kinds) if name not in changes]
        if measures:
            condition = f"measure in ({', '.join(measures)}) and {wrong}"
            yield from table.cells(condition, shown="value", what=what)
    yield from table.cells(
        "value is not null and not isfinite(value)", shown="value", what="{} is not a number"
    )
    yield from table.cells(
        "lower > upper or value < lower or value > upper",
        shown="concat(value, ', ', lower, ' to ', upper)",
        what="the bounds do not hold the value: {}",
    )


RULE = Rule(
    name="impossible_values",
    severity=Severity.BLOCK,
    remedy="look it up at the publisher, and declare a correction if it is a misprint",
    of_table=_in_table,
)
