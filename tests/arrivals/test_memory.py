"""What was told of arrivals is kept with a checksum, and that of earlier versions is read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from tests.conftest import NOON

from agdb.arrivals.arrival import Arrival, ArrivalOutcome
from agdb.arrivals.atom import atom
from agdb.arrivals.memory import (
    FEED,
    MEMORY,
    examine_news,
    feed_bytes,
    memory_bytes,
    read_memory,
)
from agdb.errors import WarehouseError

TOLD = (Arrival("abc:Jobs", ArrivalOutcome.NEW, NOON, "new: 12 observations", "2026-11-24-a"),)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which something was told."""
    (tmp_path / MEMORY).parent.mkdir()
    (tmp_path / MEMORY).write_bytes(memory_bytes(TOLD))
    (tmp_path / FEED).write_bytes(feed_bytes(TOLD, title="News"))
    return tmp_path


def found(data: Path) -> list[str]:
    return [str(one) for one in examine_news(data)]


def test_what_was_told_is_read_back(data: Path) -> None:
    assert read_memory(data) == TOLD
    assert found(data) == []


def test_nothing_was_told_in_a_new_folder(tmp_path: Path) -> None:
    assert read_memory(tmp_path) == ()
    assert found(tmp_path) == []


def test_the_feed_is_the_same_feed_to_who_reads_it(data: Path) -> None:
    plain, kept = ET.fromstring(atom(TOLD, title="News")), ET.parse(data / FEED).getroot()
    assert ET.tostring(kept) == ET.tostring(plain)


@pytest.mark.parametrize("name", [MEMORY, FEED])
def test_any_bit_that_flips_is_told(data: Path, name: str) -> None:
    body = (data / name).read_bytes()
    for bit in range(0, len(body) * 8, 7):
        flipped = bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        (data / name).write_bytes(flipped)
        assert len(found(data)) == 1, (bit, flipped)


@pytest.mark.parametrize("body", [None, b"", b"<feed/>\n"])
def test_a_feed_that_is_gone_or_another_is_told(data: Path, body: bytes | None) -> None:
    (data / FEED).unlink()
    if body is not None:
        (data / FEED).write_bytes(body)
    (told,) = found(data)
    assert "the feed of what was fetched" in told
    assert "run agdb fetch again" in told


def test_a_memory_of_before_checksums_is_read_and_no_fault(data: Path) -> None:
    (data / MEMORY).write_bytes(msgspec.json.encode(TOLD))
    (data / FEED).write_bytes(atom(TOLD, title="News"))
    assert read_memory(data) == TOLD
    assert found(data) == []


def test_one_of_before_checksums_that_cannot_be_read_is_told(data: Path) -> None:
    (data / MEMORY).write_bytes(b"[{")
    with pytest.raises(WarehouseError, match="the memory of what was fetched is damaged"):
        read_memory(data)
    assert len(found(data)) == 1
