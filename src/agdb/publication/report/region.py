"""A region in the papers: its figures beside those of the country, around it, and missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.reading.reading import Names
from agdb.publication.regional.profile import (
    RegionFigure,
    RegionProfile,
    WiderArea,
    answering,
    lacking,
    profile,
)
from agdb.publication.report.derivation import FactKind
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
from agdb.publication.report.region_pictures import region_pictures
from agdb.publication.report.writer import filled
from agdb.publication.wording.language import lowered, raised
from agdb.publication.wording.period import period_name

_NONE: Final[Part] = "–"


def region_of(material: Material) -> str:
    """Return the region that a paper is about: the country where none is chosen."""
    return material.region or material.edition.programme.plan.country


def region_name(material: Material) -> str:
    """Return the name of the region that a paper is about."""
    return Names(material.edition.programme, material.language).region(region_of(material))


def region_figures(material: Material) -> MadeChapter:
    """Return the newest figures of the region with share and change, and pictures of them."""
    found = profile(material.edition, region_of(material))
    name = region_name(material)
    if not found.own:
        said = material.write.say(Occasion.NO_FIGURES, region_of(material), subject=name)
        return MadeChapter((_about(material, found), Paragraph((said,))))
    whole = found.code == material.edition.programme.plan.country
    say = material.language.say
    heads = ("figure", "region") if whole else ("figure", "region", "country", "share")
    table = PaperTable(
        ident="region-figures",
        caption=say("report.table.region", region=name),
        heads=tuple(_head(material, one) for one in (*heads, "year")),
        rows=tuple(_row(material, one, whole=whole) for one in found.own),
        explanation=say("report.table.country.text" if whole else "report.table.region.text"),
    )
    blocks: tuple[PaperBlock, ...] = (_about(material, found), table)
    return MadeChapter((*blocks, *region_pictures(material, found)), _heading(material, found))


def _about(material: Material, found: RegionProfile) -> Paragraph:
    """What sort of region it is, and of how many indicators there are figures."""
    names, language = Names(material.edition.programme, material.language), material.language
    page = address.region(language.code, found.code)
    count, kind = material.numbers.count, FactKind.DEFINITION
    every = [ident for ident, one in material.edition.readings.items() if not one.holdings]
    own = [one.reading.definition.id for one in found.own]
    wider = {one.reading.definition.id for area in found.wider for one in area.figures}
    places: dict[str, Part] = {
        "division": names.division(found.code),
        "code": PaperLink(found.code, page),
        "name": names.region(found.code),
        "all": count(kind, every, page),
        "own": count(kind, own, page),
        "wider": count(kind, sorted(wider), page),
    }
    key = "report.region.held.wider" if wider else "report.region.held"
    text = language.say(
        key, division="{division}", code="{code}", name="{name}", all="{all}", own="{own}",
        wider="{wider}",
    )  # fmt: skip
    return Paragraph((Sentence(f"R:held:{found.code}", filled(text, places)),))


def _heading(material: Material, found: RegionProfile) -> Sentence | None:
    """The first answer of the programme that has figures of the region; None without any."""
    if found.code == material.edition.programme.plan.country:
        return Sentence("H:region:whole", (material.language.say("report.heading.country"),))
    first = answering(material.edition, found)
    if first is None:
        return None
    answer, one = first
    assert one.country is not None, "an answer has both figures"
    names = Names(material.edition.programme, material.language)
    places: dict[str, Part] = {
        "region": raised(names.region(found.code)),
        "country": names.region(material.edition.programme.plan.country),
        "value": material.numbers.of_point(one.reading, one.latest),
        "country_value": material.numbers.of_point(one.reading, one.country),
    }
    text = material.language.words(answer.words)
    return Sentence(f"H:region:{found.code}", filled(text, places))


def _head(material: Material, column: str) -> TableHead:
    """A head of a table of figures; those of a region and of the country have its name."""
    named = {"region": region_of(material), "country": material.edition.programme.plan.country}
    if column in named:
        names = Names(material.edition.programme, material.language)
        return TableHead(raised(names.region(named[column])), numeric=True)
    words = material.language.say(f"report.column.{column}")
    return TableHead(words, numeric=column not in ("figure", "area"))


def _row(material: Material, one: RegionFigure, *, whole: bool) -> TableRow:
    own = (material.numbers.in_sentence(one.reading, one.latest),)
    year = _year(material, one)
    if whole:
        return TableRow((_named(material, one), own, year))
    return TableRow(
        (_named(material, one), own, _country(material, one), _share(material, one), year)
    )


def _named(material: Material, one: RegionFigure) -> tuple[Part, ...]:
    page = address.indicator(material.language.code, one.reading.definition.id)
    period = lowered(period_name(one.latest.period, material.language))
    return (PaperLink(one.reading.name, page), f", {period}")


def _country(material: Material, one: RegionFigure) -> tuple[Part, ...]:
    if one.country is None:
        return (material.language.say("report.not-published"),)
    return (material.numbers.in_sentence(one.reading, one.country),)


def _share(material: Material, one: RegionFigure) -> tuple[Part, ...]:
    if one.share is None or one.country is None:
        return (_NONE,)
    return (material.numbers.of_share(one.reading, one.latest, (one.reading, one.country)),)


def _year(material: Material, one: RegionFigure) -> tuple[Part, ...]:
    if one.year is not None:
        size, growth = material.numbers.of_change(one.reading, one.year)
        return (size,) if growth is None else (size, " (", growth, ")")
    key = "region.border" if one.border else "report.not-published"
    return (material.language.say(key),)


def region_wider(material: Material) -> MadeChapter:
    """Return what only a wider area around the region has, said to be of that area; or nothing."""
    found = profile(material.edition, region_of(material))
    say = material.language.say
    rows = tuple(_wider_rows(material, found.wider))
    if not rows:
        return MadeChapter(())
    columns = ("figure", "area", "amount-there", "country", "year")
    table = PaperTable(
        ident="region-wider",
        caption=say("report.table.wider"),
        heads=tuple(_head(material, one) for one in columns),
        rows=rows,
        explanation=say("region.wider.text", name=region_name(material)),
    )
    return MadeChapter((table,))


def _wider_rows(material: Material, areas: Iterable[WiderArea]) -> Iterator[TableRow]:
    names, code = Names(material.edition.programme, material.language), material.language.code
    for area in areas:
        lies = material.language.say("report.region.partly" if area.partly else "report.region.in")
        link = PaperLink(names.region(area.code), address.region(code, area.code))
        for one in area.figures:
            yield TableRow(
                (
                    _named(material, one),
                    (link, f", {lies}"),
                    (material.numbers.in_sentence(one.reading, one.latest),),
                    _country(material, one),
                    _year(material, one),
                )
            )


def region_missing(material: Material) -> MadeChapter:
    """Return the figures in front of the pillars that the region does not have."""
    points = []
    for lead in lacking(material.edition, region_of(material)):
        words = material.language.words(lead.subject).rstrip(",")
        points.append(BulletPoint((Sentence(f"R:missing:{lead.indicator}", (words,)),)))
    say = material.language.say
    said = Sentence("R:missing", (say("report.region.missing"),))
    if not points:
        return MadeChapter((Paragraph((Sentence("R:whole", (say("report.region.whole"),)),)),))
    return MadeChapter((Paragraph((said,)), Bullets(tuple(points))))
