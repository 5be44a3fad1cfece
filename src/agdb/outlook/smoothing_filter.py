"""The recursions of exponential smoothing in state space form, with their derivatives.

Level l, growth b and m seasonal states move through the innovations e of Hyndman, Koehler, Ord and
Snyder, *Forecasting with Exponential Smoothing* (Springer 2008), tables 2.2 and 2.3. Additive and
multiplicative errors share one recursion; they differ in the likelihood only. Behind the last
observation the innovation is zero, so the walk continues along the point forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class SmoothingModel:
    """One member of the family: error A or M, trend N, A or D (damped), season N, A or M.

    >>> SmoothingModel("M", "D", "N").name, SmoothingModel("A", "A", "A").parameters(4)
    ('ETS(M,Ad,N)', ('alpha', 'beta', 'gamma', 'level', 'growth', 's1', 's2', 's3'))
    """

    error: str
    trend: str
    season: str

    @property
    def name(self) -> str:
        trend = "Ad" if self.trend == "D" else self.trend
        return f"ETS({self.error},{trend},{self.season})"

    def parameters(self, season_length: int) -> tuple[str, ...]:
        """Names of what is estimated, in the order of the rows of a parameter array."""
        names = ["alpha"]
        names += ["beta"] if self.trend != "N" else []
        names += ["phi"] if self.trend == "D" else []
        names += ["gamma"] if self.season != "N" else []
        names += ["level"]
        names += ["growth"] if self.trend != "N" else []
        if self.season != "N":
            names += [f"s{place}" for place in range(1, season_length)]
        return tuple(names)


@dataclass(slots=True)
class _State:
    """Level, growth and seasonal states, each with its derivative to every parameter."""

    level: FloatArray
    growth: FloatArray
    seasons: list[FloatArray]
    d_level: FloatArray
    d_growth: FloatArray
    d_seasons: list[FloatArray]


@dataclass(frozen=True, slots=True)
class Walk:
    """What one pass gives: one-step forecasts (time, series) and their derivatives.

    `slopes` has shape (time, parameter, series), and no rows when no derivatives were asked for.
    Where a seasonal state falls below zero in a multiplicative model, `valid` is False.
    """

    fitted: FloatArray
    slopes: FloatArray
    valid: BoolArray


def walk(
    *,
    model: SmoothingModel,
    parameters: FloatArray,
    values: FloatArray,
    observed: BoolArray,
    season_length: int,
    slopes: bool,
) -> Walk:
    """One-step forecasts of all series under their own parameters.

    `values` and `observed` have shape (time, series), `parameters` (parameter, series). Rows that
    were not observed are forecast from the last observation on. Numbers that overflow become
    infinite or NaN, and are for the caller to refuse.
    """
    names = model.parameters(season_length)
    rows = {name: place for place, name in enumerate(names)}
    height, width = values.shape
    count = len(names) if slopes else 0
    state, valid = _start(model, parameters, rows, season_length, count)
    fitted = np.empty((height, width))
    gradient = np.empty((height, count, width))
    step = _Step(model, parameters, rows, with_slopes=slopes)
    for time in range(height):
        fitted[time], gradient[time] = step(state, values[time], observed[time])
    return Walk(fitted, gradient, valid)


def _start(
    model: SmoothingModel,
    parameters: FloatArray,
    rows: dict[str, int],
    season_length: int,
    count: int,
) -> tuple[_State, BoolArray]:
    width = parameters.shape[1]

    def unit(name: str, size: float = 1.0) -> FloatArray:
        slope = np.zeros((count, width))
        if count:
            slope[rows[name]] = size
        return slope

    zero = np.zeros(width)
    trended = model.trend != "N"
    state = _State(
        level=parameters[rows["level"]],
        growth=parameters[rows["growth"]] if trended else zero,
        seasons=[],
        d_level=unit("level"),
        d_growth=unit("growth") if trended else np.zeros((count, width)),
        d_seasons=[],
    )
    valid = np.ones(width, dtype=bool)
    if model.season == "N":
        return state, valid
    free = [f"s{place}" for place in range(1, season_length)]
    state.seasons = [parameters[rows[name]] for name in free]
    state.d_seasons = [unit(name) for name in free]
    total = float(season_length) if model.season == "M" else 0.0
    state.seasons.append(total - sum(state.seasons, zero))
    state.d_seasons.append(-sum(state.d_seasons, np.zeros((count, width))))
    if model.season == "M":
        valid = np.asarray(np.min(state.seasons, axis=0) > 0.0)
    return state, valid


class _Step:
    """Moves a state by one period; holds the smoothing parameters so that the walk is short."""

    def __init__(
        self,
        model: SmoothingModel,
        parameters: FloatArray,
        rows: dict[str, int],
        *,
        with_slopes: bool,
    ) -> None:
        zero, one = np.zeros(parameters.shape[1]), np.ones(parameters.shape[1])
        self.season = model.season
        self.rows = rows
        self.slopes = with_slopes
        self.trended = model.trend != "N"
        self.alpha = parameters[rows["alpha"]]
        self.beta = parameters[rows["beta"]] if "beta" in rows else zero
        self.gamma = parameters[rows["gamma"]] if "gamma" in rows else zero
        self.phi = parameters[rows["phi"]] if "phi" in rows else one

    def __call__(
        self, state: _State, value: FloatArray, seen: BoolArray
    ) -> tuple[FloatArray, FloatArray]:
        drift = self.phi * state.growth
        base = state.level + drift
        d_drift, d_base = self._base_slopes(state)
        if self.season == "N":
            error = np.where(seen, value - base, 0.0)
            d_error = np.where(seen, -d_base, 0.0)
            self._move_level(state, base, drift, error, (d_base, d_drift, d_error))
            return base, d_base
        season, d_season = state.seasons.pop(0), state.d_seasons.pop(0)
        if self.season == "A":
            fitted, d_fitted = base + season, d_base + d_season
            error = np.where(seen, value - fitted, 0.0)
            d_error = np.where(seen, -d_fitted, 0.0)
            to_level, to_season = error, error
            d_to_level, d_to_season = d_error, d_error
        else:
            fitted, d_fitted = base * season, d_base * season + base * d_season
            error = np.where(seen, value - fitted, 0.0)
            d_error = np.where(seen, -d_fitted, 0.0)
            to_level, to_season = error / season, error / base
            d_to_level = (d_error - to_level * d_season) / season
            d_to_season = (d_error - to_season * d_base) / base
        self._move_level(state, base, drift, to_level, (d_base, d_drift, d_to_level))
        state.seasons.append(season + self.gamma * to_season)
        d_season = d_season + self.gamma * d_to_season
        if self.slopes:
            d_season[self.rows["gamma"]] += to_season
        state.d_seasons.append(d_season)
        return fitted, d_fitted

    def _base_slopes(self, state: _State) -> tuple[FloatArray, FloatArray]:
        if not self.trended:
            return state.d_growth, state.d_level
        d_drift = self.phi * state.d_growth
        if self.slopes and "phi" in self.rows:
            d_drift[self.rows["phi"]] += state.growth
        return d_drift, state.d_level + d_drift

    def _move_level(
        self,
        state: _State,
        base: FloatArray,
        drift: FloatArray,
        push: FloatArray,
        slopes: tuple[FloatArray, FloatArray, FloatArray],
    ) -> None:
        d_base, d_drift, d_push = slopes
        state.level = base + self.alpha * push
        state.d_level = d_base + self.alpha * d_push
        if self.slopes:
            state.d_level[self.rows["alpha"]] += push
        if self.trended:
            state.growth = drift + self.beta * push
            state.d_growth = d_drift + self.beta * d_push
            if self.slopes:
                state.d_growth[self.rows["beta"]] += push
