"""A region in the papers: its figures beside those of the country, what is done and missing."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.reading.reading import Reading
from agdb.publication.report.document import (
    BulletPoint,
    Bullets,
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
from agdb.publication.report.money import money_table
from agdb.publication.report.pillars import initiative_table
from agdb.publication.wording.period import period_name
from agdb.register.initiative import Initiative

MOST_ROWS = 14
"""A factsheet has two pages."""


def region_of(material: Material) -> str:
    """Return the region that a paper is about: the country where none is chosen."""
    return material.region or material.edition.programme.plan.country


def region_figures(material: Material) -> MadeChapter:
    """Return the newest figures of the region, each beside that of the country then."""
    rows = tuple(_rows(material))[:MOST_ROWS]
    name = material.language.words(material.edition.programme.regions[region_of(material)].names)
    if not rows:
        said = material.write.say(Occasion.NO_FIGURES, region_of(material), subject=name)
        return MadeChapter((Paragraph((said,)),))
    say = material.language.say
    heads = ("figure", "period", "region", "country")
    table = PaperTable(
        ident="region-figures",
        caption=say("report.table.region", region=name),
        heads=tuple(
            TableHead(say(f"report.column.{one}"), one in ("region", "country")) for one in heads
        ),
        rows=rows,
        explanation=say("report.table.region.text"),
    )
    return MadeChapter((table,))


def _rows(material: Material) -> Iterator[TableRow]:
    for _, pillar in material.pillars:
        for indicator in material.edition.programme.by_pillar[pillar]:
            reading = material.edition.readings.get(indicator.id)
            if reading is not None and not reading.holdings:
                yield from _row(material, reading)


def _row(material: Material, reading: Reading) -> Iterator[TableRow]:
    country = material.edition.programme.plan.country
    series = reading.of_region(region_of(material))
    latest = None if series is None else series.latest
    if series is None or latest is None or reading.headline is None:
        return
    whole = reading.like(series, region=country)
    same = None if whole is None else whole.at(latest.period)
    beside: Part = material.language.say("report.not-published")
    if same is not None and same.number is not None:
        beside = material.numbers.of_point(reading, same)
    page = address.indicator(material.language.code, reading.definition.id)
    yield TableRow(
        (
            (PaperLink(reading.name, page),),
            (period_name(latest.period, material.language),),
            (material.numbers.of_point(reading, latest),),
            (beside,),
        )
    )


def region_initiatives(material: Material) -> MadeChapter:
    """Return the initiatives that name the region, and their money; national money is not split."""
    some = [one for one in material.register.initiatives.values() if _names(material, one)]
    say = material.language.say
    note = Paragraph((Sentence("R:not-split", (say("report.region.not-split"),)),), small=True)
    if not some:
        none = Sentence("R:none", (say("report.region.no-initiatives"),))
        return MadeChapter((Paragraph((none,)), note))
    caption = say("report.table.initiatives")
    blocks: tuple[PaperBlock, ...] = (
        initiative_table(material, some, "region-initiatives", caption=caption),
    )
    money = money_table(material, [one.id for one in some], "region-money")
    return MadeChapter((*blocks, note) if money is None else (*blocks, money, note))


def _names(material: Material, one: Initiative) -> bool:
    region = region_of(material)
    if region == material.edition.programme.plan.country:
        return one.national is True
    return any(place.code == region for place in one.regions)


def region_missing(material: Material) -> MadeChapter:
    """Return the figures in front of the pillars that the region does not have."""
    points = []
    for _, pillar in material.pillars:
        named = material.plan.pillars.get(pillar)
        for lead in () if named is None else named.figures:
            reading = material.edition.readings.get(lead.indicator)
            if reading is None or reading.of_region(region_of(material)) is None:
                words = material.language.words(lead.subject).rstrip(",")
                points.append(BulletPoint((Sentence(f"R:missing:{lead.indicator}", (words,)),)))
    say = material.language.say
    said = Sentence("R:missing", (say("report.region.missing"),))
    if not points:
        return MadeChapter((Paragraph((Sentence("R:whole", (say("report.region.whole"),)),)),))
    return MadeChapter((Paragraph((said,)), Bullets(tuple(points))))
