"""Every number of every form is walked back to a cell, a record or an input of the release."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.publication.report.bicycle_report import bicycle_plan, material, paper, with_report
from tests.publication.report.every_number import (
    Walk,
    of_office,
    of_page,
    of_print,
    together,
    tokens,
)

from agdb.cli.paper_file import Printer, office_document, office_look
from agdb.publication.page.report.page import paper_body
from agdb.publication.report.document import PaperFigure, PaperNumber, Paragraph
from agdb.publication.report.facts import Facts
from agdb.results.release import Release

PAPERS = tuple(bicycle_plan().papers)
EVERY = [(name, code) for name in PAPERS for code in ("nl", "en")]


@pytest.fixture(scope="module")
def reported(release: Release) -> Release:
    return with_report(release)


def walked(reported: Release, name: str, code: str) -> Walk:
    return Walk(paper(reported, name, code), Facts(reported), reported.programme.report)


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_page_has_the_numbers_of_the_paper_and_no_other(
    reported: Release, name: str, code: str
) -> None:
    walk = walked(reported, name, code)

    found = of_page(str(paper_body(material(reported, code).edition, walk.paper)))

    footer = tokens(f"{walk.paper.kind} {walk.paper.footer} {walk.paper.draft}")
    contents = [
        number
        for chapter in walk.paper.chapters
        if len(chapter.chapters) > 3
        for inner in chapter.chapters
        for number in tokens(inner.heading.text)
    ]
    assert found == together(
        walk.body(), walk.notes(), walk.marks(), walk.pictures(), footer, contents
    )


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
@pytest.mark.slow
@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_print_has_the_numbers_of_the_paper_and_no_other(
    reported: Release, code: str, tmp_path: Path
) -> None:
    edition = material(reported, code).edition
    with Printer() as printer:
        for name in PAPERS:
            walk = walked(reported, name, code)

            found, pages = of_print(printer.printed(walk.paper, edition), tmp_path)

            each = tokens(f"{walk.paper.kind} {walk.paper.footer} {walk.paper.draft}")
            counted = [str(page) for page in range(1, pages + 1)] + [str(pages)] * pages
            below = (str(number) for number in walk.paper.footnotes().values())
            missing = [str(len(walk.paper.missing))] if walk.paper.missing else []
            assert found == together(
                walk.body(), walk.notes(), walk.marks(), below, walk.pictures(), walk.idents(),
                walk.captions(), each * pages, counted, missing,
            ), name  # fmt: skip


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_document_of_an_office_has_the_numbers_of_the_paper_and_no_other(
    reported: Release, name: str, code: str
) -> None:
    walk, look = walked(reported, name, code), office_look(None, language=code)

    found = of_office(office_document(walk.paper, material(reported, code).edition, look=look))

    missing = [str(len(walk.paper.missing))] if walk.paper.missing else []
    assert found.text == together(walk.body(), walk.marks(), walk.captions(), missing)
    assert found.notes == Counter(walk.notes())
    figures = [one for one in walk.paper.blocks() if isinstance(one, PaperFigure)]
    drawn = [
        [v for line in one.data.lines for v in line.values if v is not None] for one in figures
    ]
    assert [[Decimal(v) for v in chart] for chart in found.charts] == drawn
    assert sorted(map(sorted, found.workbooks)) == sorted(sorted(map(float, one)) for one in drawn)


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_footnote_names_the_period_of_the_fact_that_it_is_under(
    reported: Release, name: str, code: str
) -> None:
    walk = walked(reported, name, code)
    values = 0
    for part in walk.paper.parts():
        if not isinstance(part, PaperNumber) or part.derivation.facts[0].kind != "value":
            continue
        value = walk.facts.fact(part.derivation.facts[0])
        period = getattr(value, "period", "")
        values += 1
        assert part.note is not None
        assert part.period in part.note.text
        assert set(tokens(period)[:1]) <= set(tokens(part.note.text)), (period, part.note.text)

    assert values or name not in {"brief", "bijlage-pijlers", "factsheet", "qa"}


def test_a_number_that_nobody_gave_a_source_is_found(reported: Release) -> None:
    # Given a paper with a figure in plain words, and one whose figure is another than its fact
    walk = walked(reported, "bijlage-pijlers", "nl")
    number = next(one for one in walk.paper.parts() if isinstance(one, PaperNumber))

    with pytest.raises(AssertionError):
        list(walk.plain("Dat is 12 procent."))
    with pytest.raises(AssertionError):
        walk.part(replace(number, value=number.value + 1))
    with pytest.raises(AssertionError):
        walk.part(replace(number, text=f"1{number.text}"))


def test_a_form_with_one_number_more_is_found(reported: Release) -> None:
    walk = walked(reported, "brief", "nl")
    first, *rest = walk.paper.chapters
    block = first.blocks[0]
    assert isinstance(block, Paragraph)
    said = replace(block.sentences[0], parts=(*block.sentences[0].parts, " Dat zijn er 97."))
    more = replace(first, blocks=(Paragraph((said, *block.sentences[1:])), *first.blocks[1:]))
    edition = material(reported).edition

    found = of_page(str(paper_body(edition, replace(walk.paper, chapters=(more, *rest)))))

    assert found - of_page(str(paper_body(edition, walk.paper))) == Counter({"97": 1})
