"""Which method a series gets, from its frequency and its number of comparable points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agdb.outlook.point import Method
from agdb.statistics.period import Frequency


class IntervalRule(StrEnum):
    """How the half width of an interval is found."""

    NONE = "none"
    POOLED_WIDENED = "pooled-widened"
    POOLED = "pooled"
    SHRUNK = "pooled-shrunk"

    @property
    def factor(self) -> float:
        """What the pooled width is multiplied by: a quarter more for the shortest series."""
        return 1.25 if self is IntervalRule.POOLED_WIDENED else 1.0


class StatusRule(StrEnum):
    """What may be concluded: nothing, only clear cases, or all three classes."""

    NONE = "none"
    CLEAR_ONLY = "clear-only"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """Method, interval and status for one series; `horizon` is the last step that was tested."""

    method: Method | None
    interval: IntervalRule
    status: StatusRule
    horizon: int


NO_CHOICE = MethodChoice(None, IntervalRule.NONE, StatusRule.NONE, 0)
FARTHEST = {Frequency.YEAR: 6, Frequency.QUARTER: 12}
_RULES: dict[Frequency, tuple[tuple[int, Method, IntervalRule, StatusRule], ...]] = {
    Frequency.YEAR: (
        (10, Method.MEAN_WITH_DRIFT, IntervalRule.SHRUNK, StatusRule.FULL),
        (8, Method.DRIFT, IntervalRule.SHRUNK, StatusRule.FULL),
        (4, Method.LAST_VALUE, IntervalRule.POOLED_WIDENED, StatusRule.CLEAR_ONLY),
    ),
    Frequency.QUARTER: (
        (16, Method.MEAN_WITH_THETA, IntervalRule.SHRUNK, StatusRule.FULL),
        (8, Method.SEASONAL_NAIVE, IntervalRule.POOLED, StatusRule.CLEAR_ONLY),
    ),
}


def choose(frequency: Frequency, points: int) -> MethodChoice:
    """The rule of the method note: longer series earn better methods and firmer conclusions.

    The horizon is at most six years or twelve quarters and at most half the number of points.
    Frequencies without a tested rule, and series that are too short, get nothing.

    >>> choose(Frequency.YEAR, 12).method, choose(Frequency.YEAR, 12).horizon
    (<Method.MEAN_WITH_DRIFT: 'mean-smoothing-theta-drift'>, 6)
    >>> choose(Frequency.YEAR, 3).method is None
    True
    """
    for least, method, interval, status in _RULES.get(frequency, ()):
        if points >= least:
            horizon = min(FARTHEST[frequency], points // 2)
            return MethodChoice(method, interval, status, horizon)
    return NO_CHOICE
