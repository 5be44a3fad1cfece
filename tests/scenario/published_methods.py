"""Small methods of others that the model does not use, to hold their published numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

_CLASSES = ((0.85, "very good"), (1.00, "good"), (1.05, "fair"), (1.15, "moderate"))


def ita_class(indicator: float) -> str:
    """Prospects of newcomers by ROA's ITA, supply over demand for newcomers in six years.

    Classes: https://arbeidsmarktinzicht.nl/content/states/index/99270?region=4&sector=45
    """
    return next((word for bound, word in _CLASSES if indicator <= bound), "poor")


def weighted_error(forecast: Any, realised: Any) -> float:
    """Sum of absolute errors over the sum of what was realised (WAPE)."""
    return float(np.abs(forecast - realised).sum() / np.abs(realised).sum())


def direction_hits(base: Any, forecast: Any, realised: Any) -> int:
    """How many forecasts had the sign of the change right."""
    return int((np.sign(forecast - base) == np.sign(realised - base)).sum())
