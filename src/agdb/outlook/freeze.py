"""The fingerprint of a published forecast, so that it cannot be improved afterwards."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agdb.outlook.forecast import Forecast


def frozen_record(forecast: Forecast) -> dict[str, object]:
    """What is published of a forecast, as plain values in a fixed order.

    Numbers have nine significant digits; nothing depends on the clock or on a machine's last bits.
    """
    return {
        "kind": forecast.kind,
        "series": forecast.series_id,
        "definition": forecast.definition,
        "vintage": forecast.vintage,
        "frequency": forecast.frequency.value,
        "last_period": forecast.last_period,
        "points_used": forecast.points_used,
        "method": None if forecast.choice.method is None else forecast.choice.method.value,
        "interval": forecast.choice.interval.value,
        "remarks": [remark.value for remark in forecast.remarks],
        "steps": [
            {
                "period": step.period,
                "point": rounded(step.point),
                "tested": step.tested,
                "bounds": [
                    [bound.level, rounded(bound.lower), rounded(bound.upper)]
                    for bound in step.bounds
                ],
            }
            for step in forecast.steps
        ],
    }


def rounded(value: float) -> float:
    """The value with nine significant digits, which is what is published of a forecast.

    >>> rounded(0.1 + 0.2), rounded(123456.7891)
    (0.3, 123456.789)
    """
    return float(f"{value:.9g}")


def fingerprint(forecast: Forecast) -> str:
    """The SHA-256 of the frozen record, in hexadecimal.

    The same forecast has the same fingerprint in any release; a changed digit has another.

    >>> from agdb.outlook.forecasting import forecast_series
    >>> from agdb.outlook.series import Series, Unit
    >>> one = Series.of({2023: 1.0}, series_id="a", unit=Unit.COUNT, definition="d")
    >>> len(fingerprint(forecast_series([one])[0]))
    64
    """
    text = json.dumps(frozen_record(forecast), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
