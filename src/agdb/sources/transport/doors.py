"""At most a few connections to one host at a time, however many ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock


class Doors:
    """One door for each host; `width` may be inside together, the others wait."""

    def __init__(self, *, width: int) -> None:
        self._width = width
        self._doors: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    @contextmanager
    def through(self, host: str) -> Iterator[None]:
        """Hold a place at `host`."""
        with self._lock:
            door = self._doors.setdefault(host, BoundedSemaphore(self._width))
        with door:
            yield
