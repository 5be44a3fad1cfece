"""How much a reader may hold in memory until its file is read to the end: codes and titles."""

from __future__ import annotations

from typing import Final

from agdb.errors import SourceError

_ROOM: Final = 64 << 20  # bytes
_EACH: Final = 60  # bytes beside its characters
"""Some million codes. The largest code list of CBS has some 200,000."""


class Held:
    """Counts what is held, and refuses more than any table of statistics has."""

    def __init__(self) -> None:
        self._room = _ROOM

    def add(self, text: str | bytes) -> None:
        """Count one more; raises `SourceError` where a column cannot be one of codes.

        >>> Held().add("GM0363")
        """
        self._room -= len(text) + _EACH
        if self._room < 0:
            raise SourceError(
                "the table has more different codes and titles than a classification can have",
                remedy="look at which column is which, or send a part of the table",
            )
