"""Packed files: the same bytes, or a sentence; nothing unpacks without end."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.files import gunzip
from agdb.files.gunzip import content, head, plain
from agdb.files.recorded import RecordedFile


def at(tmp_path: Path, raw: bytes) -> RecordedFile:
    path = tmp_path / "file"
    path.write_bytes(raw)
    return RecordedFile.at(path, name="a.csv.gz")


@pytest.mark.parametrize("raw", [b"a;b\n", b"a;b\n" * 500_000])
def test_a_packed_file_gives_its_plain_content(tmp_path: Path, raw: bytes) -> None:
    file = at(tmp_path, gzip.compress(raw))
    assert plain(file, scratch=tmp_path).read_bytes() == raw
    assert content(file) == raw
    assert raw.startswith(head(file))
    assert head(at(tmp_path, raw)) == raw[: 1 << 14]


def test_a_plain_file_is_left_where_it_is(tmp_path: Path) -> None:
    file = at(tmp_path, b"a;b\n")
    assert plain(file, scratch=tmp_path) == file.path


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "the file is empty"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (gzip.compress(b"a" * 999, mtime=0)[:-9], "breaks off before its end"),
        (gzip.compress(b"a" * 999, mtime=0)[:-8] + b"12345678", "is damaged"),
        (b"\x1f\x8bnot gzip at all", "is damaged"),
        (gzip.compress(b"a", mtime=0) + b"more", "goes on after its end"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, raw: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=f"a.csv.gz: .*{sentence}"):
        plain(at(tmp_path, raw), scratch=tmp_path)


@pytest.mark.slow
def test_a_bomb_is_refused_long_before_it_has_unpacked(tmp_path: Path) -> None:
    file = at(tmp_path, gzip.compress(bytes(90 << 20), compresslevel=9))
    with pytest.raises(SourceError, match="unpacks to more than"):
        plain(file, scratch=tmp_path)
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < 100 << 20


def test_more_than_fits_in_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds more than 3 bytes"):
        content(at(tmp_path, b"abcd"), most=3)
    with pytest.raises(SourceError, match="is empty"):
        content(at(tmp_path, b""))


def test_what_cannot_be_unpacked_has_no_head(tmp_path: Path) -> None:
    assert head(at(tmp_path, b"\x1f\x8b\x00\x00")) == b""
    assert gunzip.MOST == 4 << 30
