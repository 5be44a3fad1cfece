"""The word for the recent direction of a series, without a target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError
from agdb.outlook.series import TimeSeries, season_length, usable
from agdb.results.remark import Remark

if TYPE_CHECKING:
    from agdb.outlook.panel import FloatArray


YEARS = 5
FEWEST_YEARS = 3
CONFIDENCE = 0.9


class TrendWord(StrEnum):
    """Stijgend, dalend, geen duidelijke trend; or no word at all."""

    RISING = "rising"
    FALLING = "falling"
    NO_CLEAR_TREND = "no-clear-trend"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Trend:
    """The mean yearly change over the last years with its standard error, and the word for it."""

    direction: TrendWord
    change: float | None
    error: float | None
    years: int
    remarks: tuple[Remark, ...]


def trend(series: TimeSeries) -> Trend:
    """The direction over the last five yearly points after the last break.

    Rising if the mean change exceeds its standard error by the 0.9 quantile of Student's t, falling
    if it is as far below zero. Sampling error of a survey counts at both ends. Within the year,
    yearly points are means over whole years back from the last period, and their sampling error
    counts in full, because quarters of one panel share it. With fewer than three yearly points
    there is no word: a break is never a trend.

    >>> from agdb.outlook.series import UnitKind
    >>> points = {2019: 1.0, 2020: 2.1, 2021: 3.0, 2022: 3.9, 2023: 5.2}
    >>> series = TimeSeries.of(points, series_id="a", unit=UnitKind.COUNT, definition="d")
    >>> trend(series).direction.value
    'rising'
    """
    points = usable(series)
    per_year = season_length(series.frequency)
    yearly = _yearly(points.values, per_year)
    if yearly.size < FEWEST_YEARS:
        broken = Remark.AFTER_BREAK in points.remarks
        reason = Remark.RECENT_BREAK if broken else Remark.TOO_FEW_POINTS
        remarks = points.remarks if not points.values.size else (*points.remarks, reason)
        return Trend(TrendWord.NONE, None, None, int(yearly.size), remarks)
    changes = np.diff(yearly)
    count = changes.size
    noise = (series.measurement_sd or 0.0) ** 2
    variance = float(changes.var(ddof=1)) / count + 2.0 * noise / count**2
    change, error = float(changes.mean()), float(np.sqrt(variance))
    limit = student_quantile(CONFIDENCE, count - 1) * error
    tiny = 1e-12 * float(np.abs(yearly).max())
    direction = TrendWord.NO_CLEAR_TREND
    if abs(change) > max(limit, tiny):
        direction = TrendWord.RISING if change > 0.0 else TrendWord.FALLING
    return Trend(direction, change, error, int(yearly.size), points.remarks)


def _yearly(values: FloatArray, per_year: int) -> FloatArray:
    years = min(values.size // per_year, YEARS)
    whole = values[values.size - years * per_year :].reshape(years, per_year)
    return np.asarray(whole.mean(axis=1))


def student_cdf(value: float, degrees: int) -> float:
    """P(T <= value) for `degrees` degrees of freedom (Abramowitz and Stegun 26.7.3-4).

    >>> round(student_cdf(1.0, 1), 12)
    0.75
    """
    angle = math.atan2(value, math.sqrt(degrees))
    square = math.cos(angle) ** 2
    odd = degrees % 2 == 1
    term, total = (math.cos(angle) if odd else 1.0), 0.0
    for power in range(1 if odd else 0, degrees - 1, 2):
        total += term
        term *= square * (power + 1) / (power + 2)
    if odd:
        return 0.5 + (angle + math.sin(angle) * total) / math.pi
    return 0.5 + math.sin(angle) * total / 2.0


def student_quantile(probability: float, degrees: int) -> float:
    """The value that is exceeded with probability 1 - `probability`; to 1e-12 relative.

    Raises `OutlookError` for a probability outside (0, 1) or degrees of freedom below one.

    >>> round(student_quantile(0.9, 3), 6), round(student_quantile(0.975, 10), 6)
    (1.637744, 2.228139)
    """
    if not 0.0 < probability < 1.0 or degrees < 1:
        raise OutlookError(
            f"no quantile {probability} of Student's t with {degrees} degrees of freedom",
            remedy="pass a probability between 0 and 1 and at least one degree",
        )
    if probability < 0.5:
        return -student_quantile(1.0 - probability, degrees)
    low, high = 0.0, 1.0
    while student_cdf(high, degrees) < probability:
        low, high = high, high * 2.0
    while high - low > 1e-12 * high:
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if student_cdf(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
