"""The papers on the register of this repository: the note of 1 July 2025, and how they read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from agdb.programme.programme import Programme
from agdb.publication.report.document import (
    Bullets,
    PaperTable,
    ReportPaper,
    TableRow,
    WrittenPart,
    walk,
)
from agdb.register.register import Register

from .conftest import Papers


def said(paper: ReportPaper) -> str:
    """All that a paper says, footnotes included."""
    texts = [part if isinstance(part, str) else part.text for part in paper.parts()]
    names = [one.name for one in walk(paper.chapters)]
    asked = [b.asked for b in paper.blocks() if isinstance(b, WrittenPart)]
    return " ".join([*texts, *names, *asked, *(note.text for note in paper.footnotes())])


@pytest.fixture
def note(papers: Papers) -> ReportPaper:
    return papers["beslisnota", "nl"]


def chapter(paper: ReportPaper, ident: str) -> Iterator[str]:
    """What each sentence of a chapter and of those in it says."""
    top = next(one for one in walk(paper.chapters) if one.ident == ident)
    for one in walk((top,)):
        yield one.heading.text
        for block in one.blocks:
            match block:
                case Bullets():
                    yield from (
                        " ".join(filter(None, [p.lead, *(s.text for s in p.sentences)]))
                        for p in block.points
                    )
                case PaperTable():
                    yield from (cells(row) for row in block.rows)
                case _:
                    yield from (s.text for s in getattr(block, "sentences", ()))


def cells(row: TableRow) -> str:
    parts = (part for cell in row.cells for part in cell)
    return " | ".join(part if isinstance(part, str) else part.text for part in parts)


def test_the_note_has_its_four_pillars_in_order_by_its_titles(note: ReportPaper) -> None:
    pillars = next(one for one in note.chapters if one.ident == "explanation").chapters

    assert [(one.name, one.heading.text) for one in pillars] == [
        ("Pijler 1", "Verhogen instroom bètatechnisch onderwijs"),
        ("Pijler 2", "Behoud en vergroten instroom"),
        ("Pijler 3", "Arbeidsproductiviteitsgroei"),
        ("Pijler 4", "Sterkere governance, minder versnippering"),
    ]


@pytest.mark.parametrize(
    ("pillar", "name"),
    [
        ("pillar-1", "Aanvalsplan Techniek"),
        ("pillar-1", "Techkwadraat"),
        ("pillar-2", "Sectorale ontwikkelpaden"),
        ("pillar-2", "Nationaal Versterkingsplan Microchip-talent"),
        ("pillar-3", "Shaping the Future of Work"),
        ("pillar-4", "Koersoverleg"),
        ("pillar-4", "Monitor AGDB"),
    ],
)
def test_the_initiatives_that_the_note_names_stand_under_their_pillar(
    note: ReportPaper, pillar: str, name: str
) -> None:
    assert any(line.startswith(name) for line in chapter(note, pillar))


def test_an_experiment_that_runs_says_so(note: ReportPaper) -> None:
    lines = [one for one in chapter(note, "pillar-3") if one.startswith("Shaping")]
    assert any("status: loopt" in line for line in lines)


def test_inflow_and_retention_are_two_blocks(papers: Papers) -> None:
    lines = list(chapter(papers["bijlage-pijlers", "nl"], "pillar-2"))
    assert any(line.startswith("Instroom. ") for line in lines)
    assert any(line.startswith("Behoud. ") for line in lines)


def test_the_first_results_are_the_four_of_the_note_with_source_and_kind(
    note: ReportPaper,
) -> None:
    results = [line for line in chapter(note, "results") if line.startswith("De nota van")]

    assert len(results) == 4
    assert all(line.startswith("De nota van 1 juli 2025 noemt") for line in results)
    assert all("Soort: " in line for line in results)
    text = " ".join(results)
    assert "57 aanmeldingen vanuit de regio's. Soort: aanmelding." in text
    assert "lancering van de Monitor AGDB" in text
    assert "samenwerkingsverbanden voor microchip-talent" in text
    assert any("Deze lijst is niet uitputtend" in one for one in chapter(note, "results"))


def test_two_hundred_and_ten_never_stands_beside_fifteen_without_what_was_granted(
    papers: Papers,
) -> None:
    for (_, code), paper in papers.items():
        word = "verleend" if code == "nl" else "granted"
        for sentence in paper.sentences():
            numbers = set(re.findall(r"\d+", sentence.text))
            if {"210", "15"} <= numbers:
                assert "123" in numbers
                assert word in sentence.text.casefold()


def test_the_option_is_unfunded_open_ended_and_its_subject_is_missing(note: ReportPaper) -> None:
    text = " ".join(chapter(note, "options"))

    assert "€\u00a01\u00a0miljoen per jaar" in text
    assert "ten minste 3 jaar" in text
    assert "ten minste €\u00a03\u00a0miljoen" in text
    assert re.search(r"Daarvoor is geen geld\.|Er is geen geld voor\.", text)
    assert re.search("[Hh]et onderwerp van deze zin", text)
    assert "Onze lezing, geen feit" in text


def test_koersoverleg_and_core_groups_are_being_set_up(note: ReportPaper) -> None:
    text = " ".join(chapter(note, "pillar-4"))

    assert "status “in oprichting”" in text.replace("status is", "status")
    assert "Koersoverleg AGDB" in text
    assert all(f"Kerngroep pijler {n}" in text for n in range(1, 5))
    assert "“actief”" not in text


def test_microchip_money_is_two_amounts_and_paths_are_counted_once(note: ReportPaper) -> None:
    rows = [line for line in chapter(note, "finances") if "|" in line]

    assert len(rows) < 25
    assert any("450" in row and "80" not in row for row in rows)
    assert any("80\u00a0miljoen per jaar" in row and "Gereserveerd" in row for row in rows)
    assert sum("73,7" in row for row in rows) == 1


def test_what_must_be_written_is_asked_for(note: ReportPaper) -> None:
    assert note.draft
    assert "[besluit invullen]" in said(note)
    assert note.missing == (
        "Geadviseerd besluit",
        "Informatie die niet openbaar gemaakt kan worden",
    )


LATER = re.compile(
    r"\b(2026|(juli|augustus|september|oktober|november|december) 2025|"
    r"(July|August|September|October|November|December) 2025)\b"
)


def test_nothing_of_later_than_the_note_is_in_any_paper(
    papers: Papers,
) -> None:
    for (name, code), paper in papers.items():
        text = said(paper).replace("1 juli 2025", "").replace("1 July 2025", "")
        # the name of an agenda, and the title of a piece of 2024 on the amounts of two years ahead
        text = re.sub(r"2022-2026|2025 (en|and) 2026|2026-11-29-0", "", text)
        assert not LATER.findall(text), (name, code)
        for phrase in ("39 toegekende", "39 granted", "Productiviteitsagenda:", "nr. 1287"):
            assert phrase not in text


def test_both_languages_have_the_same_sentences(papers: Papers, programme: Programme) -> None:
    for name in programme.report.papers:
        dutch, english = (papers[name, code] for code in ("nl", "en"))
        assert [s.ident for s in dutch.sentences()] == [s.ident for s in english.sentences()]


END = re.compile(r"(?<=[.?!])\s+(?=[A-Z€“])")


@pytest.mark.parametrize("code", ["nl", "en"])
def test_sentences_have_fourteen_words_on_average(
    papers: Papers, programme: Programme, code: str
) -> None:
    for name in programme.report.papers:
        sentences = [
            one
            for sentence in papers[name, code].sentences()
            for one in END.split(sentence.text)
            if one.endswith((".", "?"))
        ]
        words = [len(one.split()) for one in sentences]
        assert not words or sum(words) / len(words) <= 14, name


def test_every_model_sentence_of_a_paper_has_its_own_id(programme: Programme) -> None:
    occasions = [one.occasion for one in programme.report.sentences.values()]
    assert len(occasions) == len(set(occasions))


def test_every_indicator_target_and_initiative_that_is_named_exists(
    programme: Programme, register: Register
) -> None:
    report = programme.report
    assert set(report.pillars) == set(programme.pillar_ids)
    for pillar in report.pillars.values():
        assert {one.indicator for one in pillar.figures} <= set(programme.indicators)
        assert set(pillar.targets) <= set(report.targets) & set(programme.targets)
        assert {one.id for one in pillar.initiatives} <= set(register.initiatives)
        assert {one.document for one in pillar.initiatives} <= set(register.documents)
    for question in report.questions.values():
        assert set(question.indicators) <= set(programme.indicators)
        assert set(question.pillars) <= set(programme.pillar_ids)
