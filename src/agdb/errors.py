"""The family of errors that a user may meet, each one sentence long.

An error says what is wrong, where, with which value, and what to do about it. The commands print
that sentence and end with `exit_code`; anything outside this family is a fault of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a file and line, or a dataset and cell.

    >>> str(Place("programme/targets.yaml", line=12))
    'programme/targets.yaml:12'
    >>> str(Place("cbs:85224NED", cell="T001143_2 2013-Q1"))
    'cbs:85224NED [T001143_2 2013-Q1]'
    """

    name: str
    line: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        cell = "" if self.cell is None else f" [{self.cell}]"
        return f"{self.name}{line}{cell}"


class AgdbError(Exception):
    """A problem in the data or in the world, told in one sentence.

    >>> str(AgdbError("unknown unit 'persoon'", place=Place("a.yaml", 3), remedy="use 'persons'"))
    "a.yaml:3: unknown unit 'persoon'; use 'persons'."

    What is quoted may hold a line break; the sentence never does.

    >>> str(AgdbError("unknown field 'cou\\ntry'"))
    "unknown field 'cou try'."
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, place: Place | None = None, remedy: str | None = None) -> None:
        where = "" if place is None else f"{place}: "
        todo = "" if remedy is None else f"; {remedy}"
        super().__init__(" ".join(f"{where}{what}{todo}.".splitlines()))
        self.what = what
        self.place = place
        self.remedy = remedy


class UsageError(AgdbError):
    """A command was called in a way that it does not know."""

    exit_code: ClassVar[int] = 2


class StatisticsError(AgdbError):
    """A period, region, unit, status or number that does not read as one."""


class ProgrammeError(AgdbError):
    """A mistake in a file of the programme."""


class SourceError(AgdbError):
    """A publisher's file or answer that is not what its layout promises."""


class TransportError(AgdbError):
    """A publisher that could not be reached, or broke off."""


class WarehouseError(AgdbError):
    """A snapshot or dataset that is missing, damaged or in conflict."""


class IndicatorError(AgdbError):
    """An indicator that cannot be computed from the datasets at hand."""


class OutlookError(AgdbError):
    """A series that cannot be forecast or judged, where the caller promised that it could."""


class ScenarioError(AgdbError):
    """A scenario whose parameters, measures or dates contradict themselves."""


class ReleaseError(AgdbError):
    """A release that may not be published as it is."""


class DeskError(AgdbError):
    """A step at the desk, or its database, that cannot be taken as it was asked."""
