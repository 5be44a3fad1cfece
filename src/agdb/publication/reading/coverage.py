"""What kind of figures an indicator has, and how many of them can be compared with each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from agdb.indicators.breaks import CUTS
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Member
from agdb.publication.reading.timeline import follows, on_a_line
from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency, Period

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
    """Return the longest comparable stretch of any series; one without a hole goes first.

    Works on the values themselves: of a million it would take long to make points first.
    """
    found: dict[tuple[str, Member, Frequency], list[tuple[Period, Value]]] = {}
    for value in reading.computed.values:
        if value.kind is Kind.OBSERVED:
            period = Period.parse(value.period)
            key = (value.region, value.breakdown, period.frequency)
            found.setdefault(key, []).append((period, value))
    lines = (points for (_, _, frequency), points in found.items() if on_a_line(frequency))
    return max((stretch(points) for points in lines), default=Stretch())


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Known points between two breaks: how many, and whether they follow each other."""

    periods: int = 0
    unbroken: bool = True


def stretch(points: list[tuple[Period, Value]]) -> Stretch:
    """Return the longest stretch of the observed values of one series.

    A value whose definition differs begins a stretch of its own, as a break does. A hole does not,
    for what is on both sides of it can be compared; but it is no row of figures.
    """
    best, periods, unbroken = Stretch(), 0, True
    last: Period | None = None
    for period, value in sorted(points, key=itemgetter(0)):
        if value.status in CUTS:
            periods, unbroken, last = 0, True, None
        if value.value is not None:
            periods += 1
            unbroken = unbroken and (last is None or follows(period, last))
            last = period
            best = max(best, Stretch(periods, unbroken))
    return best
