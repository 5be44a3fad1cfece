"""A value far from what its own series does, season by season.

Each value is held against the same season a year earlier; the step is held against the other steps
of its series by median and median absolute deviation, which a few odd values cannot move (Hampel
1974, doi:10.1080/01621459.1974.10482962; 1.4826 makes it the standard deviation of a normal).
Steps are of logarithms where all values are above zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import ORDINAL, CheckedTable

LIMIT: Final = 8.0
"""So many robust standard deviations; a crisis year stays below it in most series, a typo not."""
LEAST: Final = 0.03
"""A standard deviation below 3 per cent counts as that: calm series are not scolded for a move.

Nor does it count as less than the grain of the series, the smallest difference between any two of
its values: small numbers that were rounded to tens jump.
"""
STEPS: Final = 8
"""A series needs so many steps before it has a history."""

_SEASON: Final = (
    "case frequency when 'month' then 12 when 'quarter' then 4 when 'half-year' then 2 else 1 end"
)
_STATEMENT: Final = """
with placed as (select {series}, period, value, {ordinal} as _nth, {season} as _season,
    min(value) over (partition by {series}) > 0 as _positive,
    median(abs(value)) over (partition by {series}) as _size
  from {table} where {looked_at} and value is not null),
moved as (select *, value - lag(value) over (partition by {series} order by value) as _move,
    case when _positive then ln(value) else value end as _level from placed where _nth is not null),
scaled as (select *, min(case when _move > 0 then _move end) over (partition by {series}) as _grain
  from moved),
steps as (select later.*, later._level - earlier._level as _step,
    greatest(case when later._positive then {least} else {least} * later._size end,
      coalesce(later._grain, 0) / case when later._positive
        then least(later.value, earlier.value) else 1 end) as _least
  from scaled later join scaled earlier
  on {same} and earlier._nth = later._nth - later._season),
centred as (select *, _step - median(_step) over (partition by {series}) as _off,
  count(*) over (partition by {series}) as _n from steps),
judged as (select *, _off / greatest(1.4826 * median(abs(_off)) over (partition by {series}),
  _least, 1e-12) as _score from centred where _n >= {least_steps}),
paired as (select later.*, earlier._score as _before from judged later left join judged earlier
  on {same} and earlier._nth = later._nth - later._season)
select value, {key} from paired where abs(_score) > {limit}
  and not coalesce(abs(_before) > {limit} and _before * _score < 0, false)"""


def _in_table(table: CheckedTable) -> Iterator[Found]:
    yield from table.found(
        _STATEMENT.format(
            ordinal=ORDINAL,
            season=_SEASON,
            series=", ".join(table.series),
            table=table.name,
            looked_at=table.looked_at,
            same=" and ".join(f"later.{column} = earlier.{column}" for column in table.series),
            least=LEAST,
            least_steps=STEPS,
            limit=LIMIT,
            key=", ".join(table.key),
        ),
        what="{} is far from what this series has done",
        order=table.key,
    )


RULE = Rule(
    name="outliers",
    severity=Severity.WARN,
    remedy="look it up at the publisher; if it is right, say in a caveat why",
    of_table=_in_table,
)
