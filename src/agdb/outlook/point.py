"""The method that a series gets, and its points: panel, origins and method in, steps ahead out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from agdb.outlook.drift import drift, last_value, mean_of_sane
from agdb.outlook.seasonal import seasonal_naive
from agdb.outlook.smoothing import smoothing
from agdb.outlook.theta import dynamic_theta, theta
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from agdb.outlook.panel import FloatArray, Origins, Panel


class Method(StrEnum):
    """The point forecasts that the monitor publishes, and those it is compared with."""

    LAST_VALUE = "last-value"
    DRIFT = "drift"
    SEASONAL_NAIVE = "seasonal-naive"
    SMOOTHING = "exponential-smoothing"
    THETA = "theta"
    DYNAMIC_THETA = "dynamic-theta"
    MEAN_WITH_DRIFT = "mean-smoothing-theta-drift"
    MEAN_WITH_THETA = "mean-smoothing-dynamic-theta-theta"


def point_forecasts(
    panel: Panel, *, method: Method, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    """Point forecasts from every origin, shape (horizon, origin), in the unit of the values.

    Each uses only what was known at its origin. The two means drop a member that is NaN or leaves
    three ranges, and are never NaN themselves; the single methods are NaN where too little is
    known. No method cares where zero lies: a shift of the values shifts the forecast.

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 2.0, 5.0]])
    >>> point_forecasts(
    ...     panel, method=Method.DRIFT, season_length=1, horizon=1, origins=panel.ends()
    ... ).tolist()
    [[7.0]]
    """
    match method:
        case Method.LAST_VALUE:
            return last_value(panel, horizon=horizon, origins=origins)
        case Method.DRIFT:
            return drift(panel, horizon=horizon, origins=origins)
        case Method.MEAN_WITH_DRIFT | Method.MEAN_WITH_THETA:
            third = Method.DRIFT if method is Method.MEAN_WITH_DRIFT else Method.THETA
            members = [
                point_forecasts(
                    panel,
                    method=member,
                    season_length=season_length,
                    horizon=horizon,
                    origins=origins,
                )
                for member in (Method.SMOOTHING, Method.DYNAMIC_THETA, third)
            ]
            return mean_of_sane(members, panel, origins)
        case Method.SEASONAL_NAIVE:
            forecast = seasonal_naive
        case Method.SMOOTHING:
            forecast = smoothing
        case Method.THETA:
            forecast = theta
        case Method.DYNAMIC_THETA:
            forecast = dynamic_theta
    return forecast(panel, season_length=season_length, horizon=horizon, origins=origins)


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
