"""The index of the regions: maps of shares and changes, and a table beside them that sorts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from agdb.programme.geography.geography import Shapes
from agdb.programme.plan import DivisionInUse
from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.map import CLASSES, Land, MapChart, map_chart, outlines
from agdb.publication.edition import Edition, Link
from agdb.publication.figure.region_map import land_of, newest_shapes
from agdb.publication.page.region.links import Locator, map_of, region_href, region_link
from agdb.publication.reading.reading import Names
from agdb.publication.regional.rates import RegionalRate, changes, levels
from agdb.publication.wording.language import folded, lowered
from agdb.publication.wording.period import period_name


@dataclass(frozen=True, slots=True)
class RateMap:
    """A map with its heading, or the reason why none is drawn."""

    heading: str
    link: Link
    drawing: Markup
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexCell:
    """One number of the table: as text, and as a plain number by which a script sorts."""

    text: str
    number: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One region with its numbers, in the order of the columns."""

    link: Link
    cells: tuple[IndexCell, ...]


@dataclass(frozen=True, slots=True)
class IndexedDivision:
    """A division: its maps of shares and changes, those of amounts apart, and its table."""

    ident: str
    name: str
    locator: Locator | None
    outlines: Markup
    shapes: Shapes | None
    maps: tuple[RateMap, ...]
    amounts: tuple[RateMap, ...]
    undrawn: tuple[RateMap, ...]
    columns: tuple[str, ...]
    rows: tuple[IndexRow, ...]
    without: tuple[str, ...]


def regions_page(edition: Edition) -> tuple[str, bytes]:
    """Return the index of all regions, the narrowest division first; the country stands above."""
    language, country = edition.language, edition.programme.plan.country
    divisions = [
        _division(edition, one)
        for one in reversed(edition.programme.plan.divisions)
        if not one.comparison and not country.startswith(one.prefix)
    ]
    return edition.render(
        "region/regions.html",
        address.section(language.code, "region"),
        title=language.say("menu.region"),
        description=language.say("region.intro", n=len(edition.with_values - {country})),
        country=region_link(edition, country),
        listed=[one for one in divisions if one.rows],
    )


def _division(edition: Edition, division: DivisionInUse) -> IndexedDivision:
    names = Names(edition.programme, edition.language)
    codes = [code for code in edition.regions if code.startswith(division.prefix)]
    codes.sort(key=lambda code: folded(names.region(code)))
    rates = (*levels(edition, division.prefix), *changes(edition, division.prefix))
    plural = edition.language.words(division.plural)
    shapes = newest_shapes(edition.programme, division.prefix)
    land = None if shapes is None else _land(edition, division.prefix, shapes)
    drawn = (
        [(one, _map(edition, one, land, shapes)) for one in rates if len(one.values) > CLASSES]
        if land and shapes
        else []
    )
    maps = tuple(one for rate, one in drawn if not rate.amount and one.drawing)
    caption = Caption(
        f"choose-{division.prefix.lower()}",
        edition.language.say("region.map", division=lowered(plural)),
        edition.language.say("region.map.describe"),
    )
    known = {code for rate in rates for code in rate.values}
    return IndexedDivision(
        ident=division.prefix.lower(),
        name=plural,
        locator=None if maps else map_of(edition, division.prefix, caption),
        outlines=outlines(land) if drawn and land is not None else Markup(""),
        shapes=shapes,
        maps=maps,
        amounts=tuple(one for rate, one in drawn if rate.amount and one.drawing),
        undrawn=tuple(one for _, one in drawn if not one.drawing),
        columns=tuple(_column(edition, rate) for rate in rates),
        rows=tuple(
            IndexRow(region_link(edition, code), tuple(_cell(one, code) for one in rates))
            for code in codes
        ),
        without=tuple(names.region(code) for code in codes if code not in known),
    )


def _land(edition: Edition, prefix: str, shapes: Shapes) -> Land:
    hrefs = {code: region_href(edition, code) for code in edition.regions}
    return land_of(Names(edition.programme, edition.language), shapes, prefix, hrefs)


def _map(edition: Edition, rate: RegionalRate, land: Land, shapes: Shapes) -> RateMap:
    language, name = edition.language, _column(edition, rate)
    link = edition.link(rate.reading)
    prefix = land.shapes[0].code[:2]
    same = _drawn(edition, rate, prefix, shapes)
    if same is None:
        period = period_name(rate.period, language)
        why = language.say("map.none", period=period, edition=str(shapes.year))
        return RateMap(name, link, Markup(""), (why,))
    apart = (frozenset(one.code for one in land.shapes) - same) | rate.apart
    kind = "since" if rate.since is not None else "level"
    caption = Caption(
        f"map-{prefix.lower()}-{rate.reading.definition.id}-{kind}",
        language.say("region.rate.map", name=name),
        language.say("region.rate.describe"),
    )
    chart = MapChart(caption, land, rate.values, rate.quantity, apart)
    notes = []
    if apart:
        names = [one.name for one in land.shapes if one.code in apart]
        listed = language.listing(sorted(names, key=folded))
        notes.append(
            language.say("map.apart", n=len(names), names=listed, edition=str(shapes.year))
        )
    if rate.amount:
        notes.append(language.say("map.amounts"))
    return RateMap(name, link, map_chart(chart, shared=True), tuple(notes))


def _drawn(
    edition: Edition, rate: RegionalRate, prefix: str, shapes: Shapes
) -> frozenset[str] | None:
    """Which regions have the borders of the shapes in the period; None where no list tells."""
    geography = edition.programme.geography
    newest = max(geography.lists, default=0)
    if not rate.period.dated or not shapes.year <= rate.period.start.year <= newest:
        return None
    return geography.unchanged(prefix, first=shapes.year, second=newest)


def _column(edition: Edition, rate: RegionalRate) -> str:
    language = edition.language
    period = period_name(rate.period, language)
    if rate.since is None:
        return language.say("region.rate.level", name=rate.reading.name, period=period)
    since = period_name(rate.since, language)
    return language.say("region.rate.since", name=rate.reading.name, since=since, period=period)


def _cell(rate: RegionalRate, code: str) -> IndexCell:
    if code in rate.apart:
        return IndexCell(rate.quantity.language.say("region.border"), "")
    value = rate.values.get(code)
    if value is None:
        return IndexCell("", "")
    return IndexCell(_shown(rate, value), f"{value:f}")


def _shown(rate: RegionalRate, value: Decimal) -> str:
    if rate.since is None:
        return rate.quantity.short(value)
    return ("+" if value > 0 else "") + rate.quantity.short(value)
