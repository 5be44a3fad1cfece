"""Writes are there whole or not at all, and what was in the way is left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.warehouse.durable import put, scratch_folder


def test_scratch_is_gone_afterwards_with_the_folders_made_for_it(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "a" / "b") as scratch:
        (scratch / "left").write_text("over")
        assert scratch.parent == tmp_path / "a" / "b"
    assert list(tmp_path.iterdir()) == []


def test_scratch_leaves_a_folder_in_which_something_came(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "a" / "b") as scratch:
        (scratch.parent / "kept").write_text("x")
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["kept"]


def test_scratch_is_gone_after_a_fault_too(tmp_path: Path) -> None:
    with pytest.raises(KeyError), scratch_folder(tmp_path / "a"):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_staged_folder_moves_whole(tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    (staged / "inner").mkdir(parents=True)
    (staged / "inner" / "file").write_text("x")
    put(staged, tmp_path / "x" / "y" / "target")
    assert (tmp_path / "x" / "y" / "target" / "inner" / "file").read_text() == "x"
    assert not staged.exists()
