"""A note to ourselves never becomes a page: the phrases of the programme are found for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.indicators.checks.finding import Severity
from agdb.indicators.checks.unfit_words import RULE
from agdb.programme.reading import read_programme
from agdb.programme.unfit import matcher

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
        ("initiatives/all.yaml", "en: cyclists", "en: cyclists; to be checked", 10),
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


def test_a_phrase_is_a_whole_word_in_any_capitals() -> None:
    pattern = matcher(["todo", "not checked here"])

    assert pattern.findall("TODO: later. Not Checked here.") == ["TODO", "Not Checked here"]
    assert pattern.findall("todos, methodology, not checked hereafter") == []
