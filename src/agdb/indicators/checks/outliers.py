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
"""A standard deviation below 3 per cent counts as that: calm series are not scolded for a move."""
STEPS: Final = 8
"""A series needs so many steps before it has a history."""

_SEASON: Final = (
    "case frequency when 'month' then 12 when 'quarter' then 4 when 'half-year' then 2 else 1 end"
)
_STATEMENT: Final = """
with placed as (select *, {ordinal} as nth, {season} as season,
    min(value) over (partition by {series}) > 0 as positive,
    median(abs(value)) over (partition by {series}) as size
  from {table} where {looked_at} and value is not null),
scaled as (select *, case when positive then ln(value) else value end as level,
    case when positive then 1.0 else size end as unit from placed where nth is not null),
steps as (select later.*, later.level - earlier.level as step from scaled later join scaled earlier
  on {same} and earlier.nth = later.nth - later.season),
centred as (select *, step - median(step) over (partition by {series}) as off,
  count(*) over (partition by {series}) as n from steps),
judged as (select *, off / greatest(1.4826 * median(abs(off)) over (partition by {series}),
  {least} * unit, 1e-12) as score from centred where n >= {least_steps}),
told as (select later.*, earlier.score as before from judged later left join judged earlier
  on {same} and earlier.nth = later.nth - later.season)
select value, {key} from told where abs(score) > {limit}
  and not coalesce(abs(before) > {limit} and before * score < 0, false)"""


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
    unit = 1.0 if positive else float(np.median(np.abs(numbers)))
    spread = max(1.4826 * float(np.median(np.abs(off))), LEAST * unit, 1e-12)
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
