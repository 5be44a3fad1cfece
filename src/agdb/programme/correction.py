"""A declared repair of one cell of a data set, with what it expects to find there.

Owner, reason and source stand beside it, so that a reader of the figure can judge it. The value
that is expected makes the repair safe: once the publisher has mended the cell, the build stops and
says so, and nobody corrects a figure twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words
from agdb.statistics.number import printed
from agdb.statistics.status import ObservationStatus


class CellName(Record):
    """The cell that is meant, in the publisher's own codes: one for every dimension."""

    measure: str = Field(min_length=1)
    codes: dict[str, str] = {}
    period: str = Field(min_length=1)

    def key(self, dimensions: Iterable[str]) -> tuple[str, ...]:
        """Return the parts of the observation key, with the codes in the order of `dimensions`."""
        return (self.measure, *(self.codes[name] for name in dimensions), self.period)

    def __str__(self) -> str:
        return " ".join((self.measure, *self.codes.values(), self.period))


class Content(Record):
    """What a cell holds, as far as it is written down: `value: null` says that there is none."""

    value: float | None = None
    status: ObservationStatus | None = None
    mark: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("write a value, a status or a mark")
        if "value" in self.model_fields_set and self.status is not None:
            _agree(self.value, self.status)
        return self

    @property
    def names_value(self) -> bool:
        """Whether a value is written down, or that there is none."""
        return "value" in self.model_fields_set

    def __str__(self) -> str:
        parts = [shown_value(self.value)] if self.names_value else []
        if self.status is not None:
            parts.append(f"status {self.status.value}")
        if self.mark is not None:
            parts.append(f"mark {self.mark!r}")
        return ", ".join(parts)


class Correction(Record):
    """One entry of a list in `corrections/`.

    It holds for the versions of the data set recorded from `recorded_from` up to and including
    `recorded_to`. `becomes` says what changes in the cell; `drop` takes the cell away.
    """

    id: Slug
    dataset: str = Field(pattern=r"^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9_.@-]*$")
    cell: CellName
    expects: Content
    becomes: Content | None = None
    drop: bool = False
    reason: Words
    source: Url
    who: str = Field(min_length=1)
    decided: date
    recorded_from: date
    recorded_to: date | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.drop == (self.becomes is not None):
            raise ValueError("write either what the cell becomes, or drop: true")
        if self.recorded_to is not None and self.recorded_to < self.recorded_from:
            raise ValueError("recorded_to is before recorded_from")
        if self.becomes is not None and self.becomes.names_value and self.becomes.status is None:
            expected = self.expects.status
            if self.becomes.value is None or (expected and not expected.has_value):
                raise ValueError("where a value goes or comes, becomes names the status too")
        return self

    def holds_on(self, recorded: date) -> bool:
        """Whether it is meant for a version recorded on this day.

        >>> open_ended = {"recorded_from": date(2025, 1, 1), "recorded_to": None}
        >>> Correction.model_construct(**open_ended).holds_on(date(2025, 4, 22))
        True
        """
        until = self.recorded_to
        return self.recorded_from <= recorded and (until is None or recorded <= until)

    def meets(self, other: Correction) -> bool:
        """Whether both are meant for one cell of one version."""
        same = self.dataset.lower() == other.dataset.lower() and self.cell == other.cell
        first, second = sorted((self, other), key=lambda one: one.recorded_from)
        until = first.recorded_to
        return same and (until is None or second.recorded_from <= until)


def shown_value(value: float | None) -> str:
    """Return a number as text, or that there is none."""
    return "no value" if value is None else printed(value)


def _agree(value: float | None, status: ObservationStatus) -> None:
    if (value is not None) != status.has_value:
        raise ValueError(f"status {status.value} and {shown_value(value)} contradict each other")
