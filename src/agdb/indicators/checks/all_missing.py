"""A measure, an indicator or a period of which there is not one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable

_FILLED = "count(value) + count(nullif(text, ''))"


def _in_table(table: CheckedTable) -> Iterator[Found]:
    yield from table.found(
        f"select count(*), measure from {table.name} where {table.looked_at}"
        f" group by measure having {_FILLED} = 0",
        what="none of its {} cells has a value",
        order=("measure",),
    )


def _in_data(data: Data) -> Iterator[Found]:
    for found in data.found(
        f"select null, measure, period from {data.name} where {data.looked_at}"
        f" and measure in (select measure from {data.name} group by measure"
        f" having {_FILLED} > 0) group by measure, period having {_FILLED} = 0",
        what="the period has no value at all",
        order=("measure", "period"),
    ):
        yield replace(found, severity=Severity.WARN)


RULE = Rule(
    name="all_missing",
    severity=Severity.BLOCK,
    remedy="look whether the measure or the selection is the one that is meant",
    of_table=_in_table,
    of_data=_in_data,
)
