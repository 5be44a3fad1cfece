"""A checksum is that of the bytes, in whatever pieces they pass; that of a set is sha256sum's."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.files.checksum import chunks_of, digest, file_checksum, set_checksum


@given(st.binary(max_size=400), st.integers(1, 50))
def test_pieces_have_the_checksum_and_size_of_the_whole(content: bytes, size: int) -> None:
    copy = io.BytesIO()
    found = digest(chunks_of(io.BytesIO(content), size), copy)
    assert found == (hashlib.sha256(content).hexdigest(), len(content))
    assert copy.getvalue() == content


def test_a_file_that_changed_has_another_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")
    before = file_checksum(path)
    path.write_bytes(b"b")
    os.utime(path, ns=(1, 1))
    assert before == hashlib.sha256(b"a").hexdigest()
    assert file_checksum(path) == hashlib.sha256(b"b").hexdigest()


@pytest.mark.slow
def test_a_set_has_the_checksum_of_the_list_that_sha256sum_prints(tmp_path: Path) -> None:
    # Given three files, named in no order
    names = ["c.csv", "a.csv", "b b.csv"]
    for name in names:
        (tmp_path / name).write_text(name, "utf-8")
    pairs = [(name, file_checksum(tmp_path / name)) for name in names]
    # When they are listed with the tool that everybody has
    listed = subprocess.run(
        ["sha256sum", *names], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    # Then the checksum is of its lines, sorted; that of one file is the file's own
    lines = b"".join(sorted(listed.splitlines(keepends=True)))
    assert set_checksum(pairs) == hashlib.sha256(lines).hexdigest()
    assert set_checksum(pairs[:1]) == pairs[0][1]
