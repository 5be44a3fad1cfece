"""The list of publishers, and that the docs tell which readers no recording has proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.sources.publishers import READERS, reader_for, unproven_readers
from agdb.statistics.identifier import DatasetId

ROOT = Path(__file__).parents[2]


def test_the_docs_list_exactly_the_unproven_readers() -> None:
    text = (ROOT / "docs" / "limits-sources.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+/\w+)`", text, re.MULTILINE)
    assert sorted(listed) == sorted(unproven_readers())


def test_revisions_are_told_apart() -> None:
    revisions = [reader.revision for readers in READERS.values() for reader in readers]
    assert len(set(revisions)) == len(revisions)


def test_nothing_is_recognised_in_no_files_or_in_noise(tmp_path: Path) -> None:
    for publisher in READERS:
        with pytest.raises(SourceError, match="in no form that we read"):
            reader_for(DatasetId(publisher, "x"), ())
