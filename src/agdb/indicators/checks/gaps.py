"""A row of periods without a hole between its first and its last."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from agdb.indicators.checks.data import ORDINAL, Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, series_cell
from agdb.statistics.period import Frequency, from_ordinal


def _in_data(data: Data) -> Iterator[Found]:
    """Rows that every series of a measure lacks are its rhythm; a hole is one that others fill."""
    series = ", ".join(data.series)
    yield from data.rows(
        f"with placed as (select {series}, period, {ORDINAL} as _nth from {data.now.table}"
        f"   where {data.looked_at}),\n"
        f"steps as (select *, _nth - lag(_nth) over row_ as _step, lag(period) over row_ as _before"
        f" from placed where _nth is not null window row_ as (partition by {series} order by _nth)"
        "),\n"
        "usual as (select measure, frequency, min(nullif(_step, 0)) as _step from steps\n"
        "    group by measure, frequency)\n"
        f"select concat(steps._step // usual._step - 1, ' missing after ', _before),"
        f" {', '.join(f'steps.{column}' for column in data.series[:-1])}, period\n"
        "from steps join usual on steps.measure = usual.measure"
        " and steps.frequency = usual.frequency where steps._step > usual._step",
        what="there is a hole in the row of periods: {}",
        order=", ".join(f'"{p}"' for p in ("measure", *_dimensions(data), "period")),
    )


def _dimensions(data: Data) -> list[str]:
    return [dimension.id for dimension in data.structure.dimensions]


def _in_values(values: Values) -> Iterator[Found]:
    numbered = {key: row for key, row in values.series.items() if key[2].per_year is not None}
    usual: dict[Frequency, int] = {}
    for (_, _, frequency), row in numbered.items():
        for before, after in pairwise(row):
            step = after.ordinal - before.ordinal
            usual[frequency] = min(step, usual.get(frequency, step))
    for (region, breakdown, frequency), row in numbered.items():
        for before, after in pairwise(row):
            if after.ordinal - before.ordinal > usual[frequency]:
                missing = str(from_ordinal(frequency, before.ordinal + usual[frequency]))
                cell = series_cell(region, breakdown, missing)
                yield Found(cell, f"there is no value between {before} and {after}")


RULE = Rule(
    name="gaps",
    severity=Severity.WARN,
    remedy="fetch or import the missing periods, or say in a caveat why there are none",
    of_data=_in_data,
    of_values=_in_values,
)
