"""Questions and answers as a page: chosen by pillar, indicator and region, each to be cited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Names
from agdb.publication.report.document import Chapter, ReportPaper
from agdb.publication.report.questions import PAPER, has_figures_in
from agdb.publication.wording.language import folded, raised


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question with its answer; `keys` are its codes by the filter that asks for them.

    `citation` is empty where nothing was answered.
    """

    chapter: Chapter
    keys: dict[str, str]
    citation: str


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """A choice above the questions: its name, its label, and the codes with their names."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def questions_of(edition: Edition, paper: ReportPaper) -> dict[str, Any]:
    """Return what the page of the questions shows beside the paper: entries and filters."""
    asked = {f"q-{one.id}": one for one in edition.programme.report.questions.values()}
    entries = []
    for outer in paper.chapters:
        for chapter in outer.chapters:
            one = asked[chapter.ident]
            regions = [code for code in edition.regions if has_figures_in(edition, one, code)]
            keys = {"pillar": one.pillars, "indicator": one.indicators, "region": regions}
            entries.append(
                QuestionEntry(
                    chapter,
                    {name: " ".join(codes) for name, codes in keys.items()},
                    _citation(edition, chapter),
                )
            )
    return {"entries": entries, "choices": _choices(edition, entries)}


def _citation(edition: Edition, chapter: Chapter) -> str:
    """How an answer is cited outside of the site: question, answer, release, and its address."""
    cited = [
        sentence
        for block in chapter.blocks
        for sentence in getattr(block, "sentences", ())
        if sentence.ident.startswith("C:")
    ]
    if not cited:
        return ""
    page = edition.addresses.full(address.page(edition.language.code, "report", PAPER))
    name = edition.language.words(edition.programme.plan.short)
    question = chapter.heading.text
    return f"{name}: {question} {cited[0].text} {page}#{chapter.ident}"


def _choices(edition: Edition, entries: list[QuestionEntry]) -> tuple[QuestionFilter, ...]:
    """Every code that some question has, under its name."""
    language, programme = edition.language, edition.programme
    names = Names(programme, language)
    pillars = {one.id: language.words(one.names) for one in programme.plan.pillars}
    named: dict[str, Callable[[str], str]] = {
        "pillar": lambda code: pillars[code],
        "indicator": lambda code: language.words(programme.indicators[code].names),
        "region": lambda code: raised(names.region(code)),
    }
    found = []
    for name, called in named.items():
        codes = dict.fromkeys(code for one in entries for code in one.keys[name].split())
        options = [
            (code, called(code))
            for code in codes
            if name != "indicator" or code in edition.programme.indicators
        ]
        if name != "pillar":
            options.sort(key=lambda one: folded(one[1]))
        label = language.say(f"questions.filter.{name}")
        found.append(QuestionFilter(name, label, tuple(options)))
    return tuple(found)
