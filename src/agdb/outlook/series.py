"""The series that this room reads: the points of one indicator, one region, one definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import OutlookError
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from agdb.outlook.panel import BoolArray, FloatArray


LARGEST_GAP = 10_000

ALONE: Final = 8
"""So many periods before a hole, and as many behind it as there are, must have a value."""


def bridge(
    values: FloatArray, *, season_length: int, breaks: Collection[int]
) -> tuple[FloatArray, BoolArray]:
    """The values with lone holes filled, and where that was done.

    A hole is filled with the value of a year before, moved by the mean change over that year of the
    periods before and behind it; without a season, or without those periods, with the mean of its
    neighbours. What lies at a break (places in `breaks`), or near another hole, stays missing: a
    series of every second year has no values in between.

    >>> filled, where = bridge(
    ...     np.array([*range(8), np.nan, 9.0]), season_length=1, breaks=frozenset()
    ... )
    >>> float(filled[8]), where.nonzero()[0].tolist()
    (8.0, [8])
    """
    seen = np.isfinite(values)
    filled, where = values.copy(), np.zeros(values.size, dtype=bool)
    for hole in np.flatnonzero(~seen[:-1]):
        near = seen[max(hole - ALONE, 0) : hole + ALONE + 1]
        alone = hole >= ALONE and seen[hole + 1] and np.count_nonzero(~near) == 1
        if alone and not {int(hole), int(hole) + 1} & set(breaks):
            filled[hole] = _between(values, int(hole), season_length)
            where[hole] = True
    return filled, where


def _between(values: FloatArray, hole: int, season_length: int) -> float:
    neighbours = values[[hole - 1, hole + 1]]
    mean = float(neighbours.mean())
    if season_length == 1 or hole < season_length + 1:
        return mean
    before = values[[hole - 1 - season_length, hole + 1 - season_length]]
    moved = float(values[hole - season_length] + (neighbours - before).mean())
    lowest, highest = float(np.nanmin(values)), float(np.nanmax(values))
    return moved if lowest <= moved <= highest else mean


def season_length(frequency: Frequency) -> int:
    """Periods in a year, which is also the length of a season.

    Raises `OutlookError` for periods that do not fill a year evenly.

    >>> season_length(Frequency.QUARTER)
    4
    """
    if frequency.per_year is None:
        raise OutlookError(
            f"a series by {frequency.value} has no number of periods in a year",
            remedy="leave it out",
        )
    return frequency.per_year


class UnitKind(StrEnum):
    """What the values count, which fixes the scale on which they are forecast.

    A share is a fraction between 0 and 1; counts, ratios and index numbers are not negative; a
    level may have either sign (a balance, a difference) and is forecast as it is.
    """

    SHARE = "share"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"
    LEVEL = "level"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TimeSeries:
    """Consecutive periods from `first_period` on; NaN where nothing was published.

    Periods are ordinals: the year, or year times periods per year plus the place in the year
    (2024-Q3 is 2024 * 4 + 2). `breaks` are the ordinals at which a new definition or method begins;
    `measurement_sd` is the standard error of the last point in the unit of the values, None for a
    register; `denominator` is the number of units behind a share; `family` names the dataset whose
    series (sexes, provinces, total) depend on each other; `vintage` is the publication date.

    >>> series = TimeSeries.of(
    ...     {2021: 4.0, 2023: 6.0}, series_id="a", unit=UnitKind.COUNT, definition="d1"
    ... )
    >>> series.first_period, series.values.tolist()
    (2021, [4.0, nan, 6.0])
    """

    id: str
    definition: str
    frequency: Frequency
    first_period: int
    values: FloatArray
    unit: UnitKind
    family: str
    breaks: frozenset[int] = frozenset()
    measurement_sd: float | None = None
    denominator: float | None = None
    vintage: str = ""

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=float)
        if values.ndim != 1 or np.isinf(values).any():
            raise OutlookError(
                f"series '{self.id}' is not one row of finite values",
                remedy="pass numbers, and NaN where a value is missing",
            )
        if self.measurement_sd is not None and not self.measurement_sd >= 0.0:
            raise OutlookError(
                f"series '{self.id}' has measurement sd {self.measurement_sd}",
                remedy="pass a number from 0 up, or None for a register",
            )
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    @classmethod
    def of(
        cls,
        points: Mapping[int, float],
        *,
        series_id: str,
        unit: UnitKind,
        definition: str,
        family: str | None = None,
        frequency: Frequency = Frequency.YEAR,
        breaks: frozenset[int] = frozenset(),
        measurement_sd: float | None = None,
        denominator: float | None = None,
        vintage: str = "",
    ) -> TimeSeries:
        """The series of these points by period; periods between them are missing.

        A series without a family is its own. Raises `OutlookError` where the periods lie so far
        apart that one of them cannot be right.
        """
        first, last = min(points, default=0), max(points, default=-1)
        if last - first > LARGEST_GAP:
            raise OutlookError(
                f"series '{series_id}' runs from period {first} to {last}",
                remedy="check its periods",
            )
        values = np.full(last - first + 1, np.nan)
        for period, value in points.items():
            values[period - first] = value
        return cls(
            id=series_id,
            definition=definition,
            frequency=frequency,
            first_period=first,
            values=values,
            unit=unit,
            family=family or series_id,
            breaks=breaks,
            measurement_sd=measurement_sd,
            denominator=denominator,
            vintage=vintage,
        )


@dataclass(frozen=True, slots=True, eq=False)
class UsablePoints:
    """The points that may be compared with each other: after the last break and the last gap.

    `values` has no missing value and may be empty; `last_period` is the period of its last point.
    `bridged` is True where a value was missing and is estimated (see `bridging`).
    """

    values: FloatArray
    last_period: int
    remarks: tuple[Remark, ...]
    bridged: BoolArray


def usable(series: TimeSeries) -> UsablePoints:
    """The run of points that ends in the last observation, and what was left out to get it.

    A value that alone is missing does not end the run: it is bridged.

    Values that the unit forbids (a negative count, a share above one) leave nothing usable: which
    of them is wrong cannot be known here.
    """
    seen = np.isfinite(series.values)
    if not seen.any():
        return _nothing(series.first_period - 1, Remark.NO_OBSERVATIONS)
    stop = int(np.flatnonzero(seen)[-1]) + 1
    last_period = series.first_period + stop - 1
    if _outside(series.values[seen], series.unit):
        return _nothing(last_period, Remark.OUTSIDE_UNIT)
    broken = [period - series.first_period for period in series.breaks]
    values, bridged = bridge(
        series.values[:stop], season_length=season_length(series.frequency), breaks=broken
    )
    known = np.isfinite(values)
    start, remarks = 0, []
    gaps = np.flatnonzero(~known)
    if gaps.size and known[: gaps[-1]].any():
        remarks.append(Remark.AFTER_GAP)
    start = int(gaps[-1]) + 1 if gaps.size else 0
    last_break = max((place for place in broken if 0 < place < stop), default=0)
    if last_break > start:
        start, remarks = last_break, [Remark.AFTER_BREAK]
    if bridged[start:].any():
        remarks.append(Remark.BRIDGED)
    return UsablePoints(values[start:], last_period, tuple(remarks), bridged[start:])


def _nothing(last_period: int, reason: Remark) -> UsablePoints:
    return UsablePoints(np.empty(0), last_period, (reason,), np.empty(0, dtype=bool))


def _outside(known: FloatArray, unit: UnitKind) -> bool:
    if unit is UnitKind.LEVEL:
        return False
    return bool(known.min() < 0.0 or (unit is UnitKind.SHARE and known.max() > 1.0))
