"""How good forecasts were on the past: scores by frequency and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COVERAGE: Final = (0.80, 0.95)
"""The levels of the intervals that are scored."""
OURS: Final = "monitor"
"""The monitor's own method among its rivals."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The share of outcomes within an interval, with its own 95 per cent bounds."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class TableScore:
    """The same scores averaged within each table first, so that every table weighs alike."""

    mase: float
    crps: float
    interval_score: tuple[float, ...]
    coverage: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MethodScore:
    """The scores of one method, over all origins together; lower is better, coverage apart.

    `brier` is of the status. `per_table` is absent in a release of before it was kept.
    """

    rival: str
    mase: float
    crps: float
    interval_score: tuple[float, ...]
    coverage: tuple[Cover, ...]
    brier: float | None
    on_but_missed: float | None
    off_but_reached: float | None
    uncertain: float | None
    per_table: TableScore | None = None


@dataclass(frozen=True, slots=True)
class UsualError:
    """The error that half, and that eight in ten, of our forecasts so far ahead stayed below.

    In percentage points for shares (`points`), else in per cent of the outcome; each table weighs
    alike.
    """

    years: int
    points: bool
    half: float
    eight_in_ten: float
    cases: int


@dataclass(frozen=True, slots=True)
class FrequencyScore:
    """The scores of one frequency, the monitor's own method first and its rivals after it.

    `cases` counts the origins, `real_time` those of them that are stored vintages. Without scores
    there were too few series to calibrate anything.
    """

    frequency: str
    basis: str
    series: int
    families: int
    cases: int
    scores: tuple[MethodScore, ...]
    real_time: int = 0
    usual: tuple[UsualError, ...] = ()

    @property
    def ours(self) -> MethodScore | None:
        """The scores of the monitor's own method; None if nothing could be calibrated."""
        return next((one for one in self.scores if one.rival == OURS), None)
