"""A measure of the plan as a record: what it touches, how much, for whom, when, on what evidence.

The effect of measure m on its parameter in year t is (docs/methods/scenario.md):

    dose_t * reach * take-up * additionality * efficacy * ramp((t - start - lag) / ramp years)
        * decay^(t - end) * (1 - displacement)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.evidence import Grade
from agdb.scenario.quantity import UncertainQuantity, Words

if TYPE_CHECKING:
    from agdb.errors import Place
    from agdb.scenario.arrays import Array


class Lever(StrEnum):
    """The parameter a measure touches."""

    INTAKE = "intake"
    COMPLETION = "completion"
    ENTRY_SHARE = "entry-share"
    TEACHERS = "teachers"
    EXIT = "exit"
    SIDE_ENTRY = "side-entry"
    MIGRANTS = "migrants"
    HOURS = "hours"
    PRODUCTIVITY = "productivity"
    COORDINATION = "coordination-loss"
    LAG = "lag"

    @property
    def of_programmes(self) -> bool:
        """Whether the measure works on programmes of education, not on occupation groups."""
        return self in _OF_PROGRAMMES

    @property
    def of_plan(self) -> bool:
        """Whether the measure works on the other measures (pillar 4)."""
        return self in (Lever.COORDINATION, Lever.LAG)


_OF_PROGRAMMES: Final = (Lever.INTAKE, Lever.COMPLETION, Lever.ENTRY_SHARE, Lever.TEACHERS)
COMPONENTS: Final = ("reach", "take-up", "additionality", "efficacy", "displacement")


@dataclass(frozen=True, slots=True)
class PolicyMeasure:
    """One measure. `dose` maps a year to the dose from that year on; 1 is the full plan.

    `on` weighs the groups or programmes it reaches (1 when only named); `drawn_from` says which
    share of the extra people comes out of another group, so that moving them closes nothing, or out
    of the teachers of a programme, so that it can take fewer students.
    """

    id: str
    pillar: str
    target: Lever
    label: Words
    components: tuple[UncertainQuantity, ...]
    on: tuple[tuple[str, float], ...]
    dose: tuple[tuple[int, float], ...]
    start: int
    end: int | None = None
    lag: float = 0.0
    ramp_years: float = 0.0
    decay: float = 1.0
    drawn_from: tuple[tuple[str, float], ...] = ()
    grade: Grade = Grade.GIVEN
    in_plan: bool = True
    cost_elsewhere: Words | None = None
    initiatives: tuple[str, ...] = ()
    cost: tuple[tuple[int, float], ...] = ()
    note: Words = field(default_factory=dict)
    study: str | None = None
    place: Place | None = field(default=None, compare=False)

    def dose_path(self, years: Array) -> Array:
        """Dose in each year: the last one stated; zero before the start; decaying after the end.

        >>> m = PolicyMeasure("m", "P1", Lever.EXIT, {}, (), (), ((1, 1.0),), 1, 2, decay=0.5)
        >>> m.dose_path(np.arange(5.0)).tolist()
        [0.0, 1.0, 1.0, 0.5, 0.25]
        """
        stated = np.array([year for year, _ in self.dose], dtype=np.float64)
        doses = np.array([0.0, *(dose for _, dose in self.dose)])
        frozen = years if self.end is None else np.minimum(years, self.end)
        path = doses[np.searchsorted(stated, frozen, side="right")]
        after = np.zeros_like(years) if self.end is None else np.maximum(years - self.end, 0)
        decayed: Array = np.where(years >= self.start, path * self.decay**after, 0.0)
        return decayed

    def ramp(self, years: Array, lag: Array) -> Array:
        """From 0 at the start to 1 when fully grown; `lag[...]` gives `[..., t]`."""
        waited = years - self.start - lag[..., None]
        if self.ramp_years == 0:
            return np.where(waited >= 0, 1.0, 0.0)
        grown: Array = np.clip(waited / self.ramp_years, 0.0, 1.0)
        return grown
