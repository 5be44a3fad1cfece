"""`agdb report` and `agdb answer`: papers as files, and one sentence where one cannot be made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

PILLARS = """
- id: roads
  title: {nl: Meer fietspaden, en: More cycle paths}
  blocks:
    - figures:
        - indicator: bicycles-number
          subject: {nl: het aantal fietsen, en: the number of bicycles}
"""
QUESTIONS = """
- id: bicycles
  question: {nl: Hoeveel fietsen zijn er?, en: How many bicycles are there?}
  content: figure
  pillars: [roads]
  indicators: [bicycles-number]
  who_knows: {nl: de telling, en: the count}
- id: money
  question: {nl: Wat is er betaald?, en: What was paid?}
  content: money
  about: nobody
  pillars: [learning]
  who_knows: {nl: de gemeente, en: the town}
"""


@pytest.fixture
def reporting(place: Path) -> Path:
    """The invented programme with our papers and sentences, about its own figures."""
    folder = place / "programme" / "report"
    folder.mkdir()
    for name in ("papers", "sentences", "money", "words", "written"):
        shutil.copy(ROOT / "programme" / "report" / f"{name}.yaml", folder)
    (folder / "pillars.yaml").write_text(PILLARS, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    return place


@pytest.fixture
def built(reporting: Path, agdb: Run) -> Path:
    assert agdb("build").returncode == 0
    return reporting


@pytest.mark.slow
def test_the_set_is_four_files_that_stand_alone(built: Path, agdb: Run) -> None:
    found = agdb("report", "-o", str(built / "out"))

    assert found.returncode == 0, found.stderr
    names = ["brief", "bijlage-pijlers", "bijlage-toezegging-motie", "beslisnota"]
    assert found.stdout.split() == [str(built / "out" / f"{name}-nl.html") for name in names]
    letter = (built / "out" / "brief-nl.html").read_text("utf-8")
    assert 'href="report.css"' in letter
    assert 'title="S01:' in letter
    assert (built / "out" / "report.css").is_file()
    assert "paper beslisnota is a draft: these required texts are empty" in found.stderr


@pytest.mark.slow
def test_one_paper_of_a_region_in_english(built: Path, agdb: Run) -> None:
    found = agdb(
        "report", "factsheet", "--language", "en", "--region", "PV20", "-o", str(built), "--json"
    )

    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["files"] == [str(built / "factsheet-PV20-en.html")]
    by_name = agdb(
        "report", "factsheet", "--language", "en", "--region", "groningen", "-o", str(built)
    )
    assert by_name.stdout.split() == [str(built / "factsheet-PV20-en.html")]
    assert "Region in view" in (built / "factsheet-PV20-en.html").read_text("utf-8")


@pytest.mark.slow
def test_a_later_release_is_compared_with_an_earlier_one(built: Path, agdb: Run) -> None:
    for day in ("2026-01-10", "2026-02-10"):
        assert agdb("build", "--as-of", day).returncode == 0

    found = agdb("report", "brief", "--since", "2026-01-31", "-o", str(built))

    assert found.returncode == 0, found.stderr
    letter = (built / "brief-nl.html").read_text("utf-8")
    assert "de uitgave van 10 januari 2026." in letter
    assert "eerste rapport" not in letter


@pytest.mark.slow
def test_what_cannot_be_made_is_told_in_a_sentence(built: Path, agdb: Run) -> None:
    file = built / "a-file"
    file.write_text("x")
    for words, sentence in (
        (("report", "letter"), "there is no paper 'letter'"),
        (("report", "--language", "fr"), "there is no language 'fr'"),
        (("report", "--region", "XX1"), "there is no region 'XX1'"),
        (("report", "--pillar", "7"), "there is no pillar 7"),
        (("report", "--release", "nothing"), "there is no release 'nothing'"),
        (("report", "beslisnota", "--final"), "paper beslisnota cannot be published"),
        (("report", "brief", "-o", str(file)), "cannot be written"),
        (("answer", "zeppelin"), "no question of the list is about that"),
        (("answer", "--indicator", "nothing"), "there is no indicator 'nothing'"),
    ):
        found = agdb(*words)
        assert found.returncode == 2, words
        assert sentence in found.stderr, found.stderr


@pytest.mark.slow
def test_of_a_withdrawn_release_the_reason_is_told(built: Path, agdb: Run) -> None:
    listed = json.loads(agdb("datasets", "--json").stdout)
    one = next(row for row in listed if "bicycles" in row["dataset"])
    taken = agdb("withdraw", one["dataset"], one["version"], "--reason", "counted twice")
    assert taken.returncode == 0, taken.stderr

    found = agdb("report", "brief", "-o", str(built))

    assert found.returncode == 1
    assert "which was withdrawn on" in found.stderr
    assert "counted twice" in found.stderr


@pytest.mark.slow
def test_a_programme_without_papers_says_where_they_are_written(place: Path, agdb: Run) -> None:
    assert agdb("build").returncode == 0

    found = agdb("report")

    assert found.returncode == 2
    assert "has no papers" in found.stderr
    assert "report/papers.yaml" in found.stderr


@pytest.mark.slow
def test_questions_are_chosen_by_words_pillar_and_indicator(built: Path, agdb: Run) -> None:
    by_word = agdb("answer", "fietsen")
    every = json.loads(agdb("answer", "--json").stdout)

    assert by_word.stdout.startswith("Hoeveel fietsen zijn er?")
    assert [one["id"] for one in every] == ["bicycles", "money"]
    assert every[0]["cite"].startswith(every[0]["sentences"][0])
    assert (every[1]["known"], every[1]["cite"]) == (False, "")
    assert "marge" in every[0]["margins"][0]
    assert every[0]["answer"][-1].startswith(every[0]["margins"][0])
    assert isinstance(every[0]["caveats"], list)
    assert (every[1]["margins"], every[1]["caveats"]) == ([], [])
    assert every[1]["answer"] == ["Dat weten we niet. Wie het kan weten: de gemeente."]
    for words in (("--pillar", "1"), ("--indicator", "bicycles-number")):
        found = json.loads(agdb("answer", *words, "--json").stdout)
        assert [one["id"] for one in found] == ["bicycles"]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("pillars", "bicycles-number", "bicicles", "there is no indicator 'bicicles'"),
        ("pillars", "id: roads", "id: rivers", "there is no pillar 'rivers'"),
        ("papers", "text: minister", "text: king", "there is no written text 'king'"),
        ("questions", "[learning]", "[nobody]", "there is no pillar 'nobody'"),
        ("sentences", "occasion: risen", "occasion: fallen", "has a sentence already"),
        ("sentences", "{before}", "{befor}", "there is no place 'befor' here"),
        ("money", "{Moment} is {amount} gevraagd", "{Moment}: {amount}", "does not have its verb"),
        (
            "written",
            "required: true",
            "required: true\n  text: {nl: x, en: x}",
            "by which function",
        ),
    ],
)
def test_a_mistake_in_the_report_is_told_with_its_line(
    reporting: Path, agdb: Run, file: str, old: str, new: str, told: str
) -> None:
    path = reporting / "programme" / "report" / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    found = agdb("build")

    assert found.returncode == 1
    assert told in found.stderr
    assert f"{file}.yaml:" in found.stderr


@pytest.mark.slow
def test_papers_are_written_for_print_and_for_an_office(built: Path, agdb: Run) -> None:
    for form, begin in (("pdf", b"%PDF-1.7"), ("docx", b"PK")):
        found = agdb("report", "brief", "--format", form, "-o", str(built / "out"))

        assert found.returncode == 0, found.stderr
        assert (built / "out" / f"brief-nl.{form}").read_bytes().startswith(begin)
    refused = agdb("report", "brief", "--format", "pdf", "--template", "x.docx")
    assert refused.returncode == 2
    assert "a template is for a Word document" in refused.stderr


@pytest.mark.slow
def test_a_paper_of_a_release_that_is_withdrawn_says_why(built: Path, agdb: Run) -> None:
    name = json.loads(agdb("release", "list", "--json").stdout)["releases"][0]["release"]
    agdb("release", "draft", name)
    agdb("report", "brief", "-o", str(built / "draft"))
    agdb("release", "withdraw", name, "--reason", "De cijfers klopten niet.")

    found = agdb("report", "brief", "--release", name, "-o", str(built / "out"))

    assert found.returncode == 0, found.stderr
    assert "nog niet vrijgegeven" in (built / "draft" / "brief-nl.html").read_text("utf-8")
    assert "De cijfers klopten niet." in (built / "out" / "brief-nl.html").read_text("utf-8")
