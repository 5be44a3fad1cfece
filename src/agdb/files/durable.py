"""Writes that survive: staged beside their target, flushed to the disk, renamed into place."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

SCRATCH_PREFIX: Final = ".scratch-"
MADE_PREFIX: Final = ".made-"
LOCK: Final = ".lock"
_STAGED: Final = re.compile(r"\..+-(\d{1,10})")  # also of versions that staged without our name
_STAGED_BY_US: Final = ".agdb-"
_MADE: Final = re.compile(re.escape(MADE_PREFIX) + r"(\d{1,10})-.+")


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Give a new folder on the disk of `root`, gone afterwards with all that was left in it.

    Folders on the way that did not exist are made, and taken away again if they stay empty.
    """
    made = _make(root)
    try:
        with held_folder(root, prefix=SCRATCH_PREFIX) as folder:
            yield folder
    finally:
        with suppress(OSError):  # something came into it, perhaps from another process
            for parent in reversed(made):
                parent.rmdir()


@contextmanager
def held_folder(root: Path, *, prefix: str) -> Iterator[Path]:
    """Give a new folder in `root` that is held as long as the block lasts, and gone afterwards.

    What killed processes left there under `prefix` is removed first. A folder is held before it has
    the name by which others would take it for left behind. Until then its name tells the process:
    what one that was killed just there has made is removed by the next.
    """
    remove_left(root, prefix=prefix)
    for left in root.glob(f"{MADE_PREFIX}*"):
        match = _MADE.fullmatch(left.name)
        if match is not None and _gone(int(match[1])):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{MADE_PREFIX}{os.getpid()}-", dir=root))
    with held(made):
        folder = made.rename(root / f"{prefix}{made.name.removeprefix(MADE_PREFIX)}")
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Mark a folder as in use by this process; the mark goes with it, also if it is killed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def in_use(folder: Path) -> bool:
    """Whether a process holds the folder now; one that is gone meanwhile was in use."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def remove_left(root: Path, *, prefix: str = SCRATCH_PREFIX) -> None:
    """Remove the folders in `root` that a process held and none holds any more: it was killed."""
    for left in root.glob(f"{prefix}*"):
        if left.is_dir() and not in_use(left):
            shutil.rmtree(left, ignore_errors=True)


def left_behind(path: Path) -> bool:
    """Whether a file was staged by `replace_durably` in a process that is gone."""
    match = _STAGED.fullmatch(path.name)
    return match is not None and _gone(int(match[1]))


def _gone(process: int) -> bool:
    """Whether there is no process of this number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:  # a process of somebody else
        return False
    return False


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Hold the one lock of `root`; a second process waits here until the first is done."""
    with (root / LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def flush(path: Path) -> None:
    """Make sure that the content of a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(staged: Path, target: Path) -> None:
    """Move a staged file or folder to `target` in one step, so that it is there whole or not."""
    for path in (*(staged.rglob("*") if staged.is_dir() else ()), staged):
        flush(path)
    for folder in _make(target.parent):
        flush(folder.parent)
    staged.replace(target)
    flush(target.parent)


def replace_durably(path: Path, body: bytes) -> None:
    """Put `body` at `path` in one step, so that another process sees all of it or nothing.

    The first time that a process does so in a folder, it removes what killed ones staged there.
    """
    scratch = path.with_name(f".{path.name}{_STAGED_BY_US}{os.getpid()}")
    scratch.parent.mkdir(parents=True, exist_ok=True)
    _remove_staged(scratch.parent)
    try:
        scratch.write_bytes(body)
        put(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


@cache
def _remove_staged(folder: Path) -> None:
    for path in folder.glob(f".*{_STAGED_BY_US}*"):
        if left_behind(path) and path.is_file():
            path.unlink(missing_ok=True)


def _make(folder: Path) -> list[Path]:
    """Make `folder` and its parents; return those that were not there, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
