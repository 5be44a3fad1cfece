"""A source whose next figures are overdue, or of which newer figures were seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.programme.source import Source
from agdb.statistics.period import Period

DAYS: Final = {"month": 31, "quarter": 92, "half-year": 184, "year": 366, "two-year": 731}
"""Days between two publications; an irregular source is never late."""
LAG: Final = 366
"""So many days a publisher may need for its newest period, on top of one rhythm."""


def _in_data(data: Data) -> Iterator[Found]:
    if data.source is not None:
        newest = _newest_end(data)
        yield from _seen(data.source, newest)
        yield from _overdue(data, data.source, newest)


def _newest_end(data: Data) -> date | None:
    found = data.engine.rows(
        f"select distinct period from {data.name}"
        f" where {data.looked_at} and value is not null and start is not null"
    )
    return max((Period.parse(text).end for (text,) in found), default=None)


def _seen(source: Source, newest: date | None) -> Iterator[Found]:
    newer = source.newer
    if newer is not None and newest is not None and newest < Period.parse(newer.period).end:
        what = next(iter(newer.what.values()))
        yield Found("", f"newer figures exist, up to {newer.period}: {what} ({newer.where})")


def _overdue(data: Data, source: Source, newest: date | None) -> Iterator[Found]:
    days = DAYS.get(source.rhythm)
    if days is None or source.closed is not None:
        return
    recorded, rhythm = data.now.version.recorded, source.rhythm
    if recorded + timedelta(2 * days) < data.today:
        yield Found("", f"it was recorded on {recorded}, and there is a new one every {rhythm}")
    if newest is not None and newest + timedelta(2 * days + LAG) < recorded:
        what = f"its newest period ended before {newest}, and there is a new one every {rhythm}"
        yield Found("", f"{what}: it may have a successor")


RULE = Rule(
    name="stale_source",
    severity=Severity.WARN,
    remedy="run agdb fetch for it, or name its successor in the source file",
    of_data=_in_data,
)
