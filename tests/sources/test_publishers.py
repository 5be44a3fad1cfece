"""The list of publishers, and that the docs tell which readers no recording has proven."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.sources.publishers import PUBLISHERS, READERS, reader_for
from agdb.statistics.identifier import DatasetId

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "agdb"
FOLDERS = {one.id.replace("-", "_") for one in PUBLISHERS}


def test_the_docs_list_exactly_the_unproven_readers() -> None:
    text = (ROOT / "docs" / "limits-sources.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+/\w+)`", text, re.MULTILINE)
    unproven = [
        f"{publisher}/{type(reader).__name__}"
        for publisher, readers in READERS.items()
        for reader in readers
        if not reader.proven
    ]
    assert sorted(listed) == sorted(unproven)


def test_revisions_are_told_apart() -> None:
    revisions = [reader.revision for readers in READERS.values() for reader in readers]
    assert len(set(revisions)) == len(revisions)


def test_nothing_is_recognised_in_no_files_or_in_noise(tmp_path: Path) -> None:
    for publisher in READERS:
        with pytest.raises(SourceError, match="in no form that we read"):
            reader_for(DatasetId(publisher, "x"), ())


def modules() -> dict[str, set[str]]:
    """Every module of the sources, and the modules of the sources that it imports."""
    files = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in (PACKAGE / "sources").rglob("*.py")
    }
    return {name: {one for one in imported(path) if one in files} for name, path in files.items()}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def folder_of(module: str) -> str | None:
    """The publisher in whose folder a module is."""
    part = module.removeprefix("agdb.sources").strip(".").partition(".")[0]
    return part if part in FOLDERS else None


@pytest.mark.slow
def test_a_publisher_is_one_folder_and_one_line() -> None:
    # Given every module of the sources, when those outside of a publisher's folder are looked at
    known = {
        (name, folder_of(one))
        for name, others in modules().items()
        for one in others
        if folder_of(one) is not None and folder_of(name) is None
    }
    # Then only the list names a publisher, and it names all
    assert known == {("agdb.sources.publishers", folder) for folder in FOLDERS}


@pytest.mark.slow
def test_publishers_do_not_know_each_other_by_whatever_way() -> None:
    known = modules()

    def reached(name: str) -> set[str]:
        found, waiting = set[str](), [name]
        while waiting:
            for one in known[waiting.pop()] - found:
                found.add(one)
                waiting.append(one)
        return found

    strangers = {
        (name, one)
        for name in known
        if folder_of(name) is not None
        for one in reached(name)
        if folder_of(one) not in {None, folder_of(name)}
    }
    assert strangers == set()
    assert "agdb.sources.oecd" in reached("agdb.sources.folder")  # the walk leads somewhere
