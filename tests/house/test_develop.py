"""The pages for developers name files that exist, and one version of the monitor."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb import __version__

PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
    *sorted((ROOT / "docs" / "develop").glob("*.md")),
]
PACKAGE = ROOT / "src" / "agdb"
FOLDERS = ("src/", "tests/", "docs/", "programme/", "specimens/", "benchmarks/", "tools/", ".ci/")
QUOTED = re.compile(r"`([^`\s<>*]+)`")
GROUPS = (
    "figures", "freshness", "forecasts", "scenario", "register", "sources", "warehouse", "site",
    "commands", "programme", "safety", "develop",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    """A path is from the root of the clone, or a module from the folder of the package."""
    paths = [
        one
        for one in QUOTED.findall(page.read_text("utf-8"))
        if one.startswith(FOLDERS) or (one.endswith(".py") and "/" in one)
    ]

    absent = [
        one for one in paths if not any((folder / one).exists() for folder in (ROOT, PACKAGE))
    ]

    assert absent == []


def test_every_room_stands_in_the_description_of_the_house() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert rooms == set(re.findall(r"^\| \S+ \| `(\w+)` \|", page, re.MULTILINE))


def test_the_version_is_one_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    public = (ROOT / "publiccode.yml").read_text("utf-8")

    assert project["version"] == __version__
    assert f"\nversion: {__version__}\n" in citation
    assert f"\nsoftwareVersion: {__version__}\n" in public


def test_fragments_of_the_changelog_name_their_group_and_hold_sentences() -> None:
    for path in (ROOT / "changes").glob("*.md"):
        if path.name == "README.md":
            continue
        lines = path.read_text("utf-8").splitlines()

        assert path.name.startswith(tuple(f"{group}-" for group in GROUPS)), path.name
        assert lines, path.name
        assert all(line.startswith(("- ", "  ")) for line in lines), path.name


def test_no_line_of_the_changelog_stands_twice() -> None:
    """Two branches that meet in one file can leave a list behind that was moved."""
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    entries = [line for line in lines if line.startswith("- ")]

    assert sorted(line for line in set(entries) if entries.count(line) > 1) == []
    assert sum("unreleased" in line for line in lines if line.startswith("## ")) <= 1


def test_the_version_has_a_note_with_its_four_parts() -> None:
    note = (ROOT / "docs" / "releases" / f"{__version__}.md").read_text("utf-8")

    assert note.startswith(f"# Note of version {__version__}\n")
    assert f"`v{__version__}`" in note
    parts = [line.removeprefix("## ") for line in note.splitlines() if line.startswith("## ")]
    signed = "\nSigned-off-by: " in note
    asked = ["Figures", "To do", "Known limits that are new", "What was not tried"]
    assert parts == [*asked, "Sign-off"] if signed else parts == asked
    # who has read it says so in its last line; until then it says that nobody has
    assert signed != ("not signed off" in note)
    assert note.splitlines()[-1].startswith("Signed-off-by: ") == signed


def test_what_a_note_asks_to_be_done_stands_in_the_changelog_too() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    note = (ROOT / "docs" / "releases" / f"{__version__}.md").read_text("utf-8")
    latest = changelog.partition(f"## {__version__}")[2].partition("\n## ")[0]
    asked = latest.partition("### To do\n")[2].partition("\n### ")[0]
    done = note.partition("## To do\n")[2].partition("\n## ")[0]

    words = re.findall(r"`[^`]+`", asked)
    assert words
    assert [word for word in words if word not in done] == []
