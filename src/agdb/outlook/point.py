"""The point forecasts behind one contract: panel, origins and method in, steps ahead out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from agdb.outlook.combine import mean_of_sane
from agdb.outlook.drift import drift, last_value
from agdb.outlook.seasonal import seasonal_naive
from agdb.outlook.smoothing import smoothing
from agdb.outlook.theta import dynamic_theta, theta

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.panel import Origins, Panel


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
