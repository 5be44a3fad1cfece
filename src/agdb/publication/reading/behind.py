"""What the caller knows about a number that its release does not hold: its cells, and its past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from agdb.indicators.changes import Earlier, Label
from agdb.indicators.explain import Explanation
from agdb.results.value import Computed, Value


class Behind(Protocol):
    """The data and the releases behind a release; `agdb.release.archive` reads them from disk."""

    def explanation(self, computed: Computed, value: Value) -> Explanation:
        """Return one value with its source cells."""
        ...

    def earlier(self, indicator: str) -> Mapping[Label, tuple[Earlier, ...]]:
        """Return what the numbers of an indicator were before, oldest first."""
        ...
