"""A target: which value, in which direction, by when, whose, and in which definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Whether the value has to be reached from below or not be exceeded."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetToMeet:
    """What was agreed; any part may be missing, and then there is nothing to judge against.

    `period` is an ordinal in the frequency of the series.

    >>> target = TargetToMeet(value=5.0, direction=Direction.AT_LEAST, definition="d", owner="OCW")
    >>> target.is_measurable
    False
    """

    value: float | None = None
    direction: Direction | None = None
    period: int | None = None
    owner: str | None = None
    legal_basis: str | None = None
    definition: str | None = None

    @property
    def is_measurable(self) -> bool:
        """True if every part is there: value, direction, period, owner, basis and definition."""
        parts = (
            self.value,
            self.direction,
            self.period,
            self.owner,
            self.legal_basis,
            self.definition,
        )
        return all(part is not None and part != "" for part in parts)

    def met_by(self, value: float) -> bool:
        """Whether an observed value meets the target; False for a target without a value."""
        if self.value is None:
            return False
        if self.direction is Direction.AT_MOST:
            return value <= self.value
        return value >= self.value
