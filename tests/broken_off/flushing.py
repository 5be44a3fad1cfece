"""What a power cut would take: writes that are not on the disk when a name says that they are.

A file whose bytes were not flushed before it got its name can be empty under that name afterwards,
and a name that its folder was not flushed for can be gone. So every call that writes, names or
flushes is followed, and what breaks that order is a fault: the disk is taken for one that keeps
nothing that it was not asked to.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

_HERE: Final = -100  # AT_FDCWD
_EXCHANGE: Final = 2
_LONGEST: Final = 4096
_MADE: Final = os.O_CREAT | os.O_TRUNC


class Registers(Protocol):
    """The arguments of a call."""

    orig_rax: int
    rdi: int
    rsi: int
    rdx: int
    r10: int
    r8: int


class Unflushed:
    """Follows the calls of one process below `place`; `faults` is what a power cut could break."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._files: set[Path] = set()
        self._names: set[Path] = set()
        self._early: list[str] = []

    def saw(self, task: int, told: Registers) -> None:
        """Take note of a call that is about to be made."""
        call = self._calls().get(told.orig_rax)
        if call is not None:
            call(task, told)

    def faults(self) -> list[str]:
        """What got its name too early, and what is not on the disk now that the work is done."""
        late = sorted(f"{one} is not flushed" for one in self._files if self._counts(one))
        gone = sorted(f"the name {one} is not flushed" for one in self._names if self._counts(one))
        return [text.replace(f"{self._place}/", "") for text in (*self._early, *late, *gone)]

    def _calls(self) -> dict[int, Callable[[int, Registers], None]]:
        at, here = self._path, _HERE
        return {
            **dict.fromkeys((1, 18, 20, 296, 77), lambda t, r: self._wrote(_open(t, r.rdi))),
            **dict.fromkeys((74, 75), lambda t, r: self._flushed(_open(t, r.rdi))),
            306: lambda *_: self._all_flushed(),
            76: lambda t, r: self._wrote(at(t, here, r.rdi)),
            2: lambda t, r: self._opened(at(t, here, r.rdi), r.rsi),
            85: lambda t, r: self._opened(at(t, here, r.rdi), _MADE),
            257: lambda t, r: self._opened(at(t, r.rdi, r.rsi), r.rdx),
            83: lambda t, r: self._named(at(t, here, r.rdi)),
            258: lambda t, r: self._named(at(t, r.rdi, r.rsi)),
            82: lambda t, r: self._moved(at(t, here, r.rdi), at(t, here, r.rsi)),
            264: lambda t, r: self._moved(at(t, r.rdi, r.rsi), at(t, r.rdx, r.r10)),
            316: lambda t, r: self._moved(
                at(t, r.rdi, r.rsi), at(t, r.rdx, r.r10), both=r.r8 == _EXCHANGE
            ),
            86: lambda t, r: self._linked(at(t, here, r.rdi), at(t, here, r.rsi)),
            265: lambda t, r: self._linked(at(t, r.rdi, r.rsi), at(t, r.rdx, r.r10)),
            **dict.fromkeys((84, 87), lambda t, r: self._removed(at(t, here, r.rdi))),
            263: lambda t, r: self._removed(at(t, r.rdi, r.rsi)),
        }

    def _path(self, task: int, folder: int, address: int) -> Path:
        with Path(f"/proc/{task}/mem").open("rb") as memory:
            memory.seek(address)
            name = memory.read1(_LONGEST).partition(b"\0")[0].decode()
        number = (folder & 0xFFFFFFFF) - ((folder & 0x80000000) << 1)
        around = _of(task, "cwd") if number == _HERE else _open(task, number)
        return Path(os.path.normpath(around / name))

    def _counts(self, path: Path) -> bool:
        """Whether a path is of ours, under a name of its own, and there."""
        if not path.is_relative_to(self._place) or not path.exists():
            return False
        return not any(part.startswith(".") for part in path.relative_to(self._place).parts)

    def _opened(self, path: Path, flags: int) -> None:
        there = path.exists()
        if flags & os.O_CREAT and not there:
            self._named(path)
        if flags & os.O_TRUNC or (flags & os.O_CREAT and not there):
            self._wrote(path)

    def _wrote(self, path: Path) -> None:
        self._files.add(path)

    def _named(self, path: Path) -> None:
        if not path.exists():
            self._names.add(path)

    def _flushed(self, path: Path) -> None:
        self._files.discard(path)
        self._names = {one for one in self._names if one.parent != path}

    def _all_flushed(self) -> None:
        self._files, self._names = set(), set()

    def _moved(self, old: Path, new: Path, *, both: bool = False) -> None:
        public = not any(one.startswith(".") for one in new.relative_to(new.anchor).parts)
        for one in sorted(_in(old, self._files | (self._names - {old}))) if public else ():
            self._early.append(f"{new} got its name before {one} was flushed")
        swap = [(old, new), *([(new, old)] if both else [])]
        self._files = _renamed(self._files, swap)
        self._names = _renamed(self._names, swap) | {new}

    def _linked(self, old: Path, new: Path) -> None:
        self._named(new)
        if old in self._files:
            self._wrote(new)

    def _removed(self, path: Path) -> None:
        self._files -= set(_in(path, self._files))
        self._names -= set(_in(path, self._names))


def _in(folder: Path, paths: set[Path]) -> list[Path]:
    return [one for one in paths if one == folder or folder in one.parents]


def _renamed(paths: set[Path], swap: list[tuple[Path, Path]]) -> set[Path]:
    found = set()
    for one in paths:
        for old, new in swap:
            if one == old or old in one.parents:
                found.add(new / one.relative_to(old))
                break
        else:
            found.add(one)
    return found


def _open(task: int, number: int) -> Path:
    return _of(task, f"fd/{number}")


def _of(task: int, name: str) -> Path:
    return Path(f"/proc/{task}/{name}").readlink()
