"""What kind of figures an indicator has, how many of them compare, and how old they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from agdb.publication.reading.reading import Reading
from agdb.statistics.age import Age, Ageing

ENOUGH = 5  # comparable periods that make a series one can speak of
_OF_A_CODE = 5  # characters: P2.09c is the fourth indicator of code P2.09
_MONTHS = 12


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


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted of all indicators together, on one day.

    A code of the catalogue has figures where one of its indicators has, and is `comparable` where
    one of them is a series of enough comparable periods; companions about the whole economy do not
    count for the code that they stand at. `median_age` is in years, of the newest figure of each
    indicator that has an age; None without any.
    """

    indicators: int
    with_figures: int
    codes: int
    codes_with_figures: int
    codes_comparable: int
    median_age: float | None
    aged: int
    old: int
    very_old: int


def newest_age(reading: Reading, *, day: date) -> Age | None:
    """Return the age of the newest figure for the whole; None where it has none."""
    latest = None if reading.headline is None else reading.headline.latest
    return None if latest is None else Age.of(latest.period, day=day)


def counts(readings: Iterable[Reading], *, day: date) -> Counts:
    """Return the counts of `readings`, which are all indicators of a programme."""
    known = tuple(readings)
    having = [one for one in known if one.headline is not None]
    ages = sorted(age for one in having if (age := newest_age(one, day=day)) is not None)
    older = [age.ageing for age in ages]
    return Counts(
        indicators=len(known),
        with_figures=len(having),
        codes=len(set(_codes(known))),
        codes_with_figures=len(set(_codes(_own(having)))),
        codes_comparable=len(
            set(_codes(one for one in _own(having) if covered(one) is Coverage.SERIES))
        ),
        median_age=median(age.months for age in ages) / _MONTHS if ages else None,
        aged=len(ages),
        old=len(older) - older.count(Ageing.RECENT),
        very_old=older.count(Ageing.VERY_OLD),
    )


def _own(readings: Iterable[Reading]) -> Iterator[Reading]:
    return (one for one in readings if not one.definition.companion)


def _codes(readings: Iterable[Reading]) -> Iterator[str]:
    return (one.definition.catalogue[:_OF_A_CODE] for one in readings)
