"""Papers of a made-up release: every number leads back to a fact, in every form and language."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.publication.bicycle_whole import with_scenario
from tests.publication.report.bicycle_report import (
    bicycle_plan,
    material,
    paper,
    pillar,
    with_report,
    written,
)

from agdb.errors import ReleaseError
from agdb.publication.page.report.page import paper_body, paper_file
from agdb.publication.report.as_of import release_as_of
from agdb.publication.report.document import (
    Bullets,
    PaperFigure,
    PaperNumber,
    PaperTable,
    Paragraph,
    ReportPaper,
    WrittenPart,
)
from agdb.publication.report.facts import Facts
from agdb.register.register import Register
from agdb.results.release import Release

PAPERS = tuple(bicycle_plan().papers)


@pytest.fixture(scope="module")
def reported(release: Release) -> Release:
    return with_report(release)


def numbers(one: ReportPaper) -> Iterator[PaperNumber]:
    return (part for part in one.parts() if isinstance(part, PaperNumber))


def digits(text: str) -> str:
    """The digits of a number; zeros at the end say how many decimals or millions it has."""
    return re.sub(r"\D", "", text).strip("0")


def bare(markup: str) -> str:
    """The words of a page without footnotes, heads and what leads to a source or quotes one."""
    main = markup.split('<section class="notes"', maxsplit=1)[0]
    main = re.sub(r"<(svg|sup|dl|figcaption|caption)\b.*?</\1>", "", main, flags=re.S)
    main = re.sub(r"<a\b[^>]*>.*?</a>", "", main, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_number_is_worked_out_from_its_facts(reported: Release, name: str, code: str) -> None:
    facts = Facts(reported)

    for one in numbers(paper(reported, name, code)):
        assert facts.worked_out(one.derivation) == one.value
        assert digits(one.text) == digits(format(one.value, "f"))
        assert one.href.startswith(f"{code}/")


@pytest.mark.parametrize("name", PAPERS)
def test_a_page_has_no_digit_that_leads_nowhere(reported: Release, name: str) -> None:
    # Given a paper as a page, without its links: what leads to a why-page is gone
    made = material(reported)
    one = paper(reported, name)
    text = bare(str(paper_body(made.edition, one)))

    # When days, periods, numbers of papers and what a record says itself are taken away
    for pattern in made.plan.words["plain-numbers"].words["nl"]:
        text = re.sub(pattern, "", text)
    for part in one.parts():
        if not isinstance(part, str | PaperNumber):
            text = text.replace(part.text, "")
    text = text.replace(one.release, "")

    assert not re.search(r"\d", text), text


@pytest.mark.parametrize("name", PAPERS)
def test_both_languages_have_the_same_sentences_and_numbers(reported: Release, name: str) -> None:
    dutch, english = paper(reported, name, "nl"), paper(reported, name, "en")

    assert [one.ident for one in dutch.sentences()] == [one.ident for one in english.sentences()]
    for one, other in zip(dutch.sentences(), english.sentences(), strict=True):
        assert figures(one.parts) == figures(other.parts), one.ident


def figures(parts: tuple[object, ...]) -> list[Decimal]:
    return sorted(one.value for one in parts if isinstance(one, PaperNumber))


@pytest.mark.slow
def test_the_same_release_has_the_same_bytes(reported: Release) -> None:
    def made() -> list[bytes]:
        edition = material(reported).edition
        return [paper_file(edition, paper(reported, name), style="s.css") for name in PAPERS]

    assert made() == made()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPERS)
def test_a_footnote_says_source_period_and_age(reported: Release, name: str) -> None:
    one = paper(reported, name)
    notes = one.footnotes()

    assert list(notes.values()) == list(range(1, len(notes) + 1))
    for number in numbers(one):
        assert number.note in notes
        if number.unit and number.derivation.facts[0].kind == "value":
            assert number.note is not None
            assert "Testbureau" in number.note.text
            assert "ijfer over" in number.note.text
            assert "oud" in number.note.text


def test_a_picture_has_its_numbers_and_words_for_who_does_not_see_it(reported: Release) -> None:
    facts = Facts(reported)
    drawn = [b for b in paper(reported, "bijlage-pijlers").blocks() if isinstance(b, PaperFigure)]

    assert drawn
    for one in drawn:
        assert "eerste waarde" in one.alternative
        assert "Verwachting" not in one.alternative  # none is drawn
        assert "<svg" in one.drawing
        for line in one.data.lines:
            assert len(line.values) == len(one.data.periods) == len(line.derivations)
            for value, derivation in zip(line.values, line.derivations, strict=True):
                assert (value is None) is (derivation is None)
                assert derivation is None or facts.worked_out(derivation) == value


def test_nothing_later_than_the_day_is_in_a_paper(reported: Release) -> None:
    # Given the state of 30 June 2024, before the grant of July and the count of December
    then = release_as_of(reported, date(2024, 6, 30))

    assert then.day == date(2024, 6, 30)
    assert "quoted" not in then.register.money
    for name in PAPERS:
        for part in paper(then, name).parts():
            assert not re.search(r"\bjuli 2024", getattr(part, "text", str(part)))


def test_figures_of_which_nobody_wrote_when_they_were_published_count_when_seen(
    reported: Release,
) -> None:
    # Given figures that were seen in April 2025
    computed = reported.computed["bicycles-stock"]
    seen = max(one.recorded for one in computed.inputs)

    assert release_as_of(reported, seen).computed["bicycles-stock"].values
    before = release_as_of(reported, date(seen.year - 1, 1, 1))
    assert not before.computed["bicycles-stock"].values


def test_a_paper_without_its_required_text_is_a_draft_that_says_what_is_missing(
    reported: Release,
) -> None:
    note = paper(reported, "beslisnota")

    assert "Geadviseerd besluit" in note.missing
    assert note.draft == "Concept, nog niet vastgesteld"
    assert paper(reported, "bijlage-pijlers").draft == ""


@pytest.fixture
def minister(release: Release) -> Callable[..., Release]:
    """The release with a text of the minister that quotes the stock of 2024-Q4."""

    def made(printed: str, period: str = "2024-Q4") -> Release:
        said = {"nl": f"Er zijn {printed}. Dat is mooi.", "en": f"There are {printed}."}
        quote = {"indicator": "bicycles-stock", "period": period,
                 "printed": {"nl": printed, "en": printed}}  # fmt: skip
        text = written("minister", text=said, by={"nl": "de directie", "en": "the department"},
                       quotes=[quote])  # fmt: skip
        plan = bicycle_plan()
        return with_report(release, replace(plan, written={**plan.written, "minister": text}))

    return made


def test_a_written_text_is_marked_and_flagged_when_its_figure_moved(
    minister: Callable[..., Release],
) -> None:
    text = next(b for b in paper(minister("9 fietsen")).blocks() if isinstance(b, WrittenPart))

    assert text.mark == "Geschreven: de directie. Nog niet beoordeeld."
    (said,) = text.sentences
    assert said.written
    assert said.changed.startswith("Let op: deze tekst noemt 9 fietsen. Dat cijfer is nu ")


def test_a_written_text_whose_figure_stands_is_not_flagged(
    minister: Callable[..., Release], reported: Release
) -> None:
    reading = material(reported).edition.readings["bicycles-stock"]
    assert reading.headline is not None
    point = reading.headline.latest
    assert point is not None
    now = material(reported).numbers.of_point(reading, point).text

    found = paper(minister(now, point.period.text))

    (said,) = next(b for b in found.blocks() if isinstance(b, WrittenPart)).sentences
    assert said.changed == ""


def test_a_text_with_a_figure_that_is_gone_says_so(minister: Callable[..., Release]) -> None:
    (said,) = next(
        b for b in paper(minister("9 fietsen", "1950")).blocks() if isinstance(b, WrittenPart)
    ).sentences

    assert said.changed.endswith("Dat cijfer staat niet meer in de monitor.")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (" Dat zijn er 400 meer.", "“400” in deze tekst is aan geen cijfer"),
        (" Dat zijn er 9 fietsen en 7.", "“7” in deze tekst is aan geen cijfer"),
        (" Zo stond het op 1 juli 2025.", ""),
    ],
)
def test_a_number_that_a_written_text_does_not_tie_to_a_figure_is_flagged(
    minister: Callable[..., Release], more: str, told: str
) -> None:
    found = minister("9 fietsen")
    plan = found.programme.report
    said = plan.written["minister"]
    assert said.text is not None
    changed = said.model_copy(update={"text": {**said.text, "nl": said.text["nl"] + more}})
    texts = {**plan.written, "minister": changed}

    made = paper(with_report(found, replace(plan, written=texts)))

    (one,) = next(b for b in made.blocks() if isinstance(b, WrittenPart)).sentences
    assert ("aan geen cijfer" in one.changed) == bool(told)
    assert told in one.changed


# Bad input: the paper still reads well and says what is missing.


def test_a_measure_that_the_estimate_leaves_out_is_not_named_as_part_of_it(
    reported: Release,
) -> None:
    told = with_scenario(reported)
    assert told.scenario is not None
    grades = {one.id: (one.grade, one.in_plan) for one in told.scenario.run.measures}
    assert grades["hours"] == ("no evidence", False)

    found = {one.ident.partition(":")[0]: one.text for one in paper(told).sentences()}

    named = sum(grade == "no evidence" and inside for grade, inside in grades.values())
    assert found["S35"].count("“") == named > 0
    assert "Meer uren per week" not in found["S35"]


def test_a_release_without_scenario_says_so(reported: Release) -> None:
    found = {one.ident: one.text for one in paper(replace(reported, scenario=None)).sentences()}

    assert "nog geen doorrekening" in found["S34c:all"]


def test_without_any_record_every_paper_is_still_made(reported: Release) -> None:
    empty = replace(reported, register=Register())

    for name in PAPERS:
        assert list(paper(empty, name).sentences())
    assert {"S32d:all", "S36f:all"} <= {one.ident for one in paper(empty).sentences()}


def test_a_pillar_without_indicators_still_prints(reported: Release) -> None:
    plan = replace(bicycle_plan(), pillars={"roads": pillar("roads", "Rijden", "Riding")})

    annex = paper(with_report(reported, plan), "bijlage-pijlers")

    named = [one.heading.text for one in annex.chapters[1].chapters]
    assert named == ["Rijden", "Leren fietsen en fietsen naar school", "Zelf banden plakken"]
    assert sum(s.ident.startswith("S14b:") for s in annex.sentences()) == 3


def test_a_region_without_figures_says_so(reported: Release) -> None:
    found = paper(replace(reported, computed={}), "factsheet", region="PV20")

    said = [one.text for one in found.sentences()]
    assert "Over Groningen heeft de monitor geen cijfers. Dat is iets anders dan nul." in said


def test_an_initiative_without_money_has_no_row_and_no_zero(reported: Release) -> None:
    annex = paper(reported, "bijlage-pijlers")
    tables = [b for b in annex.blocks() if isinstance(b, PaperTable) and "money" in b.ident]

    assert tables
    for table in tables:
        firsts = {
            "".join(p if isinstance(p, str) else p.text for p in row.cells[0]) for row in table.rows
        }
        assert "Deltafiets" not in firsts


@pytest.mark.parametrize("count", [0, 200])
def test_no_and_two_hundred_commitments(reported: Release, count: int) -> None:
    one = reported.register.commitments["vague"]
    many = {f"c-{n}": one.model_copy(update={"id": f"c-{n}"}) for n in range(count)}
    release = replace(reported, register=replace(reported.register, commitments=many))

    annex = paper(release, "bijlage-toezegging-motie")

    tables = [b for b in annex.blocks() if isinstance(b, PaperTable) and b.ident == "promises"]
    assert [len(table.rows) for table in tables] == ([count] if count else [])


def test_a_name_of_180_characters_is_kept_whole(reported: Release) -> None:
    name = "Zeer lange regeling " * 9
    long = {"nl": name.strip(), "en": name.strip()}
    one = reported.register.initiatives["bells"].model_copy(update={"names": long})
    register = replace(
        reported.register, initiatives={**reported.register.initiatives, "bells": one}
    )

    said = paper(replace(reported, register=register))

    assert any(long["nl"] in sentence.text for sentence in said.sentences())


def test_a_plan_without_a_sentence_says_which_one(reported: Release) -> None:
    sentences = {k: v for k, v in bicycle_plan().sentences.items() if k != "S01"}
    plan = replace(bicycle_plan(), sentences=sentences)

    with pytest.raises(ReleaseError, match=r"no model sentence for the occasion 'opening'"):
        paper(with_report(reported, plan))


def test_points_of_the_note_are_at_most_seven_of_two_sentences(reported: Release) -> None:
    note = paper(reported, "beslisnota")
    chapter = next(one for one in note.chapters if one.ident == "key-points")
    (points,) = (b for b in chapter.blocks if isinstance(b, Bullets))

    assert len(points.points) <= 7
    assert all(len(point.sentences) <= 2 for point in points.points)


def test_a_question_is_answered_with_its_caveats_once_and_how_to_cite_it(
    reported: Release,
) -> None:
    found = paper(reported, "qa")
    chapters = {one.ident: one for one in found.chapters[0].chapters}

    said = [s.ident for s in found.sentences()]
    assert len(said) == len(set(said))
    last = chapters["q-stock"].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.sentences[0].text.startswith("Aan te halen als: S")
    assert last.sentences[0].text.endswith(f"; {reported.id}")
    (unknown,) = chapters["q-nothing"].blocks
    assert isinstance(unknown, Paragraph)
    assert unknown.sentences[0].text == "Dat weten we niet. Wie het kan weten: de club."
