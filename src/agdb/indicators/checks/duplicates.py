"""One cell, one observation; and one code of a value, one cell."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.indicators.checks.values import ExaminedIndicator, cell_of


def _in_table(table: CheckedTable) -> Iterator[Found]:
    columns = ", ".join(table.key)
    yield from table.found(
        f"select count(*), {columns} from {table.name} where {table.looked_at}"
        f" group by {columns} having count(*) > 1",
        what="the cell occurs {} times",
        order=table.key,
    )


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    """Two cells of one code would be added up without a word."""
    for value in values.observed:
        for role in values.roles:
            behind = role.behind(value)
            if behind is None or role.expected is None:
                continue
            meant = role.expected * behind.codes
            if behind.cells > meant:
                where = "1 is" if meant == 1 else f"{meant} are"
                what = f"{behind.cells} cells were added up where {where} meant"
                yield Found(cell_of(value), what)


RULE = Rule(
    name="duplicates",
    severity=Severity.BLOCK,
    remedy="record the data set again, or map only one spelling of the code in its source file",
    of_table=_in_table,
    of_values=_in_values,
)
