"""How many requests were answered and how fast: counts that the processes of a server share.

They hold no address, no name and nothing that was asked: only kinds of page, classes of status and
times.
"""

from __future__ import annotations

import mmap
import multiprocessing
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

BOUNDS: Final = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Seconds: the upper ends of the classes of time; a last class has no end."""
_KINDS: Final = ("page", "api", "desk")
_ORIGINS: Final = ("memory", "project")
_STATUSES: Final = (2, 3, 4, 5)
_PLACES: Final = tuple(product(_KINDS, _ORIGINS, _STATUSES))
_AT: Final = {place: number for number, place in enumerate(_PLACES)}
_WIDTH: Final = len(BOUNDS) + 2  # each class of time, and the microseconds of all
_CELLS: Final = len(_PLACES) * _WIDTH
_SLOTS: Final = 64
"""Processes that have cells of their own; more come only after so many were replaced."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one kind of answer: in each class of time, and seconds of all."""

    kind: str
    origin: str
    status: str
    classes: tuple[int, ...]
    seconds: float


class Counters:
    """The counts, in memory that is shared with every process that is made of this one."""

    def __init__(self) -> None:
        self._memory = memoryview(mmap.mmap(-1, _SLOTS * _CELLS * 8)).cast("Q")
        self._next = multiprocessing.get_context("fork").Value("i", 0)
        self._start = 0

    def join(self) -> None:
        """Take cells of its own for this process, so that no two write to one."""
        with self._next.get_lock():
            self._start = self._next.value % _SLOTS * _CELLS
            self._next.value += 1

    def add(self, path: str, status: int, seconds: float, *, from_memory: bool) -> None:
        """Count one answer."""
        first = path[1:5]
        kind = "api" if first == "api/" else "desk" if first == "desk" else "page"
        place = kind, "memory" if from_memory else "project", status // 100
        at = self._start + _AT.get(place, _AT[kind, "project", 5]) * _WIDTH
        self._memory[at + bisect_left(BOUNDS, seconds)] += 1
        self._memory[at + _WIDTH - 1] += round(seconds * 1_000_000)

    def tallies(self) -> Iterator[Tally]:
        """Yield what all processes counted, of every kind of answer that there was."""
        for (kind, origin, status), number in _AT.items():
            cells = [
                sum(self._memory[at + slot * _CELLS] for slot in range(_SLOTS))
                for at in range(number * _WIDTH, (number + 1) * _WIDTH)
            ]
            if any(cells):
                yield Tally(kind, origin, f"{status}xx", tuple(cells[:-1]), cells[-1] / 1_000_000)
