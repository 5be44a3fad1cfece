"""A forecast as a value: points with bounds, what limits their use, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from agdb.errors import OutlookError
from agdb.results.track import FrozenScore
from agdb.statistics.scores import interval_score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.outlook.point import MethodChoice
    from agdb.outlook.predictive import Predictive
    from agdb.results.remark import Remark
    from agdb.statistics.period import Frequency


LEVELS = (0.80, 0.95)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A central interval at `level`, in the unit of the series."""

    level: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class ForecastStep:
    """One future period. `tested` is False beyond the horizon for which errors were measured.

    `bounds` is empty and `predictive` None where no interval could be calibrated.
    """

    period: int
    point: float
    bounds: tuple[Bounds, ...]
    tested: bool
    predictive: Predictive | None


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The forecast of one series as known at its vintage; never to be shown as observed.

    Without a method there are no steps, and `remarks` says why.
    """

    kind: ClassVar[str] = "forecast"

    series_id: str
    definition: str
    vintage: str
    frequency: Frequency
    last_period: int
    points_used: int
    choice: MethodChoice
    steps: tuple[ForecastStep, ...]
    remarks: tuple[Remark, ...]

    def at(self, period: int) -> ForecastStep | None:
        """The step for this period, or None where it was not forecast."""
        place = period - self.last_period - 1
        return self.steps[place] if 0 <= place < len(self.steps) else None


def frozen_record(forecast: Forecast) -> dict[str, object]:
    """What is published of a forecast, as plain values in a fixed order.

    Numbers are written so that they read back exactly; nothing depends on the machine's clock.
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
                "point": step.point,
                "tested": step.tested,
                "bounds": [[bound.level, bound.lower, bound.upper] for bound in step.bounds],
            }
            for step in forecast.steps
        ],
    }


def fingerprint(forecast: Forecast) -> str:
    """The SHA-256 of the frozen record, in hexadecimal.

    The same forecast has the same fingerprint in any release; a changed digit has another.

    >>> from agdb.outlook.forecasting import forecast_series
    >>> from agdb.outlook.series import TimeSeries, UnitKind
    >>> one = TimeSeries.of({2023: 1.0}, series_id="a", unit=UnitKind.COUNT, definition="d")
    >>> len(fingerprint(forecast_series([one])[0]))
    64
    """
    return record_fingerprint(frozen_record(forecast))


def record_fingerprint(record: Mapping[str, object]) -> str:
    """The fingerprint of a record that was stored and read back."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def score_frozen(
    record: Mapping[str, object], published: str, outcomes: Mapping[int, float]
) -> tuple[FrozenScore, ...]:
    """The scores of the steps whose outcome has arrived, from the record and nothing else.

    Raises `OutlookError` if the record does not have the fingerprint under which it was published.

    >>> record = {"steps": [{"period": 2025, "point": 4.0, "bounds": [[0.8, 3.0, 5.0]]}]}
    >>> score_frozen(record, record_fingerprint(record), {2025: 5.5})[0].inside
    (False,)
    """
    if record_fingerprint(record) != published:
        raise OutlookError(
            f"the frozen forecast of '{record.get('series')}' differs from fingerprint {published}",
            remedy="restore the record as it was published",
        )
    steps = record["steps"]
    assert isinstance(steps, list)  # the fingerprint holds
    return tuple(
        _score_step(step, outcomes[step["period"]]) for step in steps if step["period"] in outcomes
    )


def _score_step(step: dict[str, Any], outcome: float) -> FrozenScore:
    bounds: list[tuple[float, float, float]] = step["bounds"]
    return FrozenScore(
        period=step["period"],
        point=step["point"],
        error=outcome - step["point"],
        levels=tuple(level for level, _, _ in bounds),
        bounds=tuple((lower, upper) for _, lower, upper in bounds),
        inside=tuple(lower <= outcome <= upper for _, lower, upper in bounds),
        interval_scores=tuple(
            float(interval_score(outcome, lower, upper, level)) for level, lower, upper in bounds
        ),
    )
