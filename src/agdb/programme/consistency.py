"""Every reference inside the programme leads somewhere; the first that does not is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from agdb.errors import Place, ProgrammeError, StatisticsError
from agdb.programme.aims import check_initiatives, check_targets
from agdb.programme.collection import Collection
from agdb.programme.comparability import check_comparisons
from agdb.programme.headline import check_difference, check_headline
from agdb.programme.indicator import Breakdown, Indicator
from agdb.programme.known import known
from agdb.programme.markdown import check_links
from agdb.programme.metric import ByClassification, MovingTotal, Term
from agdb.programme.parts import check_remainders
from agdb.programme.programme import Origin, Programme
from agdb.programme.source import Source
from agdb.programme.text_slots import check_text_slots
from agdb.statistics.columns import RESERVED
from agdb.statistics.identifier import DatasetId, checked_column
from agdb.statistics.period import Period
from agdb.statistics.spelling import alike

LINKABLE = ("count", "money", "quantity")
"""The kinds of units in which a factor over a break has a meaning."""


def check_consistency(programme: Programme, *, folder: str) -> None:
    """Raise `ProgrammeError` for the first reference that leads nowhere, with file and line."""
    _check_classifications(programme)
    _check_units(programme)
    for indicator in programme.indicators.values():
        _check_indicator(programme, indicator)
    for source in programme.sources.values():
        at = programme.origins["Source", source.id]
        for name, note in source.measures.items():
            known(note.unit, programme.units, "unit", at.place("measures", name, "unit"))
            _check_collection(programme, note.collection, at.place("measures", name))
        _check_collection(programme, source.collection, at.place("collection"))
        for name in source.newer.measures if source.newer else ():
            known(name, source.measures, "measure of this source", at.place("newer", "measures"))
        if source.embedded is not None:
            known(source.embedded, programme.figures, "file of figures", at.place("embedded"))
        _check_records(programme, source, at)
        _check_succession(programme, source, at)
    check_initiatives(programme)
    check_targets(programme)
    _check_corrections(programme)
    _check_texts(programme, folder)
    check_text_slots(programme, folder=folder)
    check_links(programme, folder=folder)
    check_comparisons(programme, folder=folder)


def _check_collection(programme: Programme, collection: Collection | None, place: Place) -> None:
    if collection is not None and collection.margin is not None:
        known(collection.margin, programme.margins, "margin", place)


def _check_units(programme: Programme) -> None:
    for unit in programme.units.values():
        check_difference(unit, programme.origins["Unit", unit.id])


def _check_records(programme: Programme, source: Source, at: Origin) -> None:
    if source.records is None:
        return
    for name in source.records.measures:
        place = at.place("records", "measures", name)
        known(name, source.measures, "measure of this source", place)
    for name, coded in source.records.dimensions.items():
        place = at.place("records", "dimensions", name)
        _column(name, place)
        known(name, source.dimensions, "dimension of this source", place)
        if coded.classification is not None:
            _classification(programme, coded.classification, place)


def _check_succession(programme: Programme, source: Source, at: Origin) -> None:
    """A table succeeds one that is known, and never, through others, itself."""
    seen, one = {source.id}, source
    while one.succeeds is not None:
        place = programme.origins["Source", one.id].place("succeeds", "dataset")
        known(one.succeeds.dataset, programme.sources, "source", place)
        if one.succeeds.only_fills and one.table != programme.sources[one.succeeds.dataset].table:
            raise ProgrammeError(
                f"{one.id} is no edition of {one.succeeds.dataset}, so it cannot only fill it",
                place=programme.origins["Source", one.id].place("succeeds", "only_fills"),
                remedy="leave out only_fills: a successor counts before its predecessor",
            )
        one = programme.sources[one.succeeds.dataset]
        if one.id in seen:
            raise ProgrammeError(
                f"{source.id} succeeds itself, through {one.id}",
                place=at.place("succeeds", "dataset"),
                remedy="name the table that came before this one",
            )
        seen.add(one.id)


def _check_corrections(programme: Programme) -> None:
    for correction in programme.corrections.values():
        at = programme.origins["Correction", correction.id]
        known(correction.dataset, programme.sources, "source", at.place("dataset"))
    for one, other in combinations(programme.corrections.values(), 2):
        if one.meets(other):
            raise ProgrammeError(
                f"{one.id!r} corrects the same cell in the same versions",
                place=programme.origins["Correction", other.id].place("cell"),
                remedy="end the one with recorded_to before the other begins",
            )


def _check_indicator(programme: Programme, indicator: Indicator) -> None:
    at = programme.origins["Indicator", indicator.id]
    known(indicator.pillar, programme.pillar_ids, "pillar", at.place("pillar"))
    _check_formerly(programme, indicator, at)
    _check_theme(programme, indicator, at)
    known(indicator.unit, programme.units, "unit", at.place("unit"))
    if indicator.classification is not None:
        _classification(programme, indicator.classification, at.place("classification"))
    _check_beside(programme, indicator, at)
    _check_direction(programme, indicator, at)
    for term in indicator.metric.terms:
        _check_term(programme, term, at)
    if isinstance(indicator.metric, MovingTotal):
        _check_flow(programme, indicator.metric, at)
    _check_breaks(programme, indicator, at)
    _check_region(programme, indicator, at)
    for position, breakdown in enumerate(indicator.breakdowns):
        _check_breakdown(programme, breakdown, at, position)
    check_remainders(programme, indicator, at)
    check_headline(programme, indicator, at)


def _check_formerly(programme: Programme, indicator: Indicator, at: Origin) -> None:
    """An old id leads to one place, and nothing else has it now."""
    for position, old in enumerate(indicator.formerly):
        if old in programme.indicators or programme.renamed[old] != indicator.id:
            other = old if old in programme.indicators else programme.renamed[old]
            raise ProgrammeError(
                f"the former id {old!r} is also that of {other!r}",
                place=at.place("formerly", position),
                remedy="an old address leads to one indicator: leave it out of the others",
            )


def _check_theme(programme: Programme, indicator: Indicator, at: Origin) -> None:
    """A pillar that has themes puts every indicator under one of them."""
    pillar = next(one for one in programme.plan.pillars if one.id == indicator.pillar)
    if indicator.theme is not None:
        known(indicator.theme, pillar.theme_ids, "theme", at.place("theme"))
    elif pillar.themes:
        raise ProgrammeError(
            f"{indicator.id!r} names no theme, and its pillar has themes",
            place=at.place("pillar"),
            remedy=f"write theme: with one of {', '.join(pillar.theme_ids)}",
        )


def _check_beside(programme: Programme, indicator: Indicator, at: Origin) -> None:
    """An indicator stands beside another one, never beside itself."""
    if indicator.beside is None:
        return
    place = at.place("beside")
    known(indicator.beside, programme.indicators, "indicator", place)
    if indicator.beside == indicator.id:
        raise ProgrammeError(
            f"{indicator.id!r} cannot stand beside itself",
            place=place,
            remedy="name the indicator of the whole economy",
        )


def _check_direction(programme: Programme, indicator: Indicator, at: Origin) -> None:
    """How full a register is says nothing of the plan, so no way of it is the wanted one."""
    for term in indicator.metric.terms:
        source = programme.sources.get(term.selection.dataset)
        collection = source.collected(term.selection.measure) if source else None
        if collection and collection.counted and indicator.direction != "context":
            raise ProgrammeError(
                f"{indicator.id!r} counts only what a register holds, and is wanted to go"
                f" {indicator.direction}",
                place=at.place("direction"),
                remedy="write direction: context",
            )


def _check_breaks(programme: Programme, indicator: Indicator, at: Origin) -> None:
    kind = programme.units[indicator.unit].kind
    for position, rupture in enumerate(indicator.breaks):
        if not Period.parse(rupture.period).dated:
            raise ProgrammeError(
                f"{rupture.period!r} is not a period",
                place=at.place("breaks", position, "period"),
                remedy="write the first period after the break, as in 2021 or 2021-Q1",
            )
        if rupture.only_parts and not indicator.breakdowns:
            raise ProgrammeError(
                "there are no parts that a break could be in alone",
                place=at.place("breaks", position, "only_parts"),
                remedy="leave out only_parts: the break is in the series",
            )
        if rupture.link is not None and kind not in LINKABLE:
            raise ProgrammeError(
                f"a {kind} cannot be brought over a break by a factor",
                place=at.place("breaks", position, "link"),
                remedy="only amounts can: leave the link out",
            )


def _check_region(programme: Programme, indicator: Indicator, at: Origin) -> None:
    region = indicator.region
    if (region.dimension is None) == (region.fixed is None):
        raise ProgrammeError(
            "region has either a dimension or a fixed code, one of the two",
            place=at.place("region"),
        )
    if region.fixed is not None:
        known(region.fixed, programme.regions, "region", at.place("region", "fixed"))
    prefixes = [division.prefix for division in programme.plan.divisions]
    for prefix in region.divisions:
        known(prefix, prefixes, "division", at.place("region", "divisions"))


def _check_breakdown(programme: Programme, breakdown: Breakdown, at: Origin, position: int) -> None:
    here = ("breakdowns", position)
    if breakdown.id in RESERVED:
        raise ProgrammeError(
            f"a breakdown cannot be called {breakdown.id!r}, for every download has that column",
            place=at.place(*here, "id"),
        )
    _column(breakdown.dimension, at.place(*here, "dimension"))
    name = breakdown.classification
    _classification(programme, name, at.place(*here, "classification"))
    members = {member.id for member in programme.classifications[name].members}
    for code in breakdown.members:
        known(code, members, "code of the classification", at.place(*here, "members"))
    if breakdown.total is not None:
        known(breakdown.total, members, "code of the classification", at.place(*here, "total"))


def _classification(programme: Programme, name: str, place: Place) -> None:
    known(name, programme.classifications, "classification", place)


def _check_term(programme: Programme, term: Term, at: Origin) -> None:
    try:
        DatasetId.parse(term.selection.dataset)
    except StatisticsError as error:
        place = at.place("metric", *term.path, "dataset")
        raise ProgrammeError(error.what, place=place, remedy=error.remedy) from None
    if term.selection.dataset not in programme.sources:
        raise ProgrammeError(
            f"the data set {term.selection.dataset!r} has no source",
            place=at.place("metric", *term.path, "dataset"),
            remedy="describe it in a file in sources/, with publisher, page and licence",
        )
    for dimension, wanted in term.selection.where.items():
        place = at.place("metric", *term.path, "where", dimension)
        _column(dimension, place)
        if isinstance(wanted, ByClassification):
            known(wanted.classification, programme.classifications, "classification", place)


def _check_flow(programme: Programme, metric: MovingTotal, at: Origin) -> None:
    """Vacancies of four quarters' ends added up are four times too many vacancies."""
    source = programme.sources.get(metric.value.dataset)
    note = source.measures.get(metric.value.measure) if source else None
    if note is None or note.nature != "flow":
        raise ProgrammeError(
            f"{metric.value.measure!r} is not a flow, so its periods cannot be added up",
            place=at.place("metric", "type"),
            remedy="if it is one, say nature: flow under this measure in the file of its source",
        )


