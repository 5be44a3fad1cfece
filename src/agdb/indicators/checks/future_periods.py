"""A figure for a period that has not begun, and is not marked as a forecast."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import ObservationStatus


def _in_table(table: CheckedTable) -> Iterator[Found]:
    forecast = sql_text(ObservationStatus.FORECAST)
    yield from table.cells(
        f"start > date '{table.today.isoformat()}' and value is not null and status <> {forecast}",
        shown="start",
        what="the period begins on {}, and it is not a forecast",
    )


RULE = Rule(
    name="future_periods",
    severity=Severity.BLOCK,
    remedy="look up the period; a publisher's forecast has status F",
    of_table=_in_table,
)
