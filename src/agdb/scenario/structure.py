"""What the model is made of: years, ages, occupation groups, education levels, programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from agdb.scenario.quantity import Words


@dataclass(frozen=True, slots=True)
class StudyProgramme:
    """A level and field of initial education; leavers who continue go to `continues_to`."""

    id: str
    level: str
    label: Words
    continues_to: str | None = None


@dataclass(frozen=True, slots=True)
class ModelStructure:
    """The axes of the model, each in the order of the file.

    Overlays in `full_time_overlays` count full-time equivalents, the others persons.
    Stocks are at the end of a year; a flow of year t+1 happens between the end of t and of t+1.

    >>> s = ModelStructure(2025, 2027, 20, 22, ("ict",), ("all",), (), ())
    >>> s.years.tolist(), s.horizon, s.ages.tolist()
    ([2025, 2026, 2027], 2, [20, 21, 22])
    """

    base_year: int
    last_year: int
    first_age: int
    last_age: int
    groups: tuple[str, ...]
    levels: tuple[str, ...]
    programmes: tuple[StudyProgramme, ...]
    overlays: tuple[str, ...]
    green_overlays: tuple[str, ...] = ()
    full_time_overlays: tuple[str, ...] = ()
    persons_per_unit: float = 1.0
    group_labels: tuple[Words, ...] = ()

    @property
    def horizon(self) -> int:
        """Number of years after the base year."""
        return self.last_year - self.base_year

    @property
    def years(self) -> npt.NDArray[np.int64]:
        """Base year up to and including the last year."""
        return np.arange(self.base_year, self.last_year + 1)

    @property
    def ages(self) -> npt.NDArray[np.int64]:
        """Single years of age, first up to and including last."""
        return np.arange(self.first_age, self.last_age + 1)

    @property
    def level_of(self) -> npt.NDArray[np.int64]:
        """For each programme the index of its level."""
        return np.array([self.levels.index(p.level) for p in self.programmes], dtype=np.int64)

    def next_programme(self, index: int) -> int | None:
        """Index of the programme in which continuing leavers of programme `index` reappear."""
        target = self.programmes[index].continues_to
        return None if target is None else [p.id for p in self.programmes].index(target)
