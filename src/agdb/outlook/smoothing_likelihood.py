"""The likelihood of exponential smoothing as a least squares problem, for many series at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.least_squares import Normal
from agdb.outlook.smoothing_filter import SmoothingModel, Walk, walk

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray


class Likelihood:
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
        with np.errstate(all="ignore"):
            heights = np.array([self._look(start, every, slopes=False)[1] for start in starts])
        return np.asarray(np.array(starts)[np.argmin(heights, axis=0), :, every].T)

    def __call__(self, parameters: FloatArray, columns: IntArray) -> Normal:
        """The objective of these series at these parameters, with its gradient and curvature."""
        with np.errstate(all="ignore"):
            path, objective, error, squares = self._look(parameters, columns, slopes=True)
            slopes = self._error_slopes(path, error, columns)
            stacked = np.ascontiguousarray(slopes.transpose(2, 1, 0))
            curvature = stacked @ stacked.transpose(0, 2, 1)
            gradient = (stacked @ error.T[:, :, None])[:, :, 0].T
            valid = np.isfinite(objective) & np.isfinite(curvature).all(axis=(1, 2))
        return Normal(
            objective=np.where(valid, objective, np.inf),
            gradient=np.where(valid, gradient, 0.0),
            curvature=np.where(valid[:, None, None], curvature, 0.0),
            rate=self.lengths[columns] / squares,
        )

    def _look(
        self, parameters: FloatArray, columns: IntArray, *, slopes: bool
    ) -> tuple[Walk, FloatArray, FloatArray, FloatArray]:
        """The walk, its objective (infinite where refused), its errors and their squares."""
        seen, values = self.observed[:, columns], self.values[:, columns]
        path = walk(
            model=self.model,
            parameters=parameters,
            values=values,
            observed=seen,
            season_length=self.period,
            slopes=slopes,
        )
        error = np.where(seen, values - path.fitted, 0.0)
        weight = np.zeros(columns.size)
        if self.model.error == "M":
            fitted = np.where(seen, path.fitted, 1.0)
            error /= fitted
            weight = 2.0 * np.log(np.abs(fitted)).sum(axis=0)
        squares = (error * error).sum(axis=0) + 1e-300
        objective = self.lengths[columns] * np.log(squares) + weight
        sound = path.valid & np.isfinite(objective)
        return path, np.where(sound, objective, np.inf), error, squares

    def _error_slopes(self, path: Walk, error: FloatArray, columns: IntArray) -> FloatArray:
        """Derivatives of the residuals, up to the factor that `rate` leaves out as well."""
        factor = np.where(self.observed[:, columns], -1.0, 0.0)
        slopes = path.slopes
        if self.model.error == "A":
            slopes *= factor[:, None, :]
            return slopes
        factor /= np.where(factor < 0.0, path.fitted, 1.0)
        lean = np.einsum("tn,tpn->pn", -factor / self.lengths[columns], slopes)
        slopes *= (factor * (1.0 + error))[:, None, :]
        slopes += error[:, None, :] * lean
        return slopes
