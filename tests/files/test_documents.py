"""JSON is a record or one sentence, whoever words it; the same document is the same bytes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from agdb.errors import Place, SourceError, WarehouseError
from agdb.files.documents import decoded, decoded_or_none, encoded, read_document


class Point(msgspec.Struct, frozen=True):
    x: int
    name: str = ""


DAMAGED = (b"", b'{"x": 1', b'{"x": "a"}', b'{"name": "\xff"}', b"[" * 5000 + b"]" * 5000)


def test_what_is_written_is_read_back_and_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    point = Point(3, "é")
    path = tmp_path / "point.json"
    path.write_bytes(encoded(point))

    assert read_document(path, Point) == point
    assert encoded({"name": "é", "x": 3}) == encoded({"x": 3, "name": "é"}) == path.read_bytes()


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_json_is_refused_in_the_words_of_who_reads_it(content: bytes) -> None:
    def refused(reason: str) -> SourceError:
        return SourceError(f"no point ({reason})", place=Place("a.json"), remedy="ask again")

    with pytest.raises(SourceError, match=r"^a\.json: no point \(.*[^.]\); ask again\.$"):
        decoded(content, Point, refused=refused)
    assert decoded_or_none(content, Point) is None


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_document_of_ours_is_told_with_its_path(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"receipt\.json: the file is damaged \(.*backup\.$"):
        read_document(path, Point)


def test_a_missing_document_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"none\.json: the file is missing; restore it"):
        read_document(tmp_path / "none.json", Point)
