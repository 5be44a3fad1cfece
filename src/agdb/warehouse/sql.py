"""What a computation asks of an engine, whichever it is: rows of a statement, tables by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class SqlEngine(Protocol):
    """An engine that runs statements in the portable subset; see docs/methods/engines.md."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a statement; their order is not promised."""
        ...

    def view(self, name: str, parquet: Path) -> None:
        """Offer a Parquet file of the warehouse under `name`, in the place of one before it."""
        ...
