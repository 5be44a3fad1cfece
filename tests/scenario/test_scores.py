from __future__ import annotations

import numpy as np
import pytest
from tests.scenario.published_methods import direction_hits, weighted_error

BASE = np.array([232, 157, 125, 515, 254, 63, 438, 833.0])
FORECAST = np.array([227, 153, 134, 510, 252, 64, 454, 875.0])
REALISED = np.array([235, 169, 138, 524, 253, 70, 481, 936.0])


def test_the_published_forecasts_of_1993_had_these_errors() -> None:
    """T53."""
    ours, naive = weighted_error(FORECAST, REALISED), weighted_error(BASE, REALISED)

    assert 100 * ours == pytest.approx(4.8825, abs=5e-4)
    assert 100 * naive == pytest.approx(6.8068, abs=5e-4)
    assert ours / naive == pytest.approx(0.71728, abs=5e-5)
    assert (FORECAST - REALISED).sum() == -137
    assert direction_hits(BASE, FORECAST, REALISED) == 5