def _check_classifications(programme: Programme) -> None:
    for classification in programme.classifications.values():
        at = programme.origins["Classification", classification.id]
        members: set[str] = set()
        for position, member in enumerate(classification.members):
            place = at.place("members", position)
            if member.id in members:
                raise ProgrammeError(f"the code {member.id!r} is written twice", place=place)
            members.add(member.id)
        pair = alike(member.id for member in classification.members)
        if pair is not None:
            raise ProgrammeError(
                f"the codes {pair[0]!a} and {pair[1]!a} look the same", place=at.place("members")
            )
        parents = {one.id: one.parent for one in classification.members}
        for position, member in enumerate(classification.members):
            if member.parent is not None:
                place = at.place("members", position, "parent")
                known(member.parent, members, "code of the classification", place)
                _check_not_circular(member.id, parents, place)


def _check_not_circular(code: str, parents: Mapping[str, str | None], place: Place) -> None:
    seen, parent = {code}, parents[code]
    while parent is not None and parent in parents:
        if parent in seen:
            raise ProgrammeError(
                f"the code {code!r} is defined by itself, through its parent {parents[code]!r}",
                place=place,
                remedy="give one of them another parent, or none",
            )
        seen.add(parent)
        parent = parents[parent]


def _check_texts(programme: Programme, folder: str) -> None:
    languages = programme.plan.languages
    pages = {page for texts in programme.texts.values() for page in texts}
    for language, page in _pairs(languages, sorted(pages)):
        if page not in programme.texts.get(language, {}):
            raise ProgrammeError(
                f"the page {page!r} has no text in the language {language!r}",
                place=Place(f"{folder}/texts/{language}/{page}.md"),
                remedy="write it, or remove the page in the other languages",
            )


def _pairs(languages: Iterable[str], pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((language, page) for page in pages for language in languages)


def _column(name: str, place: Place) -> None:
    try:
        checked_column(name)
    except StatisticsError as error:
        raise ProgrammeError(error.what, place=place, remedy=error.remedy) from None
