"""What differs from one release to a later one, as facts; a page or a command puts it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agdb.results.judgement import Status
from agdb.results.provenance import RevisionReason
from agdb.results.track import Cause
from agdb.results.value import Applied

Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPeriods:
    """The periods of which an indicator has an observed number now and had none before.

    In the order of time; `newest` is the newest period before, empty where it had no figures.
    """

    indicator: str
    periods: tuple[str, ...]
    newest: str


@dataclass(frozen=True, slots=True)
class RevisedValue:
    """An observed number that is another one now; None is a number that is not published.

    `reasons` say why, at least one. `usual` is how far figures of this series moved until then, on
    average and in the unit of the indicator; None where no period had been published twice.
    """

    indicator: str
    region: str
    period: str
    breakdown: Breakdown
    was: float | None
    became: float | None
    reasons: tuple[RevisionReason, ...]
    usual: float | None = None

    @property
    def size(self) -> float | None:
        """How far it moved, without its sign; None where one of the two is not published."""
        if self.was is None or self.became is None:
            return None
        return abs(self.became - self.was)

    @property
    def unusual(self) -> bool | None:
        """Whether it moved further than is usual; None where nobody can say.

        >>> one = RevisedValue("x", "NL01", "2024", (), 10.0, 13.0, (RevisionReason.VINTAGE,), 2.0)
        >>> one.size, one.unusual
        (3.0, True)
        """
        if self.size is None or self.usual is None:
            return None
        return self.size > self.usual


class DefinitionPart(StrEnum):
    """Which part of the definition of an indicator is another one."""

    CALCULATION = "calculation"
    UNIT = "unit"
    PERIODS = "periods"
    REGIONS = "regions"
    PARTS = "parts"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ChangedDefinition:
    """An indicator of both releases that is defined otherwise; there is at least one part."""

    indicator: str
    parts: tuple[DefinitionPart, ...]


@dataclass(frozen=True, slots=True)
class MovedStatus:
    """A judgement on a target that is another one, and what is new in its series since then."""

    indicator: str
    target: str
    region: str
    breakdown: Breakdown
    was: Status
    became: Status
    cause: Cause


class RecordMove(StrEnum):
    """What happened to a record of the register."""

    ADDED = "added"
    GONE = "gone"
    STATE = "state"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record of one kind of the register; states are empty where it has none."""

    kind: str
    ident: str
    move: RecordMove
    was: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class OverdueRecord:
    """An action or a promise that is late on the day of the later release.

    `new` tells that it was not late yet on the day of the earlier one.
    """

    kind: str
    ident: str
    days: int
    new: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version of a dataset that was withdrawn since then, and why."""

    dataset: str
    version: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """All that differs from the release `before` to the release `after`.

    `days` are those of building, the earlier first. `appeared` and `vanished` are indicators with
    figures in one of the two only; an indicator that went up in another one is in neither.
    `lost` counts by indicator the observed numbers that are no longer there. `done` are the actions
    that were finished since then. What has no change is empty.
    """

    before: str
    after: str
    days: tuple[date, date]
    periods: tuple[NewPeriods, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    revised: tuple[RevisedValue, ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    definitions: tuple[ChangedDefinition, ...] = ()
    statuses: tuple[MovedStatus, ...] = ()
    records: tuple[ChangedRecord, ...] = ()
    done: tuple[str, ...] = ()
    overdue: tuple[OverdueRecord, ...] = ()
    corrections: tuple[Applied, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all is the same; what was late and still is, is no change."""
        found = (
            *(self.periods, self.appeared, self.vanished, self.revised, self.lost),
            *(self.definitions, self.statuses, self.records, self.done),
            *(self.corrections, self.withdrawn),
        )
        return not any(found) and not any(one.new for one in self.overdue)


@dataclass(frozen=True, slots=True)
class FirstRelease:
    """There is nothing to compare with. `unread` says why not, where there was one before it."""

    unread: str = ""
