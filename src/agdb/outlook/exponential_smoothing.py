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

from agdb.outlook.least_squares import minimise
from agdb.outlook.smoothing_filter import SmoothingModel, walk
from agdb.outlook.smoothing_likelihood import Likelihood
from agdb.outlook.smoothing_start import box, starts

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray, IntArray
    from agdb.outlook.panel import Panel

CHUNK = 4_000
SHORTEST = 7


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
        likelihood = Likelihood(model, values, observed, period)
        lower, upper = box(model, period)
        start = likelihood.best_of(starts(model, values, observed, period))
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


def _aicc(objective: FloatArray, count: int, lengths: IntArray) -> FloatArray:
    spare = np.maximum(lengths - count - 1, 1)
    return np.asarray(objective + 2 * count + 2 * count * (count + 1) / spare)
