"""The outline of the report: every occasion has its sentence, but in a release of before it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.programme.report.model_sentence import Occasion


@pytest.fixture
def without_margins(programme_folder: Path) -> Path:
    """An invented programme with our report, of before there was a sentence about margins."""
    folder = programme_folder / "report"
    folder.mkdir(exist_ok=True)
    for name in ("papers", "sentences", "money", "words", "written"):
        shutil.copy(ROOT / "programme" / "report" / f"{name}.yaml", folder)
    sentences = folder / "sentences.yaml"
    before, _, _ = sentences.read_text("utf-8").partition("- id: S50\n")
    sentences.write_text(before, "utf-8")
    return programme_folder


def test_an_occasion_without_a_sentence_is_told(without_margins: Path) -> None:
    told = re.escape("the occasion 'margin' has no sentence; add one to report/sentences.yaml")
    with pytest.raises(ProgrammeError, match=told):
        read_programme(without_margins)


def test_a_release_of_before_a_sentence_is_opened_all_the_same(without_margins: Path) -> None:
    found = read_programme(without_margins, kept=True)

    assert found.report.sentence(Occasion.MARGIN) is None
    assert found.report.sentence(Occasion.RISEN) is not None
