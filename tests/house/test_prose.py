"""A sentence of the documents has a line of its own, so that a change of one shows as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

PAGES = [
    *(ROOT / name for name in ("CONTRIBUTING.md", "README.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
# A sentence ends in a full stop behind a word of two letters or more, a closing mark or a digit,
# and the next begins with a capital; "e.g." and "p. 3" end no sentence, nor does a bold label.
BOUNDARY = re.compile(r"(?:\w{2}|[)\]`*\"”])[.!?][)\"”]* (?=[A-Z])")
SHORT = re.compile(r"\b(?:vs|cf|nr|ca|art|pp|etc|al|mln)\. $", re.IGNORECASE)


def ends_within(line: str) -> list[int]:
    """Where in `line` a sentence ends and another begins, outside of brackets and code."""
    ends = []
    for found in BOUNDARY.finditer(line):
        before = line[: found.end()]
        inside = before.count("(") > before.count(")") or before.count("`") % 2
        if not inside and not SHORT.search(before):
            ends.append(found.end())
    return ends


def prose(text: str) -> list[str]:
    """The lines of a page that are not table, code, heading or address of a link."""
    lines, fenced = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith(("|", "#", "<", "    ")):
            lines.append(line)
    return lines


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_line_of_a_document_holds_one_sentence(page: Path) -> None:
    twice = [line for line in prose(page.read_text("utf-8")) if ends_within(line)]

    assert twice == []


def test_two_sentences_on_a_line_would_be_found() -> None:
    assert ends_within("It is read once. Then it is kept.") == [17]
    assert ends_within("Read `a. B` (by one. By all), cf. Hyndman.") == []
