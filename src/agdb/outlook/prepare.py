"""A series made ready: its usable points, their working scale, and the method that they earn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.choice import IntervalRule, MethodChoice, StatusRule, choose
from agdb.outlook.series import TimeSeries, UsablePoints, usable
from agdb.outlook.transform import SCALES, Transform, WorkingScale, transform_for
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.series import UnitKind


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The usable `values` of a series, its working scale, and the method that its length earns."""

    series: TimeSeries
    points: UsablePoints
    transform: Transform
    choice: MethodChoice
    remarks: tuple[Remark, ...]

    @property
    def values(self) -> FloatArray:
        """The comparable points in the unit of the series."""
        return self.points.values


def prepare(series: TimeSeries, *, scales: Mapping[UnitKind, WorkingScale] = SCALES) -> Prepared:
    """What of a series can be used and how; a series that cannot be forecast gets `NO_CHOICE`.

    A constant series keeps its method but loses interval and status: its errors have no scale.
    """
    points = usable(series)
    transform, forced = transform_for(
        points.values, unit=series.unit, denominator=series.denominator, scales=scales
    )
    choice = choose(series.frequency, points.values.size)
    remarks = list(points.remarks)
    if forced:
        remarks.append(Remark.ZERO_UNDER_LOG)
        if choice.status is StatusRule.FULL:
            choice = replace(choice, status=StatusRule.CLEAR_ONLY)
    if choice.method is None:
        remarks += _why_none(series, points)
    elif np.ptp(points.values) <= 1e-12 * np.abs(points.values).max():
        remarks.append(Remark.CONSTANT)
        choice = replace(choice, interval=IntervalRule.NONE, status=StatusRule.NONE)
    return Prepared(series, points, transform, choice, tuple(remarks))


def _why_none(series: TimeSeries, points: UsablePoints) -> list[Remark]:
    if not points.values.size:
        return []
    if series.frequency not in (Frequency.YEAR, Frequency.QUARTER):
        return [Remark.FREQUENCY_NOT_COVERED]
    if Remark.AFTER_BREAK in points.remarks:
        return [Remark.RECENT_BREAK]
    return [Remark.TOO_FEW_POINTS]
