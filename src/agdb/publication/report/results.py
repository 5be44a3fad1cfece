"""Results as papers named them, each with its kind: kinds are never compared."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.document import BulletPoint, Bullets, Paragraph, Part, Sentence
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.wording.language import raised
from agdb.register.result import Result, ResultKind


def results_chapter(material: Material) -> MadeChapter:
    """Return the results that a paper names, with what is known of each; the list is not whole."""
    found = [
        one
        for one in material.register.results.values()
        if one.sources[0].document in material.register.documents and not one.unread
    ]
    if not found:
        return MadeChapter((Paragraph((material.write.say(Occasion.NO_RESULTS, "all"),)),))
    points = tuple(BulletPoint((_result(material, one), *_known(material, one))) for one in found)
    end = material.write.say(Occasion.RESULTS_OPEN, "all")
    return MadeChapter((Bullets(points), Paragraph((end,))))


def _known(material: Material, one: Result) -> Iterator[Sentence]:
    """What the register says of a result, in its own words."""
    if one.text is not None:
        yield Sentence(f"N:{one.id}", (material.words.quoted("results", one, "text"),))


def about_results(material: Material, some: list[Result]) -> Iterator[tuple[Sentence, ...]]:
    """Yield what is said of each result that somebody read: its number and kind, or neither.

    Behind an event whose outcome nobody measured stands that it was not.
    """
    for one in some:
        if one.unread:
            continue
        said = [_result(material, one)]
        if one.kind is ResultKind.EVENT and _has_money(material, one):
            named = material.words.named(
                "initiatives", material.register.initiatives[one.initiative]
            )
            said.append(material.write.say(Occasion.NOT_MEASURED, one.initiative, initiative=named))
        yield tuple(said)


def _has_money(material: Material, one: Result) -> bool:
    known = one.initiative in material.register.initiatives
    return known and bool(material.edition.links.money.get(one.initiative))


def _result(material: Material, one: Result) -> Sentence:
    what = material.words.quoted("results", one, "what")
    source = source_of(material, one)
    kind = material.words.code("result", one.kind)
    if one.value is None:
        return material.write.say(
            Occasion.RESULT_UNCOUNTED, one.id, source=source, what=what, kind=kind
        )
    page = address.initiative(material.language.code, one.initiative)
    count = material.numbers.of_record("results", one, "value", f"{page}#{one.id}")
    return material.write.say(
        Occasion.RESULT, one.id, source=source, count=count, what=what, kind=kind
    )


def source_of(material: Material, one: Result) -> tuple[Part, ...]:
    """Return who says a result, as the beginning of a sentence: the note or source, and its day."""
    evidence = one.sources[0]
    paper = material.register.documents.get(evidence.document or "")
    moment = material.words.moment(one.as_of)
    if paper is not None:
        return (material.language.say("report.source-of.paper", moment=moment),)
    return (raised(material.language.say("report.source-of", moment=moment)),)
