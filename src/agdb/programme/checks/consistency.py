"""Every reference inside the programme leads somewhere; the first that does not is an error."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product

from agdb.errors import Place, ProgrammeError
from agdb.programme.checks.comparisons import check_comparisons
from agdb.programme.checks.headline import check_difference
from agdb.programme.checks.indicators import check_indicator
from agdb.programme.checks.names import require, require_column
from agdb.programme.checks.report import check_report
from agdb.programme.checks.targets import check_targets
from agdb.programme.markdown import check_links
from agdb.programme.programme import Programme, RecordOrigin
from agdb.programme.source import Collection, Source
from agdb.programme.text_slots import check_text_slots
from agdb.statistics.spelling import alike


def check_consistency(programme: Programme, *, folder: str, kept: bool) -> None:
    """Raise `ProgrammeError` for the first reference that leads nowhere, with file and line.

    `kept` tells that it is the programme of a release, which may be older than a sentence.
    """
    _check_pillars(programme, folder)
    _check_overview(programme)
    _check_classifications(programme)
    _check_units(programme)
    for indicator in programme.indicators.values():
        check_indicator(programme, indicator)
    for source in programme.sources.values():
        at = programme.origins["Source", source.id]
        for name, note in source.measures.items():
            require(note.unit, programme.units, "unit", at.place("measures", name, "unit"))
            _check_collection(programme, note.collection, at.place("measures", name))
        _check_collection(programme, source.collection, at.place("collection"))
        for name in source.newer.measures if source.newer else ():
            require(name, source.measures, "measure of this source", at.place("newer", "measures"))
        if source.embedded is not None:
            require(source.embedded, programme.figures, "file of figures", at.place("embedded"))
        _check_records(programme, source, at)
        _check_succession(programme, source, at)
    check_targets(programme)
    _check_events(programme)
    _check_corrections(programme)
    _check_texts(programme, folder)
    for kind in programme.unfit.values():
        for name in kind.allowed_in:
            place = programme.origins["UnfitPhrases", kind.id].place("allowed_in")
            require(name, {one for some in programme.texts.values() for one in some}, "text", place)
    check_text_slots(programme, folder=folder)
    check_links(programme, folder=folder)
    check_comparisons(programme, folder=folder)
    _check_regional(programme)
    check_report(programme, kept=kept)


def _check_pillars(programme: Programme, folder: str) -> None:
    """What leads a pillar is one of its own indicators."""
    place = Place(f"{folder}/programme.yaml")
    for pillar in programme.plan.pillars:
        own = {one.id for one in programme.indicators.values() if one.pillar == pillar.id}
        for name in pillar.leads:
            require(name, own, f"indicator of pillar {pillar.id!r}", place)


def _check_overview(programme: Programme) -> None:
    for answer in programme.overview.values():
        at = programme.origins["OverviewAnswer", answer.id]
        if answer.target is not None:
            require(answer.target, programme.targets, "target", at.place("target"))
        for name in answer.indicators:
            require(name, programme.indicators, "indicator", at.place("indicators"))


def _check_collection(programme: Programme, collection: Collection | None, place: Place) -> None:
    if collection is not None and collection.margin is not None:
        require(collection.margin, programme.margins, "margin", place)


def _check_regional(programme: Programme) -> None:
    """Rules of likeness and answers name indicators that there are."""
    for rule in programme.likeness.values():
        at = programme.origins["LikenessRule", rule.id]
        for position, feature in enumerate(rule.features):
            for key, name in (("indicator", feature.indicator), ("of", feature.of)):
                if name is not None:
                    place = at.place("features", position, key)
                    require(name, programme.indicators, "indicator", place)
    for answer in programme.answers.values():
        place = programme.origins["RegionalAnswer", answer.id].place("id")
        require(answer.id, programme.indicators, "indicator", place)


def _check_units(programme: Programme) -> None:
    for unit in programme.units.values():
        check_difference(unit, programme.origins["Unit", unit.id])


def _check_records(programme: Programme, source: Source, at: RecordOrigin) -> None:
    if source.records is None:
        return
    for name in source.records.measures:
        place = at.place("records", "measures", name)
        require(name, source.measures, "measure of this source", place)
    for name, coded in source.records.dimensions.items():
        place = at.place("records", "dimensions", name)
        require_column(name, place)
        require(name, source.dimensions, "dimension of this source", place)
        if coded.classification is not None:
            require(coded.classification, programme.classifications, "classification", place)


def _check_succession(programme: Programme, source: Source, at: RecordOrigin) -> None:
    """A table succeeds one that is known, and never, through others, itself."""
    seen, one = {source.id}, source
    while one.succeeds is not None:
        place = programme.origins["Source", one.id].place("succeeds", "dataset")
        require(one.succeeds.dataset, programme.sources, "source", place)
        if one.succeeds.only_fills and one.table != programme.sources[one.succeeds.dataset].table:
            raise ProgrammeError(
                f"{one.id} is not an edition of {one.succeeds.dataset}, so it cannot only fill it",
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


def _check_events(programme: Programme) -> None:
    for event in programme.events.values():
        place = programme.origins["Event", event.id].place("pillars")
        for name in event.pillars:
            require(name, programme.pillar_ids, "pillar", place)


def _check_corrections(programme: Programme) -> None:
    for correction in programme.corrections.values():
        at = programme.origins["Correction", correction.id]
        require(correction.dataset, programme.sources, "source", at.place("dataset"))
    for one, other in combinations(programme.corrections.values(), 2):
        if one.meets(other):
            raise ProgrammeError(
                f"{one.id!r} corrects the same cell in the same versions",
                place=programme.origins["Correction", other.id].place("cell"),
                remedy="end the one with recorded_to before the other begins",
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
                require(member.parent, members, "code of the classification", place)
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
    for language, page in product(languages, sorted(pages)):
        if page not in programme.texts.get(language, {}):
            raise ProgrammeError(
                f"the page {page!r} has no text in the language {language!r}",
                place=Place(f"{folder}/texts/{language}/{page}.md"),
                remedy="write it, or remove the page in the other languages",
            )
