"""What an English page says is English: a text that was left in Dutch is found by its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .spoken import spoken

DUTCH = re.compile(
    r"\b(het|een|niet|voor|wordt|worden|zijn|bij|naar|deze|volgens|uit|ook|geen|wel)\b", re.I
)
NAMES = re.compile(r"https?://\S+|“[^”]*”|\([^)]*\)|`[^`]*`|\*\*[^*]*\*\*")
"""Addresses, quotations, explanations in brackets and terms, which may be Dutch."""


def is_dutch(text: str) -> bool:
    """Whether at least two Dutch function words stand in a text, names and quotations aside."""
    return len(DUTCH.findall(NAMES.sub("", text))) > 1


def test_every_english_text_is_english(agdb: Path) -> None:
    broken = [
        f"{s.where}: {s.text}" for s in spoken(agdb) if s.language == "en" and is_dutch(s.text)
    ]

    assert broken == []


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("geen eigen totaalbudget gevonden; bundelt regelingen voor het mkb", True),
        ("Nieuwe definitie; het is niet bekend", True),
        ("Part of the country (landsdeel): Statistics Netherlands has four", False),
        ("van Krapte naar Kans", False),
    ],
)
def test_the_words_tell_one_language_from_the_other(text: str, dutch: bool) -> None:
    assert is_dutch(text) is dutch
