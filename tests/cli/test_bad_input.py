# ruff: noqa: E501 - a table of mistakes reads best with one on a line
"""A mistake in a programme stops a build in one sentence, and what was published stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

BICYCLES = "indicators/roads/bicycles.yaml"
SHARE = "indicators/roads/electric-share.yaml"
KINDS = "classifications/kinds.yaml"
DENOMINATOR = 'denominator: {dataset: "demo:bicycles", measure: Bicycles, where: {Kind: T}}'
DERIVED = 'metric:\n  type: derived\n  parts:\n    all: {dataset: "demo:bicycles", measure: Bicycles, where: {Kind: T}}\n    electric: {dataset: "demo:bicycles", measure: Bicycles, where: {Kind: E}}\n  formula: '
RATIO = (
    'metric:\n  type: ratio\n  numerator: {dataset: "demo:bicycles", measure: Bicycles, where: {Kind: E}}\n  '
    + DENOMINATOR
    + "\n  scale: 100\n"
)


def published(folder: Path) -> dict[str, bytes]:
    """Every file of the site and of the releases."""
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "sentence"),
    [
        # an unknown classification code: in a definition, in a filter, in the data
        (BICYCLES, "members: [E, S]", "members: [E, X]", 19, "there is no code of the classification 'X'"),
        (SHARE, "where: {Kind: E}", "where: {Kind: X}", 10, "has no code 'X' in Kind"),
        # a circular definition
        (KINDS, "parent: T}", "parent: E}", 8, "the code 'E' is defined by itself"),
        (KINDS, "en: all bicycles}}", "en: all bicycles}, parent: S}", 7, "the code 'T' is defined by itself, through its parent 'S'"),
        # mixed units
        (BICYCLES, "unit: thousand-bicycles", "unit: percent", 6, "the unit is 'percent' here and 'thousand-bicycles'"),
        (SHARE, RATIO, DERIVED + "all - all / electric\n", 8, "the formula mixes units: 'thousand-bicycles' and 'a number'"),
        # a zero denominator
        (SHARE, RATIO, DERIVED + "all * electric / 0\n", 8, "a formula cannot divide by zero"),
        (SHARE, RATIO, DERIVED + "electric / (all - all)\n", 8, "the denominator is zero in 3 of 4 places"),
        # a missing translation
        (BICYCLES, "definition: {nl: Aantal fietsen., en: Number of bicycles.}", "definition: {nl: Aantal fietsen.}", 5, "a text in the language 'en' is missing"),
        # an indicator without a source
        (SHARE, DENOMINATOR, DENOMINATOR.replace("demo:bicycles", "demo:cars"), 11, "the data set 'demo:cars' has no source"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_programme_leaves_the_last_release_published(
    agdb: Run, place: Path, name: str, old: str, new: str, line: int, sentence: str
) -> None:
    # Given a release and its site
    assert agdb("build").returncode == 0
    assert agdb("publish", str(place / "site")).returncode == 0
    before = published(place / "site") | published(place / "var" / "releases")
    before = {path: body for path, body in before.items() if "/.re" not in path}

    # When a mistake is made and it is built anew
    file = place / "programme" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found = agdb("build")

    # Then one sentence names file and line, the command ends with 1, and all is as it was
    assert found.returncode == 1
    (said,) = found.stderr.strip().splitlines()
    assert sentence in said
    assert f"{name}:{line}: " in said
    after = published(place / "site") | published(place / "var" / "releases")
    assert {path: body for path, body in after.items() if "/.re" not in path} == before
    assert agdb("publish", str(place / "site")).returncode == 0
