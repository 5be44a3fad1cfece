"""A row of periods without a hole between its first and its last."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import ORDINAL, CheckedTable

# Periods that every series of a measure lacks are its rhythm; a hole is one that others fill.
_STATEMENT = """
with placed as (select {series}, period, {ordinal} as _nth from {table} where {looked_at}),
steps as (select *, _nth - lag(_nth) over row_ as _step, lag(period) over row_ as _before
  from placed where _nth is not null window row_ as (partition by {series} order by _nth)),
usual as (select measure, frequency, min(nullif(_step, 0)) as _step from steps
  group by measure, frequency)
select concat(steps._step // usual._step - 1, ' missing after ', _before), {key}
from steps join usual on steps.measure = usual.measure and steps.frequency = usual.frequency
where steps._step > usual._step"""


def _in_table(table: CheckedTable) -> Iterator[Found]:
    yield from table.found(
        _STATEMENT.format(
            series=", ".join(table.series),
            ordinal=ORDINAL,
            table=table.name,
            looked_at=table.looked_at,
            key=", ".join(f"steps.{column}" for column in table.key),
        ),
        what="there is a hole in the row of periods: {}",
        order=table.key,
    )


RULE = Rule(
    name="gaps",
    severity=Severity.WARN,
    remedy="fetch or import the missing periods, or say in a caveat why there are none",
    of_table=_in_table,
)
