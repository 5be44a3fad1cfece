"""What kind of figures an indicator has, and how many of them can be compared with each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from agdb.indicators.comparable import CUTS
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.reading.timeline import follows, on_a_line
from agdb.statistics.period import Period

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
    return longest_stretch(reading).periods


def longest_stretch(reading: Reading) -> Stretch:
    """Return the longest comparable stretch of any series; one without a hole goes first."""
    return max((stretch(series) for series in reading.series), default=Stretch())


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Known points between two breaks: how many, and whether they follow each other."""

    periods: int = 0
    unbroken: bool = True


def stretch(series: Series) -> Stretch:
    """Return the longest stretch of a series; nothing for odd periods.

    A value whose definition differs begins a stretch of its own, as a break does. A hole does not,
    for what is on both sides of it can be compared; but it is no row of figures.
    """
    if not on_a_line(series.frequency):
        return Stretch()
    found, current = [Stretch()], list[Period]()
    for point in series.points:
        if point.value.status in CUTS:
            current = []
        if point.number is not None:
            current.append(point.period)
            unbroken = all(follows(later, earlier) for earlier, later in pairwise(current))
            found.append(Stretch(len(current), unbroken))
    return max(found)
