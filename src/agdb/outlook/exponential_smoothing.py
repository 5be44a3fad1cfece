"""Exponential smoothing for many series at once, the member of the family chosen by AICc.

The family, its likelihood and the small-sample criterion are those of Hyndman et al. (Springer
2008, chapters 2, 5 and 7); the box of the smoothing parameters is the one that statsforecast's
AutoETS searches in effect (growth at most 0.2, or 0.05 in models with a season of four), because
that restraint is part of its published accuracy on short series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.least_squares import Normal, minimise
from agdb.outlook.smoothing_filter import SmoothingModel, walk

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray
    from agdb.outlook.panel import Panel

CHUNK = 4_000
SHORTEST = 7
_EDGE = 1e-4
_PHI = (0.8, 0.98)
_ALPHA_STARTS = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class SmoothingForecast:
    """Point forecasts (horizon, series), the model chosen and its criterion, per series.

    `chosen` holds places in `models`; -1, with NaN forecasts, where no model could be estimated.
    """

    points: FloatArray
    models: tuple[SmoothingModel, ...]
    chosen: IntArray
    aicc: FloatArray


def family(season_length: int, *, additive: bool = False) -> tuple[SmoothingModel, ...]:
    """The candidates: 6 without a season, 15 with one (a multiplicative part needs error M).

    With `additive`, only the members that do not care where zero lies: 3 and 6.

    >>> [len(family(length, additive=plain)) for length in (1, 4) for plain in (False, True)]
    [6, 3, 15, 6]
    """
    if additive:
        seasons = "N" if season_length == 1 else "NA"
        return tuple(SmoothingModel("A", trend, season) for trend in "NAD" for season in seasons)
    seasons = "N" if season_length == 1 else "NAM"
    return tuple(
        SmoothingModel(error, trend, season)
        for error in "AM"
        for trend in "NAD"
        for season in seasons
        if not (error == "A" and season == "M")
    )


def forecast_smoothing(
    panel: Panel, *, season_length: int, horizon: int, additive: bool = False
) -> SmoothingForecast:
    """The AICc-best exponential smoothing forecast of every series.

    A series needs `SHORTEST` points (else NaN); models that have too many parameters for a series,
    and multiplicative ones on values that are not all positive, do not compete. A constant series
    is forecast by its value. `additive` is for values on a logarithm or logit: the forecast then
    moves with any shift of the values.

    >>> from agdb.outlook.panel import Panel
    >>> rising = Panel.of([[10.0, 12.1, 13.9, 16.0, 18.2, 19.9, 22.1, 24.0]])
    >>> forecast = forecast_smoothing(rising, season_length=1, horizon=2)
    >>> forecast.points.round(1).ravel().tolist()
    [26.0, 28.0]
    """
    models = family(season_length, additive=additive)
    points = np.full((horizon, len(panel)), np.nan)
    chosen = np.full(len(panel), -1, dtype=np.int64)
    aicc = np.full(len(panel), np.inf)
    for columns, chunk in panel.chunks(CHUNK):
        competition = _Competition(chunk, season_length, horizon, centred=additive)
        for place, model in enumerate(models):
            competition.enter(place, model)
        points[:, columns] = competition.points
        chosen[columns], aicc[columns] = competition.chosen, competition.aicc
    return SmoothingForecast(points, models, chosen, aicc)


class _Competition:
    """Lets the models compete for each series of one chunk, on values of mean size one."""

    def __init__(self, panel: Panel, season_length: int, horizon: int, *, centred: bool) -> None:
        self.season_length, self.horizon = season_length, horizon
        self.lengths, self.height = panel.lengths, panel.values.shape[0]
        width, seen = len(panel), panel.observed()
        middle = panel.values.sum(axis=0) / panel.lengths
        self.shift = middle if centred else np.zeros(width)
        away = np.where(seen, panel.values - self.shift, 0.0)
        self.size = np.abs(away).sum(axis=0) / panel.lengths
        spread = np.where(seen, np.abs(panel.values - panel.values[0]), 0.0).max(axis=0)
        self.constant = np.asarray(spread <= 1e-12 * np.abs(panel.values).max(axis=0))
        self.size[self.size == 0.0] = 1.0
        self.values = np.zeros((self.height + horizon, width))
        self.values[: self.height] = away / self.size
        self.observed = np.zeros(self.values.shape, dtype=bool)
        self.observed[: self.height] = seen
        self.positive = np.where(seen, self.values[: self.height], 1.0).min(axis=0) > 0.0
        self.points = np.full((horizon, width), np.nan)
        self.points[:, self.constant] = panel.values[0, self.constant]
        self.chosen = np.full(width, -1, dtype=np.int64)
        self.aicc = np.full(width, np.inf)

    def enter(self, place: int, model: SmoothingModel) -> None:
        """Estimates one model for the series that allow it and keeps it where it is the best."""
        period = self.season_length if model.season != "N" else 1
        count = len(model.parameters(period))
        fits = (self.lengths >= max(SHORTEST, count + 3)) & ~self.constant
        fits &= self.lengths > (period if period > 1 else 0)
        if model.error == "M":
            fits &= self.positive
        columns = np.flatnonzero(fits)
        if not columns.size:
            return
        values = self.values[: self.height, columns]
        observed = self.observed[: self.height, columns]
        likelihood = _Likelihood(model, values, observed, period)
        lower, upper = _box(model, period)
        start = likelihood.best_of(_starts(model, values, observed, period))
        best, objective = minimise(likelihood, start=start, lower=lower, upper=upper)
        length = self.lengths[columns]
        criterion = _aicc(objective + 2 * length * np.log(self.size[columns]), count + 1, length)
        wins = criterion < self.aicc[columns]
        self._keep(place, model, columns[wins], best[:, wins], criterion[wins])

    def _keep(
        self,
        place: int,
        model: SmoothingModel,
        winners: IntArray,
        parameters: FloatArray,
        criterion: FloatArray,
    ) -> None:
        """Forecasts with the best model so far; one that overflows leaves its predecessor."""
        with np.errstate(all="ignore"):
            path = walk(
                model=model,
                parameters=parameters,
                values=self.values[:, winners],
                observed=self.observed[:, winners],
                season_length=self.season_length if model.season != "N" else 1,
                slopes=False,
            ).fitted
        steps = self.lengths[winners] + np.arange(self.horizon)[:, None]
        ahead = np.take_along_axis(path, steps, axis=0) * self.size[winners] + self.shift[winners]
        sound = np.isfinite(ahead).all(axis=0)
        kept = winners[sound]
        self.points[:, kept], self.chosen[kept] = ahead[:, sound], place
        self.aicc[kept] = criterion[sound]


class _Likelihood:
    """Minus twice the log likelihood without constants, as a least squares problem.

    For additive errors n ln(sum e^2); for relative errors n ln(sum e^2) + 2 sum ln|f|, which is the
    same form for the residuals e exp(mean ln|f|).
    """

    def __init__(
        self, model: SmoothingModel, values: FloatArray, observed: BoolArray, period: int
    ) -> None:
        self.model, self.period = model, period
        self.values, self.observed = values, observed
        self.lengths = observed.sum(axis=0)

    def best_of(self, starts: list[FloatArray]) -> FloatArray:
        """Per series the start with the lowest objective; the first where none is allowed."""
        every = np.arange(self.lengths.size)
        heights = np.array([self(start, every).objective for start in starts])
        return np.asarray(np.array(starts)[np.argmin(heights, axis=0), :, every].T)

    def __call__(self, parameters: FloatArray, columns: IntArray) -> Normal:
        seen, values = self.observed[:, columns], self.values[:, columns]
        lengths = self.lengths[columns]
        with np.errstate(all="ignore"):
            path = walk(
                model=self.model,
                parameters=parameters,
                values=values,
                observed=seen,
                season_length=self.period,
                slopes=True,
            )
            fitted, slopes = path.fitted, path.slopes
            error = np.where(seen, values - fitted, 0.0)
            factor = np.where(seen, -1.0, 0.0)
            weight = np.ones(columns.size)
            if self.model.error == "M":
                fitted = np.where(seen, fitted, 1.0)
                factor /= fitted
                error /= fitted
                lean = np.einsum("tn,tpn->pn", -factor / lengths, slopes)
                slopes *= (factor * (1.0 + error))[:, None, :]
                slopes += error[:, None, :] * lean
                weight = np.exp(np.log(np.abs(fitted)).sum(axis=0) / lengths)
            else:
                slopes *= factor[:, None, :]
            squares = (error * error).sum(axis=0) + 1e-300
            objective = lengths * np.log(squares * weight**2)
            stacked = np.ascontiguousarray(slopes.transpose(2, 1, 0))
            curvature = stacked @ stacked.transpose(0, 2, 1)
            gradient = (stacked @ error.T[:, :, None])[:, :, 0].T
            valid = path.valid & np.isfinite(objective) & np.isfinite(curvature).all(axis=(1, 2))
        return Normal(
            objective=np.where(valid, objective, np.inf),
            gradient=np.where(valid, gradient, 0.0),
            curvature=np.where(valid[:, None, None], curvature, 0.0),
            rate=lengths / squares,
        )


def _aicc(objective: FloatArray, count: int, lengths: IntArray) -> FloatArray:
    spare = np.maximum(lengths - count - 1, 1)
    return np.asarray(objective + 2 * count + 2 * count * (count + 1) / spare)


def _box(model: SmoothingModel, period: int) -> tuple[FloatArray, FloatArray]:
    growth = _EDGE + 0.2 * (1.0 - 2 * _EDGE) / period
    limits = {
        "alpha": (_EDGE, 1.0 - _EDGE),
        "beta": (_EDGE, growth),
        "gamma": (_EDGE, 1.0 - 0.2 / period),
        "phi": _PHI,
    }
    names = model.parameters(period)
    lower = np.array([limits.get(name, (-np.inf, np.inf))[0] for name in names])
    upper = np.array([limits.get(name, (-np.inf, np.inf))[1] for name in names])
    return lower, upper


def _starts(
    model: SmoothingModel, values: FloatArray, observed: BoolArray, period: int
) -> list[FloatArray]:
    """Slow and quick smoothing, each with states from a line through the first points.

    Two starts, because the likelihood of a short series often has two valleys.
    """
    names = model.parameters(period)
    lower, upper = _box(model, period)
    seasons = _season_start(model, values, observed, period)
    adjusted = _adjust(model, values, seasons)
    first = observed & (np.arange(values.shape[0]) < max(10, 2 * period))[:, None]
    level, growth = _line(adjusted, first)
    if model.trend == "N":
        level = (adjusted * first).sum(axis=0) / first.sum(axis=0)
    start = np.empty((len(names), values.shape[1]))
    shares = {"beta": 0.1, "gamma": 0.05, "phi": 0.99}
    for row, name in enumerate(names):
        if name in shares:
            start[row] = lower[row] + shares[name] * (upper[row] - lower[row])
        elif name == "level":
            start[row] = level
        elif name == "growth":
            start[row] = growth
        elif name != "alpha":
            start[row] = seasons[int(name[1:]) - 1]
    starts = []
    for share in _ALPHA_STARTS:
        start[0] = lower[0] + share / period * (upper[0] - lower[0])
        starts.append(start.copy())
    return starts


def _line(values: FloatArray, used: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Intercept at time 0 (the first point is time 1) and slope, by least squares."""
    time = np.arange(1, values.shape[0] + 1, dtype=float)[:, None]
    count = used.sum(axis=0)
    mean_time = (time * used).sum(axis=0) / count
    mean = (values * used).sum(axis=0) / count
    away = np.where(used, time - mean_time, 0.0)
    slope = (away * values).sum(axis=0) / np.maximum((away**2).sum(axis=0), 1e-12)
    return mean - slope * mean_time, slope


def _season_start(
    model: SmoothingModel, values: FloatArray, observed: BoolArray, period: int
) -> FloatArray:
    if model.season == "N":
        return np.zeros((1, values.shape[1]))
    level, slope = _line(values, observed)
    trend = level + slope * np.arange(1, values.shape[0] + 1)[:, None]
    if model.season == "M":
        trend = np.where(trend > 0.05, trend, 0.05)
    away = values / trend if model.season == "M" else values - trend
    means = np.empty((period, values.shape[1]))
    for place in range(period):
        used = observed[place::period]
        means[place] = (away[place::period] * used).sum(axis=0) / used.sum(axis=0)
    if model.season == "A":
        return np.asarray(means - means.mean(axis=0))
    means = np.clip(means, 1e-2, None)
    return np.asarray(means / means.mean(axis=0))


def _adjust(model: SmoothingModel, values: FloatArray, seasons: FloatArray) -> FloatArray:
    if model.season == "N":
        return values
    repeats = -(-values.shape[0] // seasons.shape[0])
    full = np.tile(seasons, (repeats, 1))[: values.shape[0]]
    return values / full if model.season == "M" else values - full
