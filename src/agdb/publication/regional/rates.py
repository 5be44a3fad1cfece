"""What can be coloured on a map of regions: shares, and changes of amounts; amounts by a switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from agdb.programme.geography.borders import same_area
from agdb.programme.plan import Unit
from agdb.publication.edition import Edition
from agdb.publication.figure.ranking import common_period
from agdb.publication.reading.change import change_of
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.regional.profile import regional_indicators
from agdb.publication.wording.quantity import PERCENT, Quantity
from agdb.statistics.period import Period

_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class RegionalRate:
    """One number of every region of a division, all of the same period.

    `since` is the earlier period of a change, None for a level. `apart` are regions that have both
    figures and are not proven to be one area in both. Of a level `values` is None where a region
    has no published number; a region that is not in it has no figure at all.
    """

    reading: Reading
    quantity: Quantity
    period: Period
    values: Mapping[str, Decimal | None]
    since: Period | None = None
    apart: frozenset[str] = frozenset()

    @property
    def amount(self) -> bool:
        """Whether these are amounts, which are larger where more people live."""
        return self.quantity.counted


def levels(edition: Edition, prefix: str) -> tuple[RegionalRate, ...]:
    """Return every indicator that has figures of regions of a division, as published."""
    found = (
        (reading, some)
        for ident in regional_indicators(edition)
        if (some := _series(reading := edition.readings[ident], prefix))
    )
    return tuple(_level(reading, some) for reading, some in found)


def changes(edition: Edition, prefix: str) -> tuple[RegionalRate, ...]:
    """Return the change in per cent since a year earlier of every amount of `levels`.

    Where no region is proven to be the same area in both periods there is nothing to return.
    """
    found = []
    for rate in levels(edition, prefix):
        before = rate.period.year_before()
        if rate.amount and before is not None:
            made = _change(edition, rate, before, _series(rate.reading, prefix))
            if made.values:
                found.append(made)
    return tuple(found)


def _series(reading: Reading, prefix: str) -> tuple[Series, ...]:
    return tuple(one for one in reading.regions().get(prefix, ()) if one.known)


def _level(reading: Reading, some: tuple[Series, ...]) -> RegionalRate:
    period = common_period(some)
    values = {one.region: point.number for one in some if (point := one.at(period)) is not None}
    return RegionalRate(reading, reading.quantity, period, values)


def _change(
    edition: Edition, rate: RegionalRate, before: Period, some: tuple[Series, ...]
) -> RegionalRate:
    values: dict[str, Decimal | None] = {}
    apart = set()
    for one in some:
        latest, earlier = one.at(rate.period), one.at(before)
        if latest is None or earlier is None or latest.number is None or earlier.number is None:
            continue
        same = same_area(edition.programme, one.region, first=before, last=rate.period)
        if not same or latest.broken:
            apart.add(one.region)
            continue
        values[one.region] = change_of(latest, earlier, quantity=rate.quantity).percent
    return RegionalRate(
        rate.reading, _percent(rate.reading), rate.period, values, before, frozenset(apart)
    )


def _percent(reading: Reading) -> Quantity:
    language = reading.language
    words = {language.code: language.say("region.rate.percent")}
    unit = Unit(id="change", names=words, short={language.code: PERCENT}, kind="rate", signed=True)
    return Quantity(unit, _DECIMALS, language)
