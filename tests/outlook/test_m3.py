"""The published figures of the M3 competition, reproduced with our own numpy methods.

On the scale of the values, as in the method note; exponential smoothing with additive models only,
as the monitor uses it. What it publishes on these series is held by `test_published.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.calibration import calibrate, own_scales
from agdb.outlook.point import Method

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition, Rolled

pytestmark = pytest.mark.specimens


@pytest.mark.parametrize(
    ("method", "published"),
    [
        (Method.LAST_VALUE, 3.17),
        (Method.DRIFT, 2.63),
        (Method.SMOOTHING, 2.70),
        (Method.DYNAMIC_THETA, 2.58),
        (Method.MEAN_WITH_DRIFT, 2.57),
    ],
)
def test_yearly_m3_scores_as_published(
    yearly: Competition, method: Method, published: float
) -> None:
    assert yearly.history.values.shape[1] == 645
    assert yearly.mase(yearly.points(method)) == pytest.approx(published, abs=0.03)


@pytest.mark.parametrize(
    ("method", "published"),
    [
        (Method.SEASONAL_NAIVE, 1.43),
        (Method.SMOOTHING, 1.14),
        (Method.THETA, 1.12),
    ],
)
def test_quarterly_m3_scores_as_published(
    quarterly: Competition, method: Method, published: float
) -> None:
    assert quarterly.history.values.shape[1] == 756
    assert quarterly.mase(quarterly.points(method)) == pytest.approx(published, abs=0.02)


def test_the_method_for_quarters_scores_at_most_1_12(quarterly_rolled: Rolled) -> None:
    assert quarterly_rolled.part.mase(quarterly_rolled.points) <= 1.12


_FIGURES = ("80", "90", "95", "brier", "on", "off", "uncertain")


def _halves(rolled: Rolled, draws: int) -> dict[str, float]:
    """Calibrates on a random half, tests on the other, averaged over both and over the draws."""
    part = rolled.part
    count = len(part.history)
    away = np.abs(part.outcomes - rolled.points)
    distances = np.arange(-4.0, 11.0)[:, None]
    targets = part.history.last() + distances * part.scales
    reached = part.outcomes[-1] >= targets
    found: dict[str, list[float]] = {name: [] for name in _FIGURES}
    for seed in range(draws):
        half = np.random.default_rng(seed).permutation(count) < count // 2
        for members in (half, ~half):
            pool = calibrate(rolled.errors, members=members)
            scale = own_scales(rolled.errors, pool) * part.scales
            for level in (0.80, 0.90, 0.95):
                width = np.array([pool.quantile(step + 1, level) for step in range(part.horizon)])
                inside = away <= width[:, None] * scale
                found[f"{level:.0%}"[:-1]].append(float(inside[:, ~members].mean()))
            ratios = pool.ratios[part.horizon - 1]
            z = (targets - rolled.points[-1]) / scale
            rank = (np.searchsorted(ratios, np.abs(z), side="right") + 0.5) / (ratios.size + 1)
            chance = (0.5 - 0.5 * np.sign(z) * rank)[:, ~members]
            came = reached[:, ~members]
            found["brier"].append(float(((chance - came) ** 2).mean()))
            found["on"].append(float((~came)[chance >= 0.8].mean()))
            found["off"].append(float(came[chance <= 0.2].mean()))
            found["uncertain"].append(float(((chance > 0.2) & (chance < 0.8)).mean()))
    means = {name: float(np.mean(values)) for name, values in found.items()}
    return means | {"least 80": min(found["80"]), "most 80": max(found["80"])}


def test_shrunk_intervals_cover_as_they_promise_on_yearly_m3(yearly_rolled: Rolled) -> None:
    found = _halves(yearly_rolled, 12)
    assert 0.94 <= found["95"] <= 0.97
    assert found["90"] == pytest.approx(0.898, abs=0.015)
    # One random half once gave 82.7: it lies within the spread of halves, of which the mean is 81
    assert found["80"] == pytest.approx(0.81, abs=0.015)
    assert found["least 80"] < 0.827 < found["most 80"]
    assert found["brier"] == pytest.approx(0.139, abs=0.01)
    assert found["on"] == pytest.approx(0.092, abs=0.015)
    assert found["off"] == pytest.approx(0.078, abs=0.015)
    assert found["uncertain"] == pytest.approx(0.48, abs=0.015)


def test_shrunk_intervals_cover_as_they_promise_on_quarterly_m3(quarterly_rolled: Rolled) -> None:
    found = _halves(quarterly_rolled, 12)
    assert 0.94 <= found["95"] <= 0.97
    assert found["90"] == pytest.approx(0.905, abs=0.015)
    assert found["80"] == pytest.approx(0.812, abs=0.015)
    assert found["brier"] == pytest.approx(0.078, abs=0.01)
    assert found["on"] == pytest.approx(0.046, abs=0.015)
    assert found["off"] == pytest.approx(0.043, abs=0.015)
    assert found["uncertain"] == pytest.approx(0.23, abs=0.015)
