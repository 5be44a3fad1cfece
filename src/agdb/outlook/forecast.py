"""A forecast as a value: points with bounds per period, and what limits their use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from agdb.outlook.choice import MethodChoice
    from agdb.outlook.predictive import Predictive
    from agdb.results.remark import Remark
    from agdb.statistics.period import Frequency

LEVELS = (0.80, 0.95)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A central interval at `level`, in the unit of the series."""

    level: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class ForecastStep:
    """One future period. `tested` is False beyond the horizon for which errors were measured.

    `bounds` is empty and `predictive` None where no interval could be calibrated.
    """

    period: int
    point: float
    bounds: tuple[Bounds, ...]
    tested: bool
    predictive: Predictive | None


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The forecast of one series as known at its vintage; never to be shown as observed.

    Without a method there are no steps, and `remarks` says why.
    """

    kind: ClassVar[str] = "forecast"

    series_id: str
    definition: str
    vintage: str
    frequency: Frequency
    last_period: int
    points_used: int
    choice: MethodChoice
    steps: tuple[ForecastStep, ...]
    remarks: tuple[Remark, ...]

    def at(self, period: int) -> ForecastStep | None:
        """The step for this period, or None where it was not forecast."""
        place = period - self.last_period - 1
        return self.steps[place] if 0 <= place < len(self.steps) else None
