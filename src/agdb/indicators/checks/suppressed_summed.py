"""A number where the source gives none: a suppressed cell counted as if it were known."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.indicators.checks.values import ExaminedIndicator, cell_of
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Confidentiality, ObservationStatus


def _in_table(table: CheckedTable) -> Iterator[Found]:
    without = ", ".join(sql_text(s) for s in ObservationStatus if not s.has_value)
    yield from table.cells(
        f"value is not null and status in ({without})",
        shown="concat(value, ' with status ', status)",
        what="a cell without a value has one: {}",
    )
    yield from table.cells(
        f"value is not null and confidentiality <> {sql_text(Confidentiality.FREE)}",
        shown="value",
        what="a confidential cell shows {}",
    )


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    for value in values.observed:
        empty = [b.empty for role in values.roles if (b := role.behind(value)) and b.empty]
        if value.value is not None and empty:
            yield Found(cell_of(value), f"{sum(empty)} of its cells have no value, and it has one")


RULE = Rule(
    name="suppressed_summed",
    severity=Severity.BLOCK,
    remedy="give it no value, and the bounds where the publisher gives them",
    of_table=_in_table,
    of_values=_in_values,
)
