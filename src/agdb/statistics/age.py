"""How old a figure is: counted from the end of its period, however late it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from agdb.statistics.period import Period

_OLD: Final = 24  # months
_VERY_OLD: Final = 60


class Ageing(StrEnum):
    """How loudly a reader is told that a figure is old."""

    RECENT = "recent"
    OLD = "old"  # older than two years
    VERY_OLD = "very-old"  # older than five years


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """Whole months between the last day of a period and a later day."""

    months: int

    @classmethod
    def of(cls, period: Period, *, day: date) -> Age | None:
        """Return how old a figure of `period` is on `day`, None if that cannot be said.

        A period without known dates has no age, nor has one that has not ended yet.

        >>> Age.of(Period.parse("2024-Q4"), day=date(2026, 11, 29))
        Age(months=22)
        >>> Age.of(Period.parse("2025/2030"), day=date(2026, 11, 29)) is None
        True
        """
        if not period.dated or period.end > day:
            return None
        end = period.end
        return cls(12 * (day.year - end.year) + day.month - end.month - (day.day < end.day))

    @property
    def years(self) -> int:
        """Whole years."""
        return self.months // 12

    @property
    def ageing(self) -> Ageing:
        """Whether it is older than two years, or than five.

        >>> Age(23).ageing.value, Age(24).ageing.value, Age(60).ageing.value
        ('recent', 'old', 'very-old')
        """
        if self.months >= _VERY_OLD:
            return Ageing.VERY_OLD
        return Ageing.OLD if self.months >= _OLD else Ageing.RECENT
