"""Comparisons made when the site is: they stand there without a script, and refuse as it does."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.edition import Edition, Link
from agdb.publication.page.region.links import region_link
from agdb.publication.page.region.words import change_text
from agdb.publication.reading.basis import CountingBasis, basis, unequal
from agdb.publication.reading.change import ChangeOutcome, change_of, comparable_before
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.publication.regional.profile import RegionFigure, figure_of
from agdb.publication.wording.language import folded, raised
from agdb.publication.wording.period import period_name


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: a name that leads somewhere, and texts, of which the last may be a sentence."""

    link: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A table with its caption, heads and rows; the first head is of the names."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[ComparedRow, ...]


def of_regions(edition: Edition, ident: str) -> tuple[ComparedTable, ...]:
    """Return the newest figure of every region beside the country, a table for each division."""
    reading, language = edition.readings[ident], edition.language
    country = language.words(edition.programme.regions[edition.programme.plan.country].names)
    beside = "region.column.share" if reading.quantity.counted else "compare.column.difference"
    heads = tuple(
        country if key == "country" else language.say(key)
        for key in (
            "region.column.region",
            "compare.column.period",
            "compare.column.value",
            "country",
            beside,
            "region.column.year",
        )
    )
    found = []
    for division in reversed(edition.programme.plan.divisions):
        codes = [code for code in edition.regions if code.startswith(division.prefix)]
        rows = [
            ComparedRow(region_link(edition, code), _beside(edition, one))
            for code in codes
            if code != edition.programme.plan.country
            and (one := figure_of(edition, reading, code)) is not None
        ]
        rows.sort(key=lambda one: folded(one.link.text))
        if rows:
            caption = f"{reading.name}: {language.words(division.plural)}"
            found.append(ComparedTable(caption, heads, tuple(rows)))
    return tuple(found)


def _beside(edition: Edition, one: RegionFigure) -> tuple[str, ...]:
    language, quantity = edition.language, one.reading.quantity
    assert one.latest.number is not None, "a figure has a number"
    country = None if one.country is None else one.country.number
    beside = ""
    if one.share is not None:
        beside = f"{language.figure(one.share, decimals=1)}%"
    elif one.country is not None and not quantity.counted:
        beside = change_text(change_of(one.latest, one.country, quantity=quantity), quantity)
    year = language.say("region.border") if one.border else change_text(one.year, quantity)
    shown = "" if country is None else quantity.short(country)
    period = period_name(one.latest.period, language)
    return period, quantity.short(one.latest.number), shown, beside, year


def of_areas(edition: Edition) -> tuple[ComparedTable, ...]:
    """Return the country beside areas outside it, by the same indicator in the same period."""
    language = edition.language
    rows = [
        ComparedRow(edition.link(reading), cells)
        for reading in edition.readings.values()
        for area in reading.areas()
        if (cells := _both(reading, area)) is not None
    ]
    heads = tuple(
        language.say(f"compare.column.{name}")
        for name in ("indicator", "area", "period", "country", "area-value", "difference")
    )
    return (ComparedTable(language.say("compare.areas"), heads, tuple(rows)),) if rows else ()


def _both(reading: Reading, area: Series) -> tuple[str, ...] | None:
    head, quantity = reading.headline, reading.quantity
    known = head.known if head is not None else ()
    shared = {one.period for one in area.known} & {one.period for one in known}
    if head is None or not shared:
        return None
    period = max(shared)
    ours, theirs = head.at(period), area.at(period)
    assert ours is not None, "the period is one of both"
    assert theirs is not None, "the period is one of both"
    difference = change_text(change_of(ours, theirs, quantity=quantity), quantity)
    name = raised(reading.names.region(area.region))
    when = period_name(period, reading.language)
    return name, when, _short(reading, ours), _short(reading, theirs), difference


def then_and_now(edition: Edition) -> tuple[ComparedTable, ...]:
    """Return the earliest comparable figure of every indicator beside the newest, or why not."""
    language = edition.language
    heads = tuple(
        language.say(f"compare.column.{name}") for name in ("indicator", "then", "now", "change")
    )
    found = []
    for pillar in edition.programme.plan.pillars:
        rows = tuple(
            ComparedRow(edition.link(reading), _then(reading, reading.headline))
            for ident in edition.programme.in_order[pillar.id]
            if (reading := edition.readings.get(ident)) is not None and reading.headline is not None
        )
        if rows:
            found.append(ComparedTable(language.words(pillar.names), heads, rows))
    return tuple(found)


def _then(reading: Reading, head: Series | None) -> tuple[str, ...]:
    language = reading.language
    latest = None if head is None else head.latest
    if head is None or latest is None:
        return "", "", language.say("compare.refused.one")
    now = _dated(reading, latest)
    season = latest.period.start.month if latest.period.dated else 0
    stretch = [
        one
        for one in comparable_before(head)
        if one.period.dated and one.period.start.month == season
    ]
    if stretch:
        change = change_of(latest, stretch[0], quantity=reading.quantity, margin=reading.margin)
        told = change_text(change, reading.quantity)
        if change.outcome is ChangeOutcome.UNCLEAR:
            told = language.say("compare.unclear", change=told)
        return _dated(reading, stretch[0]), now, told
    why = "across" if len(head.known) > 1 else "one"
    return "", now, language.say(f"compare.refused.{why}")


def _dated(reading: Reading, point: Point) -> str:
    return f"{_short(reading, point)} ({period_name(point.period, reading.language)})"


def _short(reading: Reading, point: Point) -> str:
    number: Decimal | None = point.number
    return "" if number is None else reading.quantity.short(number)


def of_indicators(edition: Edition) -> tuple[ComparedTable, ...]:
    """Return the indicators that count in the same way, a table for each way."""
    language = edition.language
    ways: dict[CountingBasis, list[Reading]] = {}
    for reading in edition.readings.values():
        if reading.headline is not None and not reading.holdings:
            ways.setdefault(basis(reading), []).append(reading)
    heads = tuple(language.say(f"compare.column.{name}") for name in ("indicator", "value"))
    found: list[ComparedTable] = []
    for some in ways.values():
        periods = [{one.period for one in _head(reading).known} for reading in some]
        shared = set.intersection(*periods)
        if len(some) > 1 and shared:
            period = max(shared)
            caption = f"{raised(some[0].quantity.name)}, {period_name(period, language)}"
            rows = tuple(
                ComparedRow(edition.link(one), (_short(one, point),))
                for one in some
                if (point := _head(one).at(period)) is not None
            )
            named = sum(one.caption.startswith(caption) for one in found)
            found.append(
                ComparedTable(f"{caption} ({named + 1})" if named else caption, heads, rows)
            )
    return (*found, *_look_alikes(edition))


def _look_alikes(edition: Edition) -> tuple[ComparedTable, ...]:
    """Indicators that are taken for one another and are not compared, each pair with the reason."""
    language = edition.language
    rows = []
    for reading in edition.readings.values():
        for one in reading.definition.related:
            other = edition.readings.get(one.indicator)
            if other is None or reading.headline is None or other.headline is None:
                continue
            if reason := unequal(basis(reading), basis(other)):
                why = language.words(one.why)
                said = language.say(f"compare.refused.short.{reason}", why=why)
                rows.append(ComparedRow(edition.link(reading), (other.name, said)))
    if not rows:
        return ()
    heads = tuple(language.say(f"compare.column.{name}") for name in ("indicator", "other", "why"))
    return (ComparedTable(language.say("compare.look-alikes"), heads, tuple(rows)),)


def _head(reading: Reading) -> Series:
    assert reading.headline is not None, "only readings with a figure are asked for"
    return reading.headline
