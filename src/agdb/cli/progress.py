"""What is going on, on a terminal: how far it is, and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")
Tell = Callable[[str], None]
_EVERY: Final = 0.1  # seconds between two changes of the line
_SURE: Final = 2.0  # seconds after which what is left can be guessed from what was done


@dataclass(frozen=True, slots=True)
class Progress:
    """The line on the terminal; in a pipe it says nothing."""

    what: str
    show: Tell | None = None
    clock: Callable[[], float] = time.monotonic

    def tell(self, more: str) -> None:
        """Say what exactly is going on."""
        if self.show is not None:
            self.show(f"{self.what}: {more}")

    def through(self, items: Iterable[T], *, total: int | None = None) -> Iterator[T]:
        """Yield the items, and say the how many-th it is, of `total` if that is known."""
        if self.show is None:
            yield from items
            return
        began = said = self.clock()
        for done, item in enumerate(items):
            if (moment := self.clock()) - said >= _EVERY:
                said = moment
                self.tell(_standing(done, total, moment - began))
            yield item


def _standing(done: int, total: int | None, seconds: float) -> str:
    """How far it is.

    >>> _standing(30, 120, 3.0), _standing(30, None, 3.0), _standing(1, 120, 0.5)
    ('30 of 120, some 9 s left', '30', '1 of 120')
    """
    if not total or done > total:
        return str(done)
    left = seconds / done * (total - done) if done else 0.0
    guess = f", some {left:.0f} s left" if seconds >= _SURE and left >= 1 else ""
    return f"{done} of {total}{guess}"


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show on a terminal what is going on; silent in a pipe."""
    if not sys.stderr.isatty():
        yield Progress(what)
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield Progress(what, status.update)
