"""Words that find each other: a mistake in them is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{nl: [fiets, rijwiel]}", "a text in the language 'en' is missing"),
        ("{nl: [fiets], en: [bicycle, bike]}", "in 'nl' a group has two or more words"),
        ("{nl: [fiets, rijwiel], en: [bicycle, push bike]}", "each a single word"),
    ],
)
def test_a_group_has_two_single_words_or_more_in_every_language(
    programme_folder: Path, written: str, told: str
) -> None:
    # Given a group of synonyms with one mistake
    file = programme_folder / "synonyms.yaml"
    file.write_text(f"- id: bicycle\n  words: {written}\n", encoding="utf-8")

    # When the programme is read
    with pytest.raises(ProgrammeError) as error:
        read_programme(programme_folder)

    # Then the mistake is told with file and line
    assert told in str(error.value)
    assert f"{file}:2" in str(error.value)


def test_a_programme_without_synonyms_has_none(programme_folder: Path) -> None:
    assert read_programme(programme_folder).synonyms == {}
