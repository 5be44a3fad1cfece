"""Writes are there whole or not at all, and what was in the way is left as it was."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from agdb.files.durable import (
    SCRATCH_PREFIX,
    held_folder,
    left_behind,
    put,
    replace_durably,
    scratch_folder,
)


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


def test_what_a_killed_process_left_is_removed_by_the_next_and_what_is_held_stays(
    tmp_path: Path,
) -> None:
    # Given the folder of a process that is gone, and one of another that still works
    (tmp_path / f"{SCRATCH_PREFIX}gone").mkdir()
    with held_folder(tmp_path, prefix=SCRATCH_PREFIX) as other:
        with scratch_folder(tmp_path) as mine:
            assert sorted(tmp_path.iterdir()) == sorted([mine, other])
        assert list(tmp_path.iterdir()) == [other]
    assert list(tmp_path.iterdir()) == []


def test_a_staged_file_is_left_behind_only_if_its_process_is_gone(tmp_path: Path) -> None:
    names = (f".latest-{os.getpid()}", ".latest-4194399", ".latest-x", "latest-4194399", ".lock")
    assert [left_behind(tmp_path / name) for name in names] == [False, True, False, False, False]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "target" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        replace_durably(tmp_path / "target", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_staged_folder_moves_whole(tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    (staged / "inner").mkdir(parents=True)
    (staged / "inner" / "file").write_text("x")
    put(staged, tmp_path / "x" / "y" / "target")
    assert (tmp_path / "x" / "y" / "target" / "inner" / "file").read_text() == "x"
    assert not staged.exists()


@pytest.mark.slow
def test_what_a_process_made_and_never_named_is_removed_once_it_is_gone(tmp_path: Path) -> None:
    # Given a folder of a process that was killed between making and naming it, and one of ours
    dead = subprocess.Popen(["true"])
    dead.wait()
    (tmp_path / f".made-{dead.pid}-left").mkdir()
    (tmp_path / f".made-{os.getpid()}-ours").mkdir()

    # When the next folder is made there
    with held_folder(tmp_path, prefix=".scratch-"):
        pass

    assert [path.name for path in tmp_path.iterdir()] == [f".made-{os.getpid()}-ours"]
