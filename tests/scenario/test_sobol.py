from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agdb.scenario.sobol import sobol_indices
from agdb.scenario.uncertainty import closed_index

PRIMES = (2, 3, 5, 7, 11, 13)


def radical_inverse(n: int, base: int) -> np.ndarray:
    """The first n points of the van der Corput sequence."""
    rest, scale, value = np.arange(1, n + 1), 1.0, np.zeros(n)
    while rest.any():
        scale /= base
        value += scale * (rest % base)
        rest //= base
    return value


def halton_tables(n: int, d: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two independent low-discrepancy tables of d inputs."""
    points = [radical_inverse(n, prime)[:, None] for prime in PRIMES[: 2 * d]]
    names = [f"x{i}" for i in range(d)]
    return dict(zip(names, points[:d], strict=True)), dict(zip(names, points[d:], strict=True))


def test_indices_of_a_linear_function_are_its_squared_weights() -> None:
    """T27."""
    first, second = halton_tables(2**14, 3)
    weights = np.array([1.0, 2.0, 3.0])

    found = sobol_indices(
        lambda t: sum(w * t[f"x{i}"] for i, w in enumerate(weights)), first, second, tuple(first)
    )

    expected = weights**2 / (weights**2).sum()
    assert found.first[:, 0].tolist() == pytest.approx(expected.tolist(), abs=0.002)
    assert found.total[:, 0].tolist() == pytest.approx(expected.tolist(), abs=0.002)


def test_indices_of_the_ishigami_function() -> None:
    """T28, with a = 7 and b = 0.1."""
    first, second = halton_tables(2**14, 3)

    def ishigami(table: Any) -> Any:
        x, y, z = (2 * np.pi * table[f"x{i}"] - np.pi for i in range(3))
        return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)

    found = sobol_indices(ishigami, first, second, tuple(first))

    assert found.first[:, 0].tolist() == pytest.approx([0.3139052, 0.4424111, 0], abs=0.002)
    assert found.total[:, 0].tolist() == pytest.approx([0.5575889, 0.4424111, 0.2436837], abs=0.002)


def test_an_output_that_does_not_vary_has_no_indices() -> None:
    one, other = ({"x": np.random.default_rng(i).random((8, 1))} for i in range(2))

    found = sobol_indices(lambda t: 0 * t["x"], one, other, ("x",))

    assert found.first.tolist() == [[0.0]]


def test_the_closed_index_of_everything_is_one_and_of_nothing_about_zero() -> None:
    rng = np.random.default_rng(3)
    first, other = rng.normal(size=4000), rng.normal(size=4000)

    assert closed_index(first, first) == pytest.approx(1)
    assert closed_index(first, other) < 0.05
    assert closed_index(np.ones(3), np.ones(3)) == 0.0


def test_indices_and_their_errors_by_hand() -> None:
    """Of f(x) = x with the draws 0 and 1, and 1 and 1/2: centre 5/8, variance 11/64.

    Alone (1 - 5/8) * 1 and (1/2 - 5/8) * (-1/2), over the variance; with all interactions 1/2 and
    1/8, over the variance; an error is the standard deviation of the two over the root of two.
    """
    first, second = {"x": np.array([[0.0], [1.0]])}, {"x": np.array([[1.0], [0.5]])}

    found = sobol_indices(lambda t: t["x"], first, second, ("x",))

    variance = 11 / 64
    assert found.first[0, 0] == pytest.approx((3 / 8 + 1 / 16) / 2 / variance)
    assert found.first_error[0, 0] == pytest.approx((3 / 8 - 1 / 16) / 2 / variance / 2**0.5)
    assert found.total[0, 0] == pytest.approx((1 / 2 + 1 / 8) / 2 / variance)
    assert found.total_error[0, 0] == pytest.approx((1 / 2 - 1 / 8) / 2 / variance / 2**0.5)


def test_every_output_has_its_own_indices_and_one_without_variance_has_none() -> None:
    first, second = halton_tables(2**10, 2)

    found = sobol_indices(
        lambda t: np.concatenate([t["x0"], t["x1"], 0 * t["x1"]], axis=1),
        first,
        second,
        ("x0", "x1"),
    )

    assert found.names == ("x0", "x1")
    assert found.first == pytest.approx(np.array([[1, 0, 0], [0, 1, 0]]), abs=0.02)
    assert found.total[:, 2].tolist() == [0, 0]
    assert found.first_error[:, 2].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("first", "second", "index"),
    [
        # centre 2 1/4, variances 4 and 2 1/4, covariance (2 1/4 * 1 1/4 + 1 3/4 squared) / 2
        ([0, 4], [1, 4], 0.94),
        ([1, 4], [0, 4], 0.94),
        # what goes against it explains nothing, and never less
        ([0, 1], [1, 0], 0.0),
        ([0, 2, 0, 2], [0, 2, 2, 0], 0.0),
        ([3, 5], [3, 5], 1.0),
        ([3, 3], [3, 3], 0.0),
    ],
)
def test_a_closed_index_by_hand(first: Any, second: Any, index: float) -> None:
    found = closed_index(np.array(first, dtype=float), np.array(second, dtype=float))

    assert found == pytest.approx(index)
    assert 0 <= found <= 1
