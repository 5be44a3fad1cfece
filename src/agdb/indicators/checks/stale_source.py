"""A source that should have published anew long ago, by its own rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.statistics.period import Period

DAYS: Final = {"month": 31, "quarter": 92, "half-year": 184, "year": 366, "two-year": 731}
"""Days between two publications; an irregular source is never late."""
LAG: Final = 366
"""So many days a publisher may need for its newest period, on top of one rhythm."""


def _in_data(data: Data) -> Iterator[Found]:
    days = DAYS.get(data.source.rhythm) if data.source else None
    if data.source is None or days is None:
        return
    recorded, rhythm = data.now.version.recorded, data.source.rhythm
    if recorded + timedelta(2 * days) < data.today:
        yield Found("", f"it was recorded on {recorded}, and there is a new one every {rhythm}")
    newest = data.engine.rows(
        f"select distinct period from {data.now.table}"
        f" where {data.looked_at} and value is not null and start is not null"
    )
    ends = max((Period.parse(text).end for (text,) in newest), default=None)
    if ends is not None and ends + timedelta(2 * days + LAG) < recorded:
        what = f"its newest period ended before {ends}, and there is a new one every {rhythm}"
        yield Found("", f"{what}: it may have a successor")


RULE = Rule(
    name="stale_source",
    severity=Severity.WARN,
    remedy="run agdb fetch for it, or name its successor in the source file",
    of_data=_in_data,
)
