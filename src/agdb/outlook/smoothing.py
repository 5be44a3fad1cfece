"""Additive exponential smoothing for many series and many origins at once, chosen by AICc.

The models are the additive ones of Hyndman, Koehler, Ord and Snyder, *Forecasting with Exponential
Smoothing* (Springer 2008, chapters 2, 5 and 7): no trend, a trend or a damped trend, each without
or with a season. They do not care where zero lies. Two facts make them cheap:

- Given the smoothing parameters, the one-step errors are linear in the first states, so these
  follow from least squares (chapter 5.1) and only the parameters are searched, on a grid in the box
  that statsforecast's AutoETS searches in effect: a growth that moves by at most 0.2, or 0.05 with
  a season of four.
- The errors up to a point do not depend on what comes after it, so one walk through a series serves
  all origins from which it is forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agdb.outlook.panel import FloatArray, IntArray, Origins, Panel


SHORTEST: Final = 7
_EDGE: Final = 1e-4
_ROUNDING: Final = 1e-9
_ALPHA: Final = {
    False: (_EDGE, 0.04, 0.08, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 - _EDGE),
    True: (_EDGE, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0 - _EDGE),
}
_BETA: Final = {False: (0.0, 0.1, 0.25, 0.5, 1.0), True: (0.0, 0.4, 1.0)}
"""As a share of the largest growth."""
_PHI: Final = {False: (0.8, 0.87, 0.93, 0.98), True: (0.8, 0.9, 0.98)}
_GAMMA: Final = (_EDGE, 0.1, 0.3, 0.6, 0.95)
_CELLS: Final = 1 << 15
"""Grid points times series walked together: so many fit in the cache of a processor."""


@dataclass(frozen=True)
class _Model:
    """One model with its grid: parameters as columns of one row each, (point, 1).

    `counted` is the number of parameters that AICc counts, that of the spread included. `states`
    are the first states: level, growth if there is a trend, and all seasons but one.
    """

    trend: bool
    season: int
    counted: int
    alpha: FloatArray
    beta: FloatArray
    phi: FloatArray
    gamma: FloatArray

    @property
    def states(self) -> int:
        return 1 + self.trend + max(self.season - 1, 0)


@lru_cache
def _models(season_length: int) -> tuple[_Model, ...]:
    trends = ((False, False), (True, False), (True, True))
    seasons = (0, season_length) if season_length > 1 else (0,)
    return tuple(
        _Model(
            trend,
            season,
            3 + 2 * trend + damped + season,
            *_grid(season, trend=trend, damped=damped),
        )
        for season in seasons
        for trend, damped in trends
    )


def _grid(season: int, *, trend: bool, damped: bool) -> Iterator[FloatArray]:
    """Alpha, beta, phi and gamma of every point in the usual region, as columns."""
    seasonal = season > 0
    largest = _EDGE + 0.2 * (1.0 - 2 * _EDGE) / max(season, 1)
    beta = [_EDGE + share * (largest - _EDGE) for share in _BETA[seasonal]]
    points = product(
        _ALPHA[seasonal],
        beta if trend else (0.0,),
        _PHI[seasonal] if damped else (1.0,),
        _GAMMA if seasonal else (0.0,),
    )
    usual = [
        (alpha, growth, phi, gamma)
        for alpha, growth, phi, gamma in points
        if growth <= alpha and gamma <= 1.0 - alpha + _ROUNDING
    ]
    return (np.array(column)[:, None] for column in zip(*usual, strict=True))


@dataclass(frozen=True)
class _Response:
    """How the errors and states of a model answer to each first state when there are no data.

    Shapes (time, state, point, 1), and for the seasons (time, state, season, point, 1); `inverse`
    is that of the normal matrix over the errors so far, (time, point, state, state).
    """

    error: FloatArray
    level: FloatArray
    growth: FloatArray
    seasons: FloatArray
    inverse: FloatArray


class _States:
    """Level, growth and seasons of a model under way, on any trailing shape after (point,)."""

    def __init__(self, model: _Model, shape: tuple[int, ...]) -> None:
        self.model = model
        self.level = np.zeros(shape)
        self.growth = np.zeros(shape)
        self.seasons = np.zeros((max(model.season, 1), *shape))

    def step(self, time: int, value: FloatArray | float) -> FloatArray:
        """Move on by one point and return the error of the forecast of it."""
        model = self.model
        ahead = self.level
        if model.trend:
            self.growth *= model.phi
            ahead = ahead + self.growth
        error = value - ahead
        if model.season:
            season = self.seasons[time % model.season]
            error -= season
            season += model.gamma * error
        if model.trend:
            self.growth += model.beta * error
        self.level = ahead + model.alpha * error
        return np.asarray(error)


@lru_cache(maxsize=64)
def _response(season_length: int, place: int, height: int) -> _Response:
    model = _models(season_length)[place]
    points, count = model.alpha.shape[0], model.states
    error = np.zeros((height, count, points, 1))
    level, growth = np.zeros_like(error), np.zeros_like(error)
    seasons = np.zeros((height, count, max(model.season, 1), points, 1))
    for state in range(count):
        moving = _States(model, (points, 1))
        if state == 0:
            moving.level += 1.0
        elif model.trend and state == 1:
            moving.growth += 1.0
        else:
            moving.seasons[state - 1 - model.trend] += 1.0
            moving.seasons[-1] -= 1.0
        for time in range(height):
            error[time, state] = moving.step(time, 0.0)
            level[time, state], growth[time, state] = moving.level, moving.growth
            seasons[time, state] = moving.seasons
    flat = error[..., 0].transpose(2, 0, 1)
    normal = np.cumsum(flat[:, :, :, None] * flat[:, :, None, :], axis=1)
    inverse = np.zeros_like(normal)
    first = max(SHORTEST, count + 2) - 1
    inverse[:, first:] = np.linalg.inv(normal[:, first:])
    return _Response(error, level, growth, seasons, inverse.transpose(1, 0, 2, 3))


def smoothing(panel: Panel, *, season_length: int, horizon: int, origins: Origins) -> FloatArray:
    """The AICc-best forecast from every origin, shape (horizon, origin).

    NaN from an origin with fewer than `SHORTEST` points; models that have too many parameters for
    what is known do not compete. A constant series is forecast by its value.

    >>> from agdb.outlook.panel import Panel
    >>> rising = Panel.of([[10.0, 12.1, 13.9, 16.0, 18.2, 19.9, 22.1, 24.0]])
    >>> ahead = smoothing(rising, season_length=1, horizon=2, origins=rising.ends())
    >>> ahead.round(1).ravel().tolist()
    [26.0, 28.0]
    """
    points = np.full((horizon, len(origins)), np.nan)
    best = np.full(len(origins), np.inf)
    for place, model in enumerate(_models(season_length)):
        width = max(_CELLS // model.alpha.size, 8)
        for columns, mine in origins.by_series(len(panel), width=width):
            walk = _SmoothingWalk(panel, columns, season_length, place)
            walk.forecast(mine, origins, points, best)
    return points


class _SmoothingWalk:
    """One model walking through some series, which stops at their origins."""

    def __init__(self, panel: Panel, columns: slice, season_length: int, place: int) -> None:
        self.model = _models(season_length)[place]
        self.first = columns.start
        self.shift = panel.values[0, columns]
        self.values = panel.values[:, columns] - self.shift
        self.response = _response(season_length, place, panel.values.shape[0])
        width = self.shift.size
        self.states = _States(self.model, (self.model.alpha.size, width))
        self.squares = np.zeros((self.model.alpha.size, width))
        self.crossed = np.zeros((self.model.states, self.model.alpha.size, width))

    def forecast(
        self, mine: IntArray, origins: Origins, points: FloatArray, best: FloatArray
    ) -> None:
        """Put the forecasts of this model where its criterion is the best so far."""
        least = max(SHORTEST, self.model.counted + 2)
        lengths = origins.lengths[mine]
        scratch = np.empty_like(self.squares)
        for time in range(int(lengths.max())):
            error = self.states.step(time, self.values[time])
            self.squares += np.multiply(error, error, out=scratch)
            for state in range(self.model.states):
                self.crossed[state] += np.multiply(
                    error, self.response.error[time, state], out=scratch
                )
            here = mine[lengths == time + 1]
            if here.size and time + 1 >= least:
                self._stop(time, here, origins.series[here] - self.first, points, best)

    def _stop(
        self, time: int, here: IntArray, columns: IntArray, points: FloatArray, best: FloatArray
    ) -> None:
        """At the origins `here`, after point `time`: the best of the grid, and its forecast."""
        crossed, inverse = self.crossed[:, :, columns], self.response.inverse[time]
        squares = self.squares[:, columns]
        for one in range(self.model.states):
            for other in range(one + 1):
                factor = (1.0 if one == other else 2.0) * inverse[:, one, other, None]
                squares = squares - factor * crossed[one] * crossed[other]
        chosen, every = np.argmin(squares, axis=0), np.arange(here.size)
        known, count = time + 1, self.model.counted
        size = np.maximum(squares[chosen, every], 1e-300)
        spare = known - count - 1
        criterion = known * np.log(size) + 2 * count + 2 * count * (count + 1) / spare
        wins = criterion < best[here]
        here, columns, chosen = here[wins], columns[wins], chosen[wins]
        best[here] = criterion[wins]
        points[:, here] = self._ahead(time, columns, chosen, points.shape[0])

    def _ahead(self, time: int, columns: IntArray, chosen: IntArray, horizon: int) -> FloatArray:
        """The forecasts of these series at these points of the grid."""
        model, answer = self.model, self.response
        crossed = self.crossed[:, chosen, columns]
        first = [
            -sum(
                answer.inverse[time, chosen, one, other] * crossed[other]
                for other in range(model.states)
            )
            for one in range(model.states)
        ]
        level = self.shift[columns] + self.states.level[chosen, columns]
        growth = self.states.growth[chosen, columns]
        seasons = self.states.seasons[:, chosen, columns]
        for state, size in enumerate(first):
            level = level + size * answer.level[time, state, chosen, 0]
            growth = growth + size * answer.growth[time, state, chosen, 0]
            seasons = seasons + size * answer.seasons[time, state][:, chosen, 0]
        ahead = np.empty((horizon, columns.size))
        for step in range(horizon):
            growth = growth * model.phi[chosen, 0]
            level = level + growth
            ahead[step] = level + (
                seasons[(time + 1 + step) % model.season] if model.season else 0.0
            )
        return ahead
