"""Recorded files in memory and on disk are the same to those who read them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Origin, Recording
from agdb.statistics.identifier import DatasetId


@given(content=st.binary(max_size=5000), size=st.integers(1, 700))
def test_a_file_reads_alike_from_memory_and_disk(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, size: int
) -> None:
    path = tmp_path_factory.mktemp("file") / "a"
    path.write_bytes(content)
    for file in (RecordedFile.of("a", content), RecordedFile.at(path, name="a")):
        assert file.read() == b"".join(file.chunks(size)) == content
        assert file.head(size) == content[:size]
        assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_a_file_in_memory_has_no_path(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="a is held in memory"):
        _ = RecordedFile.of("a", b"").path


def test_the_checksum_of_several_files_does_not_depend_on_their_order() -> None:
    files = (RecordedFile.of("a", b"1"), RecordedFile.of("b", b"2"))
    first, second = (
        Recording(DatasetId("cbs", "1"), given, date(2025, 1, 1), Origin.FETCH, "", "", "").checksum
        for given in (files, files[::-1])
    )
    assert first == second
    assert first not in {file.sha256 for file in files}
