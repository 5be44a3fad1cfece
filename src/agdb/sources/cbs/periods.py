"""CBS period codes, `yyyyXXnn`: the same in the third and the fourth open data service.

The order of the codes as text is not the order in time, and the label may disagree with the code:
83583NED titles `2010JJ00` "2010 december". The code decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from agdb.statistics import period as periods
from agdb.statistics.period import Period

_CODE: Final = re.compile(r"([1-9]\d{3})([A-Z]{2}|W1)(\d{2})")
_DAY: Final = re.compile(r"([1-9]\d{3})(\d{2})(\d{2})")
_BUILD: Final[dict[str, tuple[range, Callable[[int, int], Period]]]] = {
    "JJ": (range(1), lambda year, _: periods.year(year)),
    "KW": (range(1, 5), periods.quarter),
    "MM": (range(1, 13), periods.month),
    "SJ": (range(1), lambda year, _: periods.school_year(year)),
    "W1": (range(1, 54), periods.week),
}


def period_of(code: str) -> Period:
    """Return the period that a CBS code stands for, or one of frequency `other` that keeps it.

    >>> str(period_of("2013KW01")), str(period_of("2023SJ00")), str(period_of("20060101"))
    ('2013-Q1', '2023/24', '2006-01-01')
    >>> period_of("2013X000").frequency.value
    'other'
    """
    code = code.strip()
    try:
        if match := _CODE.fullmatch(code):
            numbers, build = _BUILD.get(match[2], (range(0), periods.quarter))
            if int(match[3]) in numbers:
                return build(int(match[1]), int(match[3]))
        elif match := _DAY.fullmatch(code):
            return periods.day(date(int(match[1]), int(match[2]), int(match[3])))
    except (ValueError, OverflowError):  # no such day or week, or after the last year of a date
        return Period.parse(code)
    return Period.parse(code)
