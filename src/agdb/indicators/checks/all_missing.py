"""A measure or a period of which there is not one value."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values

_FILLED = "count(value) + count(nullif(text, ''))"


def _in_data(data: Data) -> Iterator[Found]:
    yield from data.rows(
        f"select null, measure from {data.now.table} where {data.looked_at}"
        f" group by measure having {_FILLED} = 0",
        what="the measure has no value at all",
        order="measure",
    )
    for found in data.rows(
        f"select null, measure, period from {data.now.table} where {data.looked_at}"
        f" and measure in (select measure from {data.now.table} group by measure"
        f" having {_FILLED} > 0) group by measure, period having {_FILLED} = 0",
        what="the period has no value at all",
        order="measure, period",
    ):
        yield Found(found.cell, found.what, Severity.WARN, found.more)


def _in_values(values: Values) -> Iterator[Found]:
    if values.observed and all(value.value is None for value in values.observed):
        yield Found("", f"none of its {len(values.observed)} places has a value")


RULE = Rule(
    name="all_missing",
    severity=Severity.BLOCK,
    remedy="look whether the measure or the selection is the one that is meant",
    of_data=_in_data,
    of_values=_in_values,
)
