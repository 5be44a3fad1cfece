from __future__ import annotations

import numpy as np
import pytest

from agdb.outlook.exponential_smoothing import family
from agdb.outlook.smoothing_filter import SmoothingModel, walk

VALUES = 20.0 + np.cumsum(np.sin(np.arange(24.0)))[:, None] + np.array([0.0, 5.0])


def _parameters(model: SmoothingModel) -> np.ndarray:
    sizes = {"alpha": 0.3, "beta": 0.1, "phi": 0.9, "gamma": 0.2, "level": 20.0, "growth": 0.3}
    season = {"A": (0.5, -0.2, 0.1), "M": (1.1, 0.95, 1.02), "N": ()}[model.season]
    names = model.parameters(4)
    sizes |= {f"s{place}": value for place, value in enumerate(season, start=1)}
    return np.repeat(np.array([sizes[name] for name in names])[:, None], 2, axis=1)


@pytest.mark.parametrize("model", family(4), ids=lambda model: model.name)
def test_derivatives_agree_with_finite_differences(model: SmoothingModel) -> None:
    # Given a model with parameters inside its box, and two series of which the last rows are unseen
    parameters = _parameters(model)
    observed = np.ones(VALUES.shape, dtype=bool)
    observed[20:] = False

    def fitted(at: np.ndarray) -> np.ndarray:
        return walk(
            model=model,
            parameters=at,
            values=VALUES,
            observed=observed,
            season_length=4,
            slopes=False,
        ).fitted

    # When the walk also gives its derivatives
    path = walk(
        model=model,
        parameters=parameters,
        values=VALUES,
        observed=observed,
        season_length=4,
        slopes=True,
    )

    # Then each is the limit of the difference quotient
    for row in range(parameters.shape[0]):
        step = np.zeros_like(parameters)
        step[row] = 1e-6
        slope = (fitted(parameters + step) - fitted(parameters - step)) / 2e-6
        np.testing.assert_allclose(path.slopes[:, row], slope, rtol=1e-5, atol=1e-6)


def test_behind_the_last_observation_the_walk_is_the_damped_forecast() -> None:
    # Given one observation and a damped trend that fits it exactly
    model = SmoothingModel("A", "D", "N")
    names = model.parameters(1)
    sizes = {"alpha": 0.5, "beta": 0.1, "phi": 0.5, "level": 10.0, "growth": 8.0}
    parameters = np.array([[sizes[name]] for name in names])
    values = np.array([[14.0], [0.0], [0.0]])
    observed = np.array([[True], [False], [False]])

    # When walking two periods past it
    path = walk(
        model=model,
        parameters=parameters,
        values=values,
        observed=observed,
        season_length=1,
        slopes=False,
    )

    # Then growth halves each period
    assert path.fitted.ravel().tolist() == [14.0, 16.0, 17.0]


def test_a_multiplicative_season_below_zero_is_refused() -> None:
    model = SmoothingModel("M", "N", "M")
    parameters = np.array([[0.3], [0.1], [20.0], [2.0], [2.0], [1.0]])
    path = walk(
        model=model,
        parameters=parameters,
        values=VALUES[:, :1],
        observed=np.ones((24, 1), dtype=bool),
        season_length=4,
        slopes=False,
    )
    assert not path.valid.any()
