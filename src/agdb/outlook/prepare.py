"""A series made ready: its usable points, their working scale, and the method that they earn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.choice import Choice, IntervalRule, StatusRule, choose
from agdb.outlook.remark import Remark
from agdb.outlook.series import Frequency, Series, Usable, usable
from agdb.outlook.transform import SCALES, Scale, Transform, transform_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.series import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The usable `values` of a series, its working scale, and the method that its length earns."""

    series: Series
    points: Usable
    transform: Transform
    choice: Choice
    remarks: tuple[Remark, ...]

    @property
    def values(self) -> FloatArray:
        """The comparable points in the unit of the series."""
        return self.points.values


def prepare(series: Series, *, scales: Mapping[Unit, Scale] = SCALES) -> Prepared:
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


def _why_none(series: Series, points: Usable) -> list[Remark]:
    if not points.values.size:
        return []
    if series.frequency not in (Frequency.YEAR, Frequency.QUARTER):
        return [Remark.FREQUENCY_NOT_COVERED]
    if Remark.AFTER_BREAK in points.remarks:
        return [Remark.RECENT_BREAK]
    return [Remark.TOO_FEW_POINTS]
