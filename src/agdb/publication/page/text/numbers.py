"""The numbers that a text of the programme asks for, from the release that is published."""

from __future__ import annotations

from agdb.programme.text_slots import TextSlot
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.statistics.period import Period


def number_for(edition: Edition, slot: TextSlot) -> str:
    """Return what stands in a slot; a figure that this release has not is said to be unknown."""
    if slot.kind == "value":
        return _figure(edition, slot)
    if slot.kind == "columns":
        return _count(edition, len(edition.programme.comparisons[slot.name].columns))
    return _count(edition, how_many(edition, slot.name))


def how_many(edition: Edition, name: str) -> int:
    """Return how many of something the monitor has, for every page that says so."""
    programme, counts = edition.programme, edition.counts
    return {
        "indicators": counts.indicators,
        "indicators-with-figures": counts.with_figures,
        "indicators-waiting": counts.indicators - counts.with_figures,
        "initiatives": len(edition.release.register.initiatives),
        "sources": len(programme.sources),
        "targets": len(programme.targets),
    }[name]


def _count(edition: Edition, number: int) -> str:
    return edition.language.figure(number, decimals=0)


def _figure(edition: Edition, slot: TextSlot) -> str:
    reading = edition.readings.get(slot.name)
    point = None if reading is None else _point(reading, slot)
    if reading is None or point is None or point.number is None:
        return edition.language.say("sentence.unknown")
    quantity = reading.quantity
    if not quantity.counted:
        return quantity.short(point.number)
    ones = point.number.scaleb(quantity.unit.scale)
    decimals = max(0, quantity.decimals - quantity.unit.scale)
    return edition.language.figure(ones, decimals=decimals)


def _point(reading: Reading, slot: TextSlot) -> Point | None:
    head, period = reading.headline, Period.parse(slot.period)
    if head is None:
        return None
    member = tuple((name, slot.members.get(name, code)) for name, code in head.member)
    found = (
        series.at(period)
        for series in reading.series
        if (series.region, series.member) == (head.region, member)
    )
    return next((point for point in found if point is not None), None)
