"""What the programme knows of how fresh the figures of a source are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from agdb.programme.model import Record, Words
from agdb.statistics.period import Frequency, Period

_MOMENTS: Final = (Frequency.DAY, Frequency.MONTH, Frequency.YEAR)


def _moment(text: str) -> str:
    if Period.parse(text).frequency not in _MOMENTS:
        raise ValueError("write a day (2025-02-14), or the month or year if no more is known")
    return text


def _dated(text: str) -> str:
    if not Period.parse(text).dated:
        raise ValueError("write a period with known dates, such as 2025, 2025-Q4 or 2024/25")
    return text


class Published(Record):
    """When the publisher published the figures that the programme carries, as far as it is known.

    `where` says where that is written. This is not the day on which we copied them.
    """

    when: Annotated[str, AfterValidator(_moment)]
    where: str = Field(min_length=3)


class Asked(Record):
    """That somebody was asked for figures which this monitor has not: whom, and on which day."""

    of: Words
    on: date


class Newer(Record):
    """Newer figures that the publisher has and this monitor has not.

    It is told as long as the newest figure of an indicator ends before `period`, so that it need
    not be removed when they are read. `where` says where they were seen, and `seen` on which day.
    Without `measures` it is about all that the source has.
    """

    what: Words
    period: Annotated[str, AfterValidator(_dated)]
    where: str = Field(min_length=3)
    seen: date
    measures: tuple[str, ...] = ()
