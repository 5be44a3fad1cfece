"""Packed copies of what is text: the same bytes every time, and not made twice."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from agdb.cli import packing
from agdb.cli.former_site import FormerSite
from agdb.cli.packing import packed

PAGE = "<p>überall</p>".encode() * 100


def test_every_copy_unpacks_to_its_file() -> None:
    found = dict(packed([("nl/index.html", PAGE)]))

    assert found["nl/index.html"] == PAGE
    assert gzip.decompress(found["nl/index.html.gz"]) == PAGE
    assert brotli.decompress(found["nl/index.html.br"]) == PAGE


def test_what_is_small_or_packed_already_has_no_copy() -> None:
    pages = [("a.html", b"short"), ("a.xlsx", PAGE), ("a.woff2", PAGE), ("a.png", PAGE)]

    assert [path for path, _ in packed(pages)] == [path for path, _ in pages]


def test_the_bytes_are_the_same_every_time() -> None:
    assert dict(packed([("a.json", PAGE)])) == dict(packed([("a.json", PAGE)]))


def test_copies_of_a_file_that_did_not_change_are_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a site that was packed before, and one file of it that has changed since
    pages = [("nl/a.html", PAGE), ("nl/b.html", PAGE)]
    for path, body in packed(pages):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(body)
    made: list[int] = []
    counted = {end: _counting(pack, made) for end, pack in packing.PACKINGS.items()}
    monkeypatch.setattr(packing, "PACKINGS", counted)

    # When it is packed again
    again = dict(
        packed([("nl/a.html", PAGE), ("nl/b.html", PAGE + b"!")], former=FormerSite(tmp_path))
    )

    # Then only that one was, and the copies fit their files
    assert made == [len(PAGE) + 1] * 2
    assert gzip.decompress(again["nl/a.html.gz"]) == PAGE
    assert gzip.decompress(again["nl/b.html.gz"]) == PAGE + b"!"


def test_a_copy_that_is_gone_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)

    found = dict(packed([("a.html", PAGE)], former=FormerSite(tmp_path)))

    assert gzip.decompress(found["a.html.gz"]) == PAGE


def _counting(pack: packing.Pack, made: list[int]) -> packing.Pack:
    def counted(body: bytes) -> bytes:
        made.append(len(body))
        return pack(body)

    return counted
