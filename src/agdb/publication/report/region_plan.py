"""What the plan does in a region, what its doorrekening says of it, and which regions are alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.programme.geography.place import localities
from agdb.programme.regional import LikenessFeature
from agdb.publication import address
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.reading.series import Point
from agdb.publication.regional.likeness import Likeness, likeness
from agdb.publication.regional.profile import profile
from agdb.publication.report.ahead import about_scenario
from agdb.publication.report.derivation import FactKind
from agdb.publication.report.document import (
    PaperBlock,
    PaperLink,
    PaperTable,
    Paragraph,
    Part,
    Sentence,
    TableHead,
    TableRow,
)
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.region import region_name, region_of
from agdb.publication.report.writer import filled
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_name
from agdb.register.firmness import firmest
from agdb.register.initiative import Initiative
from agdb.statistics.period import Period

_MOST: Final = 8
"""So many initiatives fit; what is left out is counted."""
_TIES: Final = ("own", "intensified", "related", "context", "unknown")


def region_initiatives(material: Material) -> MadeChapter:
    """Return the initiatives in and around the region, each with its firmest money.

    National money is not split.
    """
    say = material.language.say
    note = Paragraph((Sentence("R:not-split", (say("report.region.not-split"),)),), small=True)
    some = _near(material)
    if not some:
        none = Sentence("R:none", (say("report.region.no-initiatives"),))
        return MadeChapter((Paragraph((none,)), note))
    heads = ("initiative", "where", "amount", "kind")
    table = PaperTable(
        ident="region-initiatives",
        caption=say("report.table.initiatives"),
        heads=tuple(TableHead(say(f"report.column.{one}"), one == "amount") for one in heads),
        rows=tuple(row for one, place in some[:_MOST] for row in _initiative(material, one, place)),
        explanation=say("region.money"),
    )
    rest = [f"initiatives/{one.id}" for one, _ in some[_MOST:]]
    blocks: tuple[PaperBlock, ...] = (table,)
    if rest:
        page = address.region(material.language.code, region_of(material))
        counted: dict[str, Part] = {"more": material.numbers.count(FactKind.RECORD, rest, page)}
        more = filled(say("report.region.more", more="{more}"), counted)
        blocks = (*blocks, Paragraph((Sentence("R:more", more),), small=True))
    return MadeChapter((*blocks, note))


def _near(material: Material) -> list[tuple[Initiative, str]]:
    """Initiatives with where they are: first those in the region, then those around it.

    Of the country those that are for all of it.
    """
    region, country = region_of(material), material.edition.programme.plan.country
    names = Names(material.edition.programme, material.language)
    found = []
    for one in material.register.initiatives.values():
        if region == country:
            if one.national is True:
                found.append((False, one, names.region(country)))
            continue
        codes = tuple(place.code for place in one.regions)
        near = list(localities(material.edition.programme, codes, region))
        if near:
            where = list(dict.fromkeys(names.region(at.named) for at in near))
            around = all(at.wider for at in near)
            found.append((around, one, material.language.listing(where)))
    known = material.edition.links.money
    found.sort(
        key=lambda row: (
            row[0],
            _TIES.index(row[1].relation),
            not firmest(known.get(row[1].id, ())),
        )
    )
    return [(one, raised(where)) for _, one, where in found]


def _initiative(material: Material, one: Initiative, where: str) -> Iterator[TableRow]:
    """One row; a second amount of the same step has one of its own."""
    name = (material.words.named("initiatives", one),)
    rows = firmest(material.edition.links.money.get(one.id, ()))
    if not rows:
        unknown = (material.language.say("report.unknown"),)
        yield TableRow((name, (where,), unknown, unknown))
    for row in rows:
        kind = raised(material.words.code("money.short", row.kind))
        amount = (material.numbers.of_money(row),)
        yield TableRow((name, (where,), amount, (f"{kind}, {material.words.moment(row.as_of)}",)))


def region_shortage(material: Material) -> MadeChapter:
    """Return what the doorrekening says of the shortage in the region, or why it says nothing."""
    region, say = region_of(material), material.language.say
    if material.release.scenario is None or region == material.edition.programme.plan.country:
        return MadeChapter((Paragraph(about_scenario(material)),))
    shortages = profile(material.edition, region).shortages
    told = [one for one in shortages if one.headline is not None][:1]
    blocks: list[PaperBlock] = [_shortage_table(material, one.year) for one in told]
    for why in dict.fromkeys(one.why for one in shortages if one.why):
        years = material.language.listing([str(one.year) for one in shortages if one.why == why])
        text = say(f"region.shortage.{why}", year=years)
        blocks.append(Paragraph((Sentence(f"R:shortage:{why}", (text,)),)))
    return MadeChapter(tuple(blocks))


def _shortage_table(material: Material, year: int) -> PaperTable:
    """The shortage without and with the plan; what is below nothing is to spare."""
    say, region = material.language.say, region_of(material)
    assert material.release.scenario is not None, "a shortage is that of a doorrekening"
    run, page = material.release.scenario.run, address.section(material.language.code, "scenario")
    named = "regions" if run.regions is not None and region in run.regions.regions else None
    ends = f"run.{named or 'labour_market_regions'}.years.{year}.{region}"
    number = material.numbers.of_scenario

    def row(key: str, part: str) -> TableRow:
        cells = tuple((number((f"{ends}.{part}.gap.{one}",), page),) for one in _SPREAD)
        return TableRow(((say(key),), *cells))

    return PaperTable(
        ident="region-shortage",
        caption=say("report.table.shortage", year=str(year)),
        heads=(
            TableHead(say("report.column.calculation")),
            *(TableHead(say(f"report.column.{one}"), numeric=True) for one in _SPREAD),
        ),
        rows=(row("report.shortage.without", "baseline"), row("report.shortage.with", "with_plan")),
        explanation=say("report.table.shortage.text"),
    )


_SPREAD: Final = ("low", "mean", "high")


def region_alike(material: Material) -> MadeChapter:
    """Return the regions that are most like this one by each rule of the programme, or why none.

    The country is like no region.
    """
    if region_of(material) == material.edition.programme.plan.country:
        return MadeChapter(())
    found = likeness(material.edition, region_of(material))
    return MadeChapter(tuple(block for one in found for block in _alike(material, one)))


def _alike(material: Material, found: Likeness) -> Iterator[PaperBlock]:
    language, ident = material.language, found.rule.id
    limits = Sentence(f"R:alike:{ident}:limits", (language.words(found.rule.limits),))
    if found.own is None or found.period is None:
        text = language.say(f"report.region.like.{found.why}")
        yield Paragraph((Sentence(f"R:alike:{ident}", (text,)),))
        return
    features = [language.words(one.names) for one in found.rule.features]
    some = (found.own, *found.nearest)
    yield PaperTable(
        ident=f"region-alike-{ident}",
        caption=language.say("region.like.table", name=region_name(material)),
        heads=(
            TableHead(language.say("report.column.alike")),
            *(TableHead(raised(one), numeric=True) for one in features),
        ),
        rows=tuple(_alike_row(material, found, one.code, found.period) for one in some),
        explanation=language.say(
            "report.region.like.how",
            features=language.listing(features),
            period=period_name(found.period, language),
        ),
    )
    yield Paragraph((limits,), small=True)


def _alike_row(material: Material, found: Likeness, code: str, period: Period) -> TableRow:
    names = Names(material.edition.programme, material.language)
    link = PaperLink(raised(names.region(code)), address.region(material.language.code, code))
    cells = tuple((_feature(material, one, code, period),) for one in found.rule.features)
    return TableRow(((link,), *cells))


def _feature(material: Material, feature: LikenessFeature, code: str, period: Period) -> Part:
    reading = material.edition.readings[feature.indicator]
    point = _point(reading, code, period)
    if feature.of is None:
        return material.numbers.in_sentence(reading, point)
    whole = material.edition.readings[feature.of]
    return material.numbers.of_share(reading, point, (whole, _point(whole, code, period)))


def _point(reading: Reading, code: str, period: Period) -> Point:
    series = reading.of_region(code)
    point = None if series is None else series.at(period)
    assert point is not None, "a region that is compared has all features"
    return point
