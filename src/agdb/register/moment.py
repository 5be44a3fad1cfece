"""A date as far as it is known: a day, a month or only a year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


class Certainty(StrEnum):
    """How sure a date is: written so by the source, only its year known, or estimated by us."""

    EXACT = "exact"
    YEAR = "year"
    ESTIMATED = "estimated"


def _checked(text: str) -> str:
    first_day(text)
    return text


Moment = Annotated[str, AfterValidator(_checked)]
"""`2023`, `2023-06` or `2023-06-08`; text order is time order between moments of one length."""


def first_day(moment: str) -> date:
    """Return the first day that `moment` may mean.

    Raises `ValueError` if it is not a year, month or day that exists.

    >>> first_day("2023-06")
    datetime.date(2023, 6, 1)
    """
    year, month, day = _parts(moment)
    return date(year, month or 1, day or 1)


def last_day(moment: str) -> date:
    """Return the last day that `moment` may mean; raises as `first_day` does.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    year, month, day = _parts(moment)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def known_by(moment: str, day: date) -> bool:
    """Return whether what happened at `moment` had surely happened by the end of `day`.

    >>> known_by("2025", date(2025, 7, 1)), known_by("2025-06", date(2025, 7, 1))
    (False, True)
    """
    return last_day(moment) <= day


def _parts(moment: str) -> tuple[int, int, int]:
    match = _FORM.fullmatch(moment)
    if match is None:
        raise ValueError("write a day as 2023-06-08, a month as 2023-06 or a year as 2023")
    year, month, day = (int(part or 0) for part in match.group("year", "month", "day"))
    if match["month"] is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if match["day"] is not None:
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(f"there is no day {moment}") from None
    return year, month, day
