"""A value far from what its own series does, season by season.

Each value is held against the same season a year earlier; the step is held against the other steps
of its series by median and median absolute deviation, which a few odd values cannot move (Hampel
1974, doi:10.1080/01621459.1974.10482962; 1.4826 makes it the standard deviation of a normal).
Steps are of logarithms where all values are above zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agdb.indicators.checks.data import ORDINAL, Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, series_cell
from agdb.statistics.number import printed

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
with placed as (select *, {ordinal} as _nth, {season} as _season,
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
told as (select later.*, earlier._score as _before from judged later left join judged earlier
  on {same} and earlier._nth = later._nth - later._season)
select value, {key} from told where abs(_score) > {limit}
  and not coalesce(abs(_before) > {limit} and _before * _score < 0, false)"""


def _in_data(data: Data) -> Iterator[Found]:
    key = ", ".join((*data.series[:-1], "period"))
    same = " and ".join(f"later.{column} = earlier.{column}" for column in data.series)
    yield from data.rows(
        _STATEMENT.format(
            ordinal=ORDINAL,
            season=_SEASON,
            series=", ".join(data.series),
            table=data.now.table,
            looked_at=data.looked_at,
            same=same,
            least=LEAST,
            least_steps=STEPS,
            limit=LIMIT,
            key=key,
        ),
        what="{} is far from what this series has done",
        order=key,
    )


def _in_values(values: Values) -> Iterator[Found]:
    for (region, breakdown, frequency), row in values.series.items():
        per_year = frequency.per_year
        known = {
            period.ordinal: (period, value.value)
            for period, value in row.items()
            if per_year is not None and value.value is not None
        }
        if per_year is None or len(known) < STEPS + per_year:
            continue
        places = np.array(sorted(known))
        numbers = np.array([known[place][1] for place in places.tolist()], dtype=float)
        for place in outlying(places, numbers, season=per_year):
            period, number = known[place]
            cell = series_cell(region, breakdown, str(period))
            yield Found(cell, f"{printed(float(number))} is far from what this series has done")


def outlying(places: NDArray[np.int64], numbers: NDArray[np.float64], *, season: int) -> list[int]:
    """Return the places whose number is far from what the series does; places are in order.

    >>> calm = np.arange(20.0) + 100
    >>> calm[12] = 300
    >>> outlying(np.arange(20), calm, season=1)
    [12]
    """
    positive = bool(numbers.min() > 0)
    levels = np.log(numbers) if positive else numbers
    earlier = np.searchsorted(places, places - season)
    found = places[earlier] == places - season
    if found.sum() < STEPS:
        return []
    steps = levels[found] - levels[earlier[found]]
    off = steps - np.median(steps)
    moves = np.diff(np.sort(numbers))
    grain = float(moves[moves > 0].min(initial=np.inf)) if moves.any() else 0.0
    if positive:
        least = np.maximum(LEAST, grain / np.minimum(numbers[found], numbers[earlier[found]]))
    else:
        least = np.full(steps.size, max(LEAST * float(np.median(np.abs(numbers))), grain))
    spread = np.maximum(np.maximum(1.4826 * np.median(np.abs(off)), least), 1e-12)
    score = dict(zip(places[found].tolist(), (off / spread).tolist(), strict=True))
    return [
        place
        for place, one in score.items()
        if abs(one) > LIMIT and not _comes_back(score.get(place - season, 0.0), one)
    ]


def _comes_back(before: float, now: float) -> bool:
    """Whether a step only undoes the one before it: the odd value was that of a year earlier."""
    return abs(before) > LIMIT and before * now < 0


RULE = Rule(
    name="outliers",
    severity=Severity.WARN,
    remedy="look it up at the publisher; if it is right, say in a caveat why",
    of_data=_in_data,
    of_values=_in_values,
)
