from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import ScenarioError
from agdb.scenario.priors import (
    Beta,
    HalfNormal,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
    with_spike,
)
from agdb.scenario.quantiles import normal_quantile

EXAMPLES = [
    Normal(1.0, 2.0),
    Normal(0.05, 0.01, 0.02, 0.09),
    HalfNormal(0.012),
    LogNormal(75.6, 0.15),
    Triangular(-0.02, 0.05, 0.15),
    Triangular(0, 0, 1),
    Triangular(0, 1, 1),
    Uniform(0, 1),
    Beta(2, 14),
    Beta(36, 14),
    Beta(0.5, 0.5),
    Beta(1.5, 2),
]
ids = [repr(e) for e in EXAMPLES]


@pytest.mark.parametrize("prior", EXAMPLES, ids=ids)
def test_quantiles_rise_with_their_level(prior: Any) -> None:
    values = prior.quantile(np.linspace(0.001, 0.999, 500))

    assert (np.diff(values) >= 0).all()


@pytest.mark.parametrize("prior", EXAMPLES, ids=ids)
def test_quantiles_turn_the_distribution_function_round(prior: Any) -> None:
    special = pytest.importorskip("scipy.special", reason="scipy comes with the dev group")
    u = np.linspace(0.01, 0.99, 99)
    x = prior.quantile(u)

    match prior:
        case Normal(mean, sd, low, high):
            below, above = special.ndtr((low - mean) / sd), special.ndtr((high - mean) / sd)
            back = (special.ndtr((x - mean) / sd) - below) / (above - below)
        case HalfNormal(sd):
            back = 2 * special.ndtr(x / sd) - 1
        case LogNormal(median, log_sd):
            back = special.ndtr(np.log(x / median) / log_sd)
        case Triangular(low, mode, high):
            rising = (x - low) ** 2 / ((high - low) * max(mode - low, 1e-300))
            falling = 1 - (high - x) ** 2 / ((high - low) * max(high - mode, 1e-300))
            back = np.where(x < mode, rising, falling)
        case Uniform(low, high):
            back = (x - low) / (high - low)
        case Beta(a, b):
            back = special.betainc(a, b, x)

    assert back == pytest.approx(u, abs=2e-6)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Normal(0, 0),
        lambda: Normal(0, 1, 2, 1),
        lambda: HalfNormal(-1),
        lambda: LogNormal(0, 1),
        lambda: Triangular(1, 0, 2),
        lambda: Triangular(1, 1, 1),
        lambda: Uniform(1, 1),
        lambda: Beta(0.1, 2),
    ],
)
def test_a_prior_that_is_no_distribution_is_refused(make: Any) -> None:
    with pytest.raises(ScenarioError):
        make()


@given(st.floats(0.05, 0.9))
def test_a_spike_takes_its_share_of_the_draws_and_leaves_the_rest_as_it_was(spike: Any) -> None:
    u = (np.arange(2000) + 0.5) / 2000

    drawn = with_spike(Uniform(1, 2), u, spike=spike)

    assert np.mean(drawn == 0) == pytest.approx(spike, abs=1e-3)
    assert drawn[drawn > 0].mean() == pytest.approx(1.5, abs=2e-3)


def test_normal_quantiles_keep_the_shape_of_what_they_are_given() -> None:
    assert normal_quantile(np.full((2, 3), 0.5)).tolist() == [[0.0] * 3] * 2
