"""What kind of figures an indicator has, and how many of them can be compared with each other."""

from __future__ import annotations

from enum import StrEnum

from agdb.indicators.comparable import CUTS
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.reading.timeline import on_a_line

ENOUGH = 5  # comparable periods that make a series one can speak of


class Coverage(StrEnum):
    """Each indicator is exactly one of these, so that they can be counted apart."""

    SERIES = "series"
    SHORT = "short"
    PROXY = "proxy"
    QUOTED = "quoted"
    WAITING = "waiting"


def covered(reading: Reading) -> Coverage:
    """Return how an indicator counts: what it is comes before how long its series is."""
    if reading.headline is None:
        return Coverage.WAITING
    if reading.definition.nature == "quoted":
        return Coverage.QUOTED
    if reading.definition.nature == "proxy":
        return Coverage.PROXY
    return Coverage.SERIES if comparable(reading) >= ENOUGH else Coverage.SHORT


def comparable(reading: Reading) -> int:
    """Return the number of periods in the longest comparable stretch of any series.

    An indicator reads one version of each data set, so that a series is of one vintage.
    """
    return max((stretch(series) for series in reading.series), default=0)


def stretch(series: Series) -> int:
    """Return how many known points stand between two breaks at most; nothing for odd periods.

    A value whose definition differs begins a stretch of its own, as a break does.
    """
    if not on_a_line(series.frequency):
        return 0
    longest = current = 0
    for point in series.points:
        if point.value.status in CUTS:
            current = 0
        if point.number is not None:
            current += 1
            longest = max(longest, current)
    return longest
