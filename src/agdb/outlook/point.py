"""The point forecasts behind one contract: a panel and a method in, one row per step ahead out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from agdb.outlook.combine import mean_of_sane
from agdb.outlook.drift import drift, last_value
from agdb.outlook.exponential_smoothing import forecast_smoothing
from agdb.outlook.seasonal import seasonal_naive
from agdb.outlook.theta import dynamic_theta, theta

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.panel import Panel


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
    panel: Panel, *, method: Method, season_length: int, horizon: int, additive: bool = False
) -> FloatArray:
    """Point forecasts of every series, shape (horizon, series), in the unit of the values.

    The two means drop a member that is NaN or leaves three ranges, and are never NaN themselves;
    the single methods are NaN where the series is too short for them. With `additive` (values on a
    logarithm or logit) no method cares where zero lies.

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 2.0, 5.0]])
    >>> point_forecasts(panel, method=Method.DRIFT, season_length=1, horizon=1).tolist()
    [[7.0]]
    """
    match method:
        case Method.LAST_VALUE:
            return last_value(panel, horizon=horizon)
        case Method.DRIFT:
            return drift(panel, horizon=horizon)
        case Method.SEASONAL_NAIVE:
            return seasonal_naive(panel, season_length=season_length, horizon=horizon)
        case Method.SMOOTHING:
            return forecast_smoothing(
                panel, season_length=season_length, horizon=horizon, additive=additive
            ).points
        case Method.THETA | Method.DYNAMIC_THETA:
            forecast = theta if method is Method.THETA else dynamic_theta
            return forecast(panel, season_length=season_length, horizon=horizon, additive=additive)
        case Method.MEAN_WITH_DRIFT | Method.MEAN_WITH_THETA:
            third = Method.DRIFT if method is Method.MEAN_WITH_DRIFT else Method.THETA
            members = [
                point_forecasts(
                    panel,
                    method=member,
                    season_length=season_length,
                    horizon=horizon,
                    additive=additive,
                )
                for member in (Method.SMOOTHING, Method.DYNAMIC_THETA, third)
            ]
            return mean_of_sane(members, panel)
