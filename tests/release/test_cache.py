"""What is remembered of a build is worked out again where it is damaged, whatever stands there."""

from __future__ import annotations

from pathlib import Path

from agdb.release.cache import DiskCache


def test_a_folder_in_the_place_of_a_memo_is_worked_out_again(tmp_path: Path) -> None:
    # Given a folder where a memo was, and one where a memo was that nobody asks for any more
    for name in ("asked", "forgotten"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "inside").write_bytes(b"x")
    cache = DiskCache(tmp_path)

    # When it is asked for, made again and the rest is removed
    assert cache.get("asked") is None
    cache.put("asked", b"again")
    cache.forget_others()

    # Then it is there, and nothing else is
    assert cache.get("asked") == b"again"
    assert [one.name for one in tmp_path.iterdir()] == ["asked"]
