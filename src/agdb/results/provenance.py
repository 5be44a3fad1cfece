"""What is behind a value: its source cells, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from agdb.results.value import Computed, Input, Value

if TYPE_CHECKING:
    from agdb.results.publication import PublishedRelease
    from agdb.results.release_changes import FirstRelease, ReleaseChanges

ValueLabel = tuple[str, str, tuple[tuple[str, str], ...]]
"""Region, period, and the code of each breakdown: what makes it the same number."""

LISTED = 1000
"""Up to this many cells are listed; beyond it the count and the hash speak for them."""


@dataclass(frozen=True, slots=True)
class ExplainedCell:
    """One source cell as the dataset has it; `correction` names the one that changed it.

    `published` is its key in the publisher's own codes, empty where `key` is in those already.
    """

    role: str
    key: str
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    finality: str
    mark: str
    citation: str
    correction: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A value with its formula, the statement that computes it, its inputs and its source cells.

    Of a line of several tables these are the inputs of the table that the value comes from.
    `cells` is empty when there are more than `LISTED`; `value.keys` still counts them.
    """

    computed: Computed
    value: Value
    statement: str
    inputs: tuple[Input, ...]
    cells: tuple[ExplainedCell, ...]


class RevisionReason(StrEnum):
    """Why a number differs from the one before it."""

    VINTAGE = "vintage"
    REVISION = "revision"
    READING = "reading"
    CORRECTION = "correction"
    DEFINITION = "definition"
    CODES = "codes"
    CALCULATION = "calculation"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """What a number was, on data recorded up to `recorded`, and why it is not so any more.

    `versions` are the dataset versions that it was made of. `reasons` hold for the step from this
    value to the next one in time; there is always at least one.
    """

    value: Value
    recorded: date
    versions: tuple[str, ...]
    release: str
    reasons: tuple[RevisionReason, ...]


def label_of_value(value: Value) -> ValueLabel:
    """Return what makes two values of one indicator the same number."""
    return value.region, value.period, value.breakdown


class Provenance(Protocol):
    """The data and the releases behind a release; `agdb.release.archive` reads them from disk."""

    def explanation(self, computed: Computed, value: Value) -> Explanation:
        """Return one value with its source cells."""
        ...

    def earlier(self, indicator: str) -> Mapping[ValueLabel, tuple[EarlierValue, ...]]:
        """Return what the numbers of an indicator were before, oldest first."""
        ...

    def published(self) -> tuple[PublishedRelease, ...]:
        """Return the releases that readers had, the first in front; this one may be among them."""
        ...

    def changes(self) -> ReleaseChanges | FirstRelease:
        """Return what changed since the release that readers had before."""
        ...
