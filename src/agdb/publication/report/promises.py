"""Promises, motions and options in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.report.document import (
    PaperNumber,
    Paragraph,
    Part,
    Quotation,
    Sentence,
)
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.wording.language import lowered
from agdb.register.paper import Commitment, Document, Motion
from agdb.register.states import UNFINISHED


def promises_chapter(material: Material) -> MadeChapter:
    """Return how many promises are open, which are late, and which motions were answered."""
    said = (*about_promises(material), *about_motions(material))
    return MadeChapter((Paragraph(said),), heading=_heading(material))


def about_promises(material: Material) -> Iterator[Sentence]:
    """Yield the count of promises, each that is late, and each without a term."""
    write, day = material.write, material.release.day
    every = material.register.commitments
    if not every:
        yield write.say(Occasion.NO_PROMISES, "all")
        return
    still = open_promises(material)
    page = address.section(material.language.code, "commitments")
    yield write.say(Occasion.PROMISES, "all", n=_count(material, every, page))
    still_open = _count(material, (one.id for one in still), page)
    yield write.say(Occasion.PROMISES_OPEN, "all", n=still_open)
    late = [one for one in still if one.days_late(day)]
    for one in late:
        yield _late(material, one)
    if not late:
        yield write.say(Occasion.NONE_LATE, day.isoformat())
    for one in still:
        if one.deadline is None:
            said = material.words.quoted("commitments", one, "text", href=f"{page}#{one.id}")
            yield write.say(Occasion.PROMISE_NO_TERM, one.id, promise=said)


def open_promises(material: Material) -> tuple[Commitment, ...]:
    """Return the promises that are not answered, what is late longest first."""
    day = material.release.day
    some = (one for one in material.register.commitments.values() if one.state in UNFINISHED)
    return tuple(sorted(some, key=lambda one: -one.days_late(day)))


def _count(material: Material, idents: Iterable[str], page: str) -> PaperNumber:
    names = (f"commitments/{one}" for one in idents)
    return material.numbers.count(FactKind.RECORD, names, page)


def _late(material: Material, one: Commitment) -> Sentence:
    due = one.deadline
    assert due is not None, "without a deadline nothing is late"
    page = f"{address.section(material.language.code, 'commitments')}#{one.id}"
    place = FactPlace(FactKind.RECORD, f"commitments/{one.id}", "deadline.day")
    derivation = Derivation(Arithmetic.DAYS, (place,))
    value = material.facts.worked_out(derivation)
    text = material.language.figure(value, decimals=0)
    days = PaperNumber(text, value, derivation, page, note=material.words.note(one))
    return material.write.say(
        Occasion.PROMISE_LATE,
        one.id,
        promise=material.words.quoted("commitments", one, "text", href=page),
        term=material.language.date(due.day),
        days=days,
    )


def _heading(material: Material) -> Sentence | None:
    late = [one for one in open_promises(material) if one.days_late(material.release.day)]
    if late or not material.register.commitments:
        return None
    return Sentence("H:promises", (material.language.say("report.heading.none-late"),))


def about_motions(material: Material) -> Iterator[Sentence]:
    """Yield each motion on the plan itself that was answered, with the papers that answer it."""
    for one in material.register.motions.values():
        papers = answers_of(material, one)
        if one.relation != "direct" or not papers:
            continue
        yield material.write.say(
            Occasion.MOTION_ANSWERED,
            one.id,
            motion=_title(material, one),
            paper=motion_name(material, one),
            answers=listed_papers(material, papers),
        )


def answers_of(material: Material, one: Motion) -> tuple[Document, ...]:
    """Return the papers of the release that answer a motion, each once."""
    names = dict.fromkeys(paper for request in one.requests for paper in request.answered_by)
    known = material.register.documents
    return tuple(known[name] for name in names if name in known)


def _title(material: Material, one: Motion) -> Quotation:
    page = f"{address.section(material.language.code, 'commitments')}#{one.id}"
    quoted = material.words.quoted("motions", one, "title", href=page)
    return replace(quoted, text=lowered(quoted.text))


def motion_name(material: Material, one: Motion) -> str:
    """Return the number of a motion in words; one whose number is not known says so."""
    say = material.language.say
    if one.dossier is None:
        return say("report.motion.unnumbered")
    number = say("report.paper", dossier=one.dossier, number=one.number)
    return say("report.motion", paper=number)


def listed_papers(material: Material, papers: tuple[Document, ...]) -> tuple[Part, ...]:
    """Return papers as an enumeration."""
    parts: list[Part] = []
    for place, one in enumerate(papers):
        if place:
            last = place == len(papers) - 1
            parts.append(material.language.say("report.and") if last else ", ")
        parts.append(material.words.paper(one))
    return tuple(parts)
