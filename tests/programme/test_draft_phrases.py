"""A note to ourselves never becomes a page: the phrases of the programme are found for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.indicators.checks.finding import Severity
from agdb.indicators.checks.unfit_words import RULE
from agdb.programme.draft_phrases import UnfitPhrases
from agdb.programme.reading import read_programme

PHRASES = """\
- id: not-checked
  phrases: [to be checked, agdb import]
  remedy: check it, or leave it out
"""


@pytest.fixture
def strict(programme_folder: Path) -> Path:
    """The invented programme, with phrases that it must not publish."""
    (programme_folder / "unfit.yaml").write_text(PHRASES, "utf-8")
    return programme_folder


def found(folder: Path) -> list[str]:
    findings = list(RULE.on_programme(read_programme(folder)))
    assert all(one.severity is Severity.BLOCK for one in findings)
    return [str(one).replace(f"{folder}/", "") for one in findings]


def test_a_clean_programme_has_none_and_its_own_list_is_no_finding(strict: Path) -> None:
    assert found(strict) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("register/initiatives.yaml", "en: Groningen", "en: Groningen; to be checked", 10),
        ("sources/bicycles.yaml", "licence: CC BY 4.0", "licence: To be checked", 5),
        ("targets.yaml", "en: Invented note", "en: To be checked", 10),
        ("texts/en/about.md", "#", "# Run agdb import first", 1),
    ],
)
def test_a_phrase_is_found_with_file_and_line(
    strict: Path, file: str, old: str, new: str, line: int
) -> None:
    path = strict / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    (said,) = found(strict)

    assert said.startswith(f"block unfit_words: {file}:{line}: ")
    assert said.endswith("does not go onto a page; check it, or leave it out.")


def test_a_text_for_who_keeps_the_monitor_may_hold_them_and_no_other(strict: Path) -> None:
    # Given phrases that one text may hold, in that text and in another
    (strict / "unfit.yaml").write_text(f"{PHRASES}  allowed_in: [handbook]\n", "utf-8")
    for language in ("nl", "en"):
        (strict / "texts" / language / "handbook.md").write_text("# Run agdb import\n", "utf-8")
    about = strict / "texts" / "en" / "about.md"
    about.write_text("# About\n\nRun agdb import\n", "utf-8")

    # Then only the other is told
    (said,) = found(strict)
    assert said.startswith("block unfit_words: texts/en/about.md:3: ")


def test_a_text_that_may_hold_them_has_to_be_there(strict: Path) -> None:
    (strict / "unfit.yaml").write_text(f"{PHRASES}  allowed_in: [handbok]\n", "utf-8")

    with pytest.raises(ProgrammeError, match=r"unfit.yaml:4.*there is no text 'handbok'"):
        read_programme(strict)


def test_a_phrase_is_a_whole_word_in_any_capitals() -> None:
    notes = UnfitPhrases(id="a", phrases=("todo", "not checked here"), remedy="say it")

    assert notes.pattern.findall("TODO: later. Not Checked here.") == ["TODO", "Not Checked here"]
    assert notes.pattern.findall("todos, methodology, not checked hereafter") == []


def test_a_count_that_somebody_typed_is_found_in_figures_and_in_words() -> None:
    counts = UnfitPhrases(
        id="a", counted=("indicators", "targets"), numbers=("three",), remedy="use a slot"
    )

    found = counts.pattern.findall("Of 68 indicators, three targets and 1,000 indicators")

    assert found == ["68 indicators", "three targets", "1,000 indicators"]
    assert counts.pattern.findall("{count: indicators} indicators, 3 other targets") == []


def test_an_entry_that_finds_nothing_is_refused(programme_folder: Path) -> None:
    (programme_folder / "unfit.yaml").write_text("- {id: a, remedy: none}\n", "utf-8")

    with pytest.raises(ProgrammeError, match="give phrases, or nouns that are counted"):
        read_programme(programme_folder)
