"""What kind of figures an indicator has, and how many of them can be compared with each other."""

from __future__ import annotations

from enum import StrEnum

from agdb.publication.reading.reading import Reading

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
    """Return the number of periods in the longest comparable stretch of any series."""
    return reading.stretch.periods
