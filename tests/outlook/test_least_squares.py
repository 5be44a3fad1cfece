from __future__ import annotations

import numpy as np

from agdb.outlook.least_squares import Normal, minimise


def _rosenbrock(parameters: np.ndarray, columns: np.ndarray) -> Normal:
    x, y = parameters
    residual = np.array([1.0 - x, 10.0 * (y - x**2)])
    zero = np.zeros_like(x)
    slopes = np.array([[zero - 1.0, zero], [-20.0 * x, zero + 10.0]])
    squares = (residual**2).sum(axis=0)
    return Normal(
        objective=squares,
        gradient=np.einsum("rpn,rn->pn", slopes, residual),
        curvature=np.einsum("rpn,rqn->npq", slopes, slopes),
        rate=np.ones(columns.size),
    )


def test_many_starts_reach_the_valley_floor() -> None:
    start = np.array([[-1.2, 2.0, 0.0], [1.0, -1.0, 0.0]])
    best, objective = minimise(
        _rosenbrock, start=start, lower=np.array([-5.0, -5.0]), upper=np.array([5.0, 5.0])
    )
    np.testing.assert_allclose(best, 1.0, atol=0.1)
    assert (objective < 1e-2).all()


def test_a_bound_holds_and_the_others_settle_against_it() -> None:
    # Given a box that keeps x from its minimum at 1
    best, _ = minimise(
        _rosenbrock,
        start=np.array([[0.0], [2.0]]),
        lower=np.array([-5.0, -5.0]),
        upper=np.array([0.5, 5.0]),
    )
    # Then x lies on the bound and y at its best there
    np.testing.assert_allclose(best.ravel(), [0.5, 0.25], atol=1e-2)


def test_a_start_that_is_refused_stays_and_is_infinite() -> None:
    def nowhere(parameters: np.ndarray, columns: np.ndarray) -> Normal:
        found = _rosenbrock(parameters, columns)
        return Normal(np.full(columns.size, np.inf), found.gradient, found.curvature, found.rate)

    best, objective = minimise(
        nowhere, start=np.ones((2, 1)), lower=np.zeros(2), upper=np.full(2, 3.0)
    )
    assert best.ravel().tolist() == [1.0, 1.0]
    assert np.isinf(objective).all()
