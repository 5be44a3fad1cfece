"""Quantiles of the normal and the beta distribution against what is known of them exactly."""

from __future__ import annotations

from math import asin, comb, pi, sin, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from agdb.scenario.quantiles import beta_quantile, normal_cdf, normal_quantile

LEVELS = np.array([1e-6, 0.001, 0.024, 0.075, 0.1, 0.3, 0.5, 0.7, 0.9, 0.925, 0.976, 0.999])


def test_normal_quantiles_are_those_of_the_standard_library_in_the_middle_and_the_tails() -> None:
    # the three rational functions meet at 0.075 and 0.925, and where the tail is 1.4e-11
    tails = 10.0 ** -np.arange(1.0, 18.0, 0.25)
    middle = np.linspace(0.05, 0.95, 91)
    given = np.concatenate([tails, middle, 1.0 - 10.0 ** -np.arange(1.0, 12.0, 0.5)])

    expected = [NormalDist().inv_cdf(float(one)) for one in given]

    np.testing.assert_allclose(normal_quantile(given), expected, rtol=1e-12, atol=1e-15)


def test_the_very_far_tail_is_where_its_share_says() -> None:
    # P(Z < -37) = 5.7e-300 (Mills' ratio to three terms)
    tail = NormalDist().pdf(37.0) / 37.0 * (1 - 37.0**-2 + 3 * 37.0**-4)

    assert float(normal_quantile(np.array(tail))) == pytest.approx(-37.0, rel=1e-6)
    shape = normal_quantile(np.full((2, 3), 0.5))
    assert shape.tolist() == [[0.0] * 3] * 2


@pytest.mark.parametrize("z", [-3.0, -1.0, 0.0, 0.5, 1.959964, 4.0])
def test_the_distribution_of_a_quantile_is_its_level(z: float) -> None:
    assert normal_cdf(z) == pytest.approx(NormalDist().cdf(z), abs=1e-14)
    assert float(normal_quantile(np.array(normal_cdf(z)))) == pytest.approx(z, abs=1e-9)


@pytest.mark.parametrize("a", [0.5, 1.0, 2.0, 7.5])
def test_a_beta_with_one_for_a_parameter_is_a_power(a: float) -> None:
    np.testing.assert_allclose(beta_quantile(LEVELS, a, 1.0), LEVELS ** (1 / a), atol=2e-6)
    np.testing.assert_allclose(
        beta_quantile(LEVELS, 1.0, a), 1.0 - (1.0 - LEVELS) ** (1 / a), atol=2e-6
    )


def test_the_arcsine_distribution_is_a_beta_too() -> None:
    expected = [sin(pi * level / 2) ** 2 for level in LEVELS]

    np.testing.assert_allclose(beta_quantile(LEVELS, 0.5, 0.5), expected, atol=2e-6)
    assert asin(sqrt(expected[6])) == pytest.approx(pi / 4)


@pytest.mark.parametrize(("a", "b"), [(2, 2), (2, 5), (20, 30), (3, 90), (90, 3), (40, 4)])
def test_whole_parameters_give_the_chance_of_so_many_of_so_many(a: int, b: int) -> None:
    count = a + b - 1
    for level, x in zip(LEVELS[1:], beta_quantile(LEVELS[1:], a, b), strict=True):
        share = float(x)
        chance = sum(
            comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(a, count + 1)
        )
        assert chance == pytest.approx(float(level), abs=2e-5)


def test_a_narrow_beta_is_nearly_normal() -> None:
    a, b = 20_000.0, 30_000.0
    spread = sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))

    found = (beta_quantile(LEVELS[1:], a, b) - 0.4) / spread

    np.testing.assert_allclose(found, normal_quantile(LEVELS[1:]), atol=0.01)
