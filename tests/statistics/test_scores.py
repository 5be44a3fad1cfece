"""The scores of a distribution: known answers, and least where the forecast is right."""

from __future__ import annotations

import doctest
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.statistics import scores
from agdb.statistics.scores import crps, interval_score, pinball


def test_the_examples_are_true() -> None:
    assert doctest.testmod(scores).failed == 0


@pytest.mark.parametrize(
    ("outcome", "score"), [(0.0, 0.2336949773), (1.0, 0.60244136), (2.0, 1.45279182)]
)
def test_the_score_of_a_standard_normal_forecast(outcome: float, score: float) -> None:
    members = [NormalDist().inv_cdf((place + 0.5) / 20_000) for place in range(20_000)]

    assert crps(outcome, np.array(members)) == pytest.approx(score, abs=1e-4)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(-100, 100))
def test_the_score_is_the_mean_distance_less_half_the_spread(
    members: list[float], outcome: float
) -> None:
    x = np.array(members)

    direct = np.abs(x - outcome).mean() - np.abs(x[:, None] - x[None, :]).mean() / 2

    assert crps(outcome, x) == pytest.approx(direct, abs=1e-9)


@given(st.floats(0.01, 0.99))
def test_pinball_is_least_at_the_true_quantile(probability: float) -> None:
    outcomes = np.linspace(0.0, 1.0, 101)
    at = float(np.quantile(outcomes, probability))

    here, below, above = (
        pinball(outcomes, quantile, probability).mean() for quantile in (at, at - 0.2, at + 0.2)
    )

    assert here <= min(below, above) + 1e-9


def test_a_miss_is_charged_by_its_level() -> None:
    found = interval_score([2.0, 0.5, 4.0], 1.0, 3.0, 0.8)

    np.testing.assert_allclose(found, [2.0, 2.0 + 10.0 * 0.5, 2.0 + 10.0])
    assert interval_score(4.0, 1.0, 3.0, 0.95) == pytest.approx(2.0 + 40.0)
