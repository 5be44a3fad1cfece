"""CBS has four landsdelen and the Techniekpact five others: the word never stands alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

WORD = re.compile(r"landsde(?:el|len)|parts? of the country", re.IGNORECASE)
WHOSE = re.compile(r"CBS|Techniekpact|Statistics Netherlands")
TEXTS = sorted(
    [
        *(path for end in ("yaml", "md") for path in (ROOT / "programme").rglob(f"*.{end}")),
        *(ROOT / "src/agdb/publication/wording/messages").glob("*.yaml"),
    ]
)


def alone(text: str) -> list[str]:
    """Return the lines that say landsdeel without saying whose."""
    return [line for line in text.splitlines() if WORD.search(line) and not WHOSE.search(line)]


def test_the_word_is_found_where_it_stands_alone() -> None:
    assert alone("vijf landsdelen\nLandsdeel (CBS)\nthe Parts of the country") == [
        "vijf landsdelen",
        "the Parts of the country",
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_landsdeel_says_whose_it_is(path: Path) -> None:
    assert alone(path.read_text(encoding="utf-8")) == []
