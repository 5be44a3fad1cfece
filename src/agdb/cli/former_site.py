"""The site that stands in a folder already, against which a new one is held file by file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

_AT_ONCE: Final = 4  # a page and its packed copies: who packs and who writes ask for the same


class FormerSite:
    """Its files as bytes, each read once although more than one step compares with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.body = lru_cache(maxsize=_AT_ONCE)(self._body)

    def _body(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where there is none, or something else stands there."""
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            return None
