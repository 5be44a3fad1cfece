"""The method page names everything that a scenario file may hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from agdb.scenario.catalogue import KINDS, Owner
from agdb.scenario.measures import Lever
from agdb.scenario.priors import FAMILIES
from agdb.scenario.reading.scenarios import SECTIONS

ROOT = Path(__file__).parents[2]

LETTER = {Owner.SCENARIO: "", Owner.GROUP: "G.", Owner.PROGRAMME: "P.", Owner.OVERLAY: "O."}
NAMES = [
    *(f"{LETTER[owner]}{stem}" for owner, stem in KINDS),
    *(target.value for target in Lever),
    *SECTIONS,
]


@pytest.mark.parametrize("name", NAMES)
def test_the_method_page_names(name: Any) -> None:
    page = (ROOT / "docs/methods/scenario.md").read_text(encoding="utf-8")

    assert f"`{name}`" in page


@pytest.mark.parametrize("family", FAMILIES)
def test_the_method_page_shows_every_prior(family: Any) -> None:
    page = (ROOT / "docs/methods/scenario.md").read_text(encoding="utf-8")

    assert f"`{family}: [" in page


def test_every_acceptance_test_on_the_method_page_is_there() -> None:
    page = (ROOT / "docs/methods/scenario.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (T\d\d) \| (.+) \|$", page, flags=re.MULTILINE))

    assert len(rows) == 28
    for ident, named in rows.items():
        for file, test in re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", named):
            text = (ROOT / "tests/scenario" / file).read_text(encoding="utf-8")
            assert not test or f"def {test}(" in text, (ident, test)
