"""Everything of the site that can be found: by its name, and by the words that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.text.terms import plain_words, terms
from agdb.publication.reading.reading import Names
from agdb.publication.wording.language import folded
from agdb.register.moment import first_day


class FindableKind(StrEnum):
    """What kind of thing something is, in the order in which they are listed and preferred."""

    INDICATOR = "indicator"
    PAGE = "page"
    TARGET = "target"
    REGION = "region"
    QUESTION = "question"
    INITIATIVE = "initiative"
    PROMISE = "promise"
    MOTION = "motion"
    PAPER = "paper"
    ORGANISATION = "organisation"
    BODY = "body"
    TERM = "term"
    SOURCE = "source"
    CLASSIFICATION = "classification"


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing: where it stands on this site, and words beside its name that it is found by.

    `note` is shown behind the name: a number of Parliament, or the short name.
    """

    kind: FindableKind
    name: str
    path: str
    note: str = ""
    words: str = ""


def findable(edition: Edition) -> tuple[Findable, ...]:
    """Return all that can be found in the language of `edition`, in the order of its kinds."""
    order = list(FindableKind)
    found = (
        *_indicators(edition),
        *_of_the_programme(edition),
        *_parties(RegisterWording(edition)),
        *_papers(RegisterWording(edition)),
        *_of_the_report(edition),
        *(  # the pages that menu and footer lead to
            Findable(FindableKind.PAGE, label.aside or label.text, path)
            for _, path, label in edition.frame
        ),
    )
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), folded(one.name))))


def _indicators(edition: Edition) -> Iterator[Findable]:
    """The indicators, also by their theme, their catalogue number and the tables they read."""
    language, plan = edition.language, edition.programme.plan
    themes = {one.id: language.words(one.names) for pillar in plan.pillars for one in pillar.themes}
    for ident in edition.release.computed:
        one = edition.programme.indicators[ident]
        tables = {term.selection.dataset.partition(":")[2] for term in one.metric.terms}
        words = (one.catalogue, themes.get(one.theme or "", ""), *sorted(tables))
        yield Findable(
            FindableKind.INDICATOR,
            language.words(one.names),
            address.indicator(language.code, ident),
            words=" ".join(word for word in words if word),
        )


def _of_the_programme(edition: Edition) -> Iterator[Findable]:
    """Targets, regions, sources, classifications, and the terms that texts explain."""
    language, programme = edition.language, edition.programme
    code, words, names = language.code, language.words, Names(programme, language)
    page = address.section(code, "targets")
    for target in programme.targets.values():
        yield Findable(FindableKind.TARGET, words(target.names), f"{page}#{target.id}")
    for region in edition.regions:
        path = address.region(code, region)
        yield Findable(
            FindableKind.REGION, names.region(region), path, names.division(region), region
        )
    page = address.section(code, "sources")
    for source in programme.sources.values():
        table = source.id.partition(":")[2]
        yield Findable(FindableKind.SOURCE, words(source.names), f"{page}#{source.id}", table)
    for one in programme.classifications.values():
        path = address.classification(code, one.id)
        yield Findable(FindableKind.CLASSIFICATION, words(one.names), path)
    for name, text in programme.texts.get(code, {}).items():
        for term in terms(text):
            path = f"{address.section(code, name)}#{term.anchor}"
            yield Findable(FindableKind.TERM, term.name, path, words=plain_words(term.meaning))


def _parties(said: RegisterWording) -> Iterator[Findable]:
    """Initiatives, organisations and bodies of the register."""
    code, register = said.edition.language.code, said.register
    for one in register.initiatives.values():
        path = address.initiative(code, one.id)
        yield Findable(
            FindableKind.INITIATIVE, said.words(one.names), path, words=said.words(one.summary)
        )
    for party in register.organisations.values():
        name, short = said.words(party.names), said.words(party.short)
        note = short if short != name else ""
        path = address.organisation(code, party.id)
        yield Findable(FindableKind.ORGANISATION, name, path, note)
    for body in register.bodies.values():
        yield Findable(FindableKind.BODY, said.words(body.names), address.body(code, body.id))


def _papers(said: RegisterWording) -> Iterator[Findable]:
    """Promises, motions and papers, also by the numbers under which Parliament has them."""
    code, register = said.edition.language.code, said.register
    promised, dated = address.section(code, "commitments"), address.section(code, "timeline")
    for one in register.commitments.values():
        path = f"{promised}#{one.id}"
        yield Findable(FindableKind.PROMISE, said.words(one.text), path, one.number or "")
    for motion in register.motions.values():
        number = _numbered(motion.dossier, motion.number)
        yield Findable(
            FindableKind.MOTION, said.words(motion.title), f"{promised}#{motion.id}", number
        )
    for paper in register.documents.values():
        path = f"{dated}#y{first_day(paper.day).year}"
        number = _numbered(paper.dossier, paper.number)
        words = " ".join(filter(None, (paper.identifier, said.words(paper.author))))
        yield Findable(FindableKind.PAPER, said.words(paper.title), path, number, words)


def _numbered(dossier: str | None, number: int | None) -> str:
    return f"{dossier}-{number}" if dossier and number else dossier or ""


def _of_the_report(edition: Edition) -> Iterator[Findable]:
    """The questions of readers, in the paper that answers them."""
    language, plan = edition.language, edition.programme.report
    for paper in plan.papers.values():
        if paper.has_questions:
            path = address.page(language.code, "report", paper.id)
            for one in plan.questions.values():
                yield Findable(
                    FindableKind.QUESTION,
                    language.words(one.question),
                    f"{path}#q-{one.id}",
                )
