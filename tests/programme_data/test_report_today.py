"""The papers on the figures and register of this repository, as they are now and on 1 July 2025.

Each is made in every wording that the programme has, and walked number by number.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from agdb.cli.paper_file import Printer, office_document, office_look
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.report.page import paper_body
from agdb.publication.report.as_of import release_as_of
from agdb.publication.report.composing import paper_of
from agdb.publication.report.derivation import Arithmetic, Derivation
from agdb.publication.report.document import PaperNumber, ReportPaper
from agdb.publication.report.facts import Facts, place_of_value
from agdb.publication.report.material import Material
from agdb.publication.report.questions import answered
from agdb.publication.wording.language import languages
from agdb.results.release import Release
from tests.publication.report.every_number import (
    Walk,
    of_office,
    of_page,
    of_print,
    together,
    tokens,
)

from .conftest import NOTE

T = TypeVar("T")
TURNS = 3
"""No sentence has more wordings than this."""
WORDS = 14
END = re.compile(r"(?<=[.?!])\s+(?=[A-Z€“])")
CODES = ("nl", "en")


def moved(some: Sequence[T], turn: int) -> tuple[T, ...]:
    place = turn % len(some)
    return (*some[place:], *some[:place])


def turned(release: Release, turn: int) -> Release:
    """The release with the wordings of every sentence moved on, so that others are chosen."""
    report = release.programme.report
    sentences, money = {}, {}
    for name, model in report.sentences.items():
        wordings = {code: moved(some, turn) for code, some in model.wordings.items()}
        sentences[name] = model.model_copy(update={"wordings": wordings})
    for kind, words in report.money.items():
        first, *rest = moved(words.wordings(to=False), turn)
        told: dict[str, object] = {"sentence": first, "variants": tuple(rest)}
        if words.to is not None:
            first, *rest = moved(words.wordings(to=True), turn)
            told |= {"to": first, "to_variants": tuple(rest)}
        money[kind] = words.model_copy(update=told)
    plan = replace(report, sentences=sentences, money=money)
    return replace(release, programme=replace(release.programme, report=plan))


def edition_of(release: Release, code: str) -> Edition:
    spoken = languages(CODES)
    return Edition(release, spoken[code], tuple(spoken.values()), Addresses("/"), assets(), ())


def papers_of(release: Release, code: str) -> Iterator[ReportPaper]:
    material = Material(edition_of(release, code))
    for plan in release.programme.report.papers.values():
        yield paper_of(material, plan)


@pytest.fixture(scope="module", params=["today", "of the note"])
def release(request: pytest.FixtureRequest, today: Release) -> Release:
    return today if request.param == "today" else release_as_of(today, NOTE)


@pytest.fixture(scope="module", params=range(TURNS))
def worded(request: pytest.FixtureRequest, release: Release) -> list[ReportPaper]:
    """Every paper in both languages, in one of the wordings: making them is their first test."""
    found = turned(release, request.param)
    return [paper for code in CODES for paper in papers_of(found, code)]


def test_every_sentence_has_two_or_three_wordings(today: Release) -> None:
    for model in today.programme.report.sentences.values():
        counts = {len(some) for some in model.wordings.values()}
        quoted = all(text == "{Reading}" for text in model.texts())
        assert len(counts) == 1, model.id
        assert counts <= ({1} if quoted else {2, 3}), model.id


def test_every_amount_has_two_or_three_wordings_with_the_verb_of_its_kind(today: Release) -> None:
    for words in today.programme.report.money.values():
        for to in (False, True):
            some = words.wordings(to=to)
            assert len(some) in {2, 3}, words.id
            for code in CODES:
                assert all(words.verb[code] in one[code] for one in some), words.id
                assert len({one[code] for one in some}) == len(some), words.id


def test_another_wording_is_another_text_with_the_same_numbers(release: Release) -> None:
    (one, *_), (other, *_) = (list(papers_of(turned(release, turn), "nl")) for turn in (0, 1))

    assert [s.ident for s in one.sentences()] == [s.ident for s in other.sentences()]
    assert [s.text for s in one.sentences()] != [s.text for s in other.sentences()]
    pairs = zip(one.sentences(), other.sentences(), strict=True)
    assert all(Counter(tokens(a.text)) == Counter(tokens(b.text)) for a, b in pairs)


def test_a_sentence_has_fourteen_words_on_average(worded: list[ReportPaper]) -> None:
    for paper in worded:
        every = (one for sentence in paper.sentences() for one in END.split(sentence.text))
        words = [len(one.split()) for one in every if one.endswith((".", "?"))]
        assert not words or sum(words) / len(words) <= WORDS, (paper.ident, paper.language)


def test_both_languages_say_the_same(worded: list[ReportPaper]) -> None:
    half = len(worded) // 2
    for dutch, english in zip(worded[:half], worded[half:], strict=True):
        assert [s.ident for s in dutch.sentences()] == [s.ident for s in english.sentences()]


@pytest.mark.parametrize("code", CODES)
def test_every_number_of_page_and_office_is_walked_back(release: Release, code: str) -> None:
    edition, facts = edition_of(release, code), Facts(release)
    look = office_look(None, language=code)
    for paper in papers_of(release, code):
        walk = Walk(paper, facts, release.programme.report)

        page = of_page(str(paper_body(edition, paper)))
        office = of_office(office_document(paper, edition, look=look))

        footer = tokens(f"{paper.kind} {paper.footer} {paper.draft}")
        contents = [
            number
            for chapter in paper.chapters
            if len(chapter.chapters) > 3
            for inner in chapter.chapters
            for number in tokens(inner.heading.text)
        ]
        missing = [str(len(paper.missing))] if paper.missing else []
        body, marks, pictures = (Counter(some()) for some in (walk.body, walk.marks, walk.pictures))
        assert page == together(
            body.elements(), walk.notes(), marks.elements(), pictures.elements(), footer, contents
        )
        assert office.text == body + marks + together(walk.captions(), missing)
        assert office.notes == Counter(walk.notes())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_every_number_of_print_is_walked_back(release: Release, tmp_path: Path) -> None:
    edition, facts = edition_of(release, "nl"), Facts(release)
    with Printer() as printer:
        for paper in papers_of(release, "nl"):
            walk = Walk(paper, facts, release.programme.report)

            found, pages = of_print(printer.printed(paper, edition), tmp_path)

            each = tokens(f"{paper.kind} {paper.footer} {paper.draft}")
            counted = [str(page) for page in range(1, pages + 1)] + [str(pages)] * pages
            below = (str(number) for number in paper.footnotes().values())
            missing = [str(len(paper.missing))] if paper.missing else []
            assert found == together(
                walk.body(), walk.notes(), walk.marks(), below, walk.pictures(), walk.idents(),
                walk.captions(), each * pages, counted, missing,
            ), paper.ident  # fmt: skip


def test_an_answer_tells_its_margin_or_that_nobody_knows_it(today: Release) -> None:
    material = Material(edition_of(today, "nl"))
    every = {one.question.id: one for one in answered(material)}

    # Whoever answers with a figure says how sure it is.
    for one in every.values():
        figures = [
            name for name in one.question.indicators
            if name in today.computed and material.edition.readings[name].headline is not None
        ]  # fmt: skip
        assert bool(one.margins) is bool(figures), one.question.id
    known, unknown = every["other-numbers"].margins[0], every["million"].margins[0]
    (number,) = (part for part in known.parts if isinstance(part, PaperNumber))
    assert known.ident.startswith("S50:P2.02:")
    assert number.text.endswith("personen")
    assert "niet bekend" in unknown.text.casefold()
    assert "alles geteld" in every["pupils"].margins[0].text


def test_a_margin_is_that_of_the_survey_by_the_rule_that_it_documents(today: Release) -> None:
    # Given 589,000 people in a quarter of the labour force survey, worked out by hand:
    # 1.085 x root(58.9) x root(1 - 589/13000) x root 12 = 28.2 thousand
    computed = today.computed["ict-occupations-employed"]
    value = next(one for one in computed.values if one.region == "NL01" and "Q" in one.period)
    release = replace(
        today,
        computed={
            "ict-occupations-employed": replace(computed, values=(replace(value, value=589.0),))
        },
    )
    place = place_of_value("ict-occupations-employed", value)

    found = Facts(release).worked_out(Derivation(Arithmetic.MARGIN, (place,)))

    assert found == 28_000


def test_of_the_note_no_figure_and_no_word_is_later(today: Release) -> None:
    for paper in papers_of(release_as_of(today, NOTE), "nl"):
        for sentence in paper.sentences():
            text = sentence.text.replace(paper.release, "")
            assert not re.search(r"\b(2026|(augustus|september|oktober) 2025)\b", text)
