"""The points that are published: a series made ready, and its centre on the working scale.

What is published (`forecasting`), what calibrates its bounds (`origins`) and what is scored
(`competitors`) all come through `published_points`, so that none of them can be of another
configuration than the others. The rule for the scale is docs/decisions/0016.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.outlook.panel import Origins, Panel
from agdb.outlook.point import (
    IntervalRule,
    Method,
    MethodChoice,
    StatusRule,
    choose,
    point_forecasts,
)
from agdb.outlook.series import TimeSeries, UsablePoints, usable
from agdb.outlook.transform import SCALES, Transform, Transforms, WorkingScale, transform_for
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agdb.outlook.panel import BoolArray, FloatArray, IntArray
    from agdb.outlook.series import UnitKind


ON_PLAIN_SCALE: Final = frozenset({1})
"""The season lengths whose points are computed on the values as published: years."""


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


@dataclass(frozen=True)
class ScaledPanel:
    """Series in their own units, with the scale on which each of them is judged.

    `bridged` is True, (time, series), where a value is an estimate and not an outcome.
    """

    plain: Panel
    transforms: Transforms
    bridged: BoolArray

    @classmethod
    def of(cls, prepared: Sequence[Prepared]) -> ScaledPanel:
        """The usable points of these series."""
        panel = Panel.of([one.values for one in prepared])
        bridged = np.zeros(panel.values.shape, dtype=bool)
        for column, one in enumerate(prepared):
            bridged[: one.values.size, column] = one.points.bridged
        return cls(panel, Transforms([one.transform for one in prepared]), bridged)

    @classmethod
    def on(cls, panel: Panel, transforms: Transforms) -> ScaledPanel:
        """Series on these scales, every value of which was observed."""
        return cls(panel, transforms, np.zeros(panel.values.shape, dtype=bool))

    def __len__(self) -> int:
        return len(self.plain)

    @cached_property
    def working(self) -> Panel:
        """The same series on their working scales."""
        seen = self.plain.observed()
        values = self.transforms.forward(np.where(seen, self.plain.values, 1.0))
        return Panel(np.where(seen, values, 0.0), self.plain.lengths)

    def select(self, columns: IntArray | BoolArray) -> ScaledPanel:
        """These series only."""
        plain = self.plain.select(columns)
        bridged = self.bridged[: plain.values.shape[0], columns]
        return ScaledPanel(plain, self.transforms.select(columns), bridged)


def published_points(
    known: ScaledPanel, *, method: Method, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    """Point forecasts from every origin on the working scale of its series, (horizon, origin).

    Yearly points are computed on the plain scale and carried over; on the logarithm growth above
    five per cent a year would be continued exponentially. Quarters are computed where they are
    judged. See `Transforms.centre` for the floor.

    >>> from agdb.outlook.transform import WorkingScale, Transform
    >>> log = Transform(WorkingScale.LOG)
    >>> counts = ScaledPanel.on(Panel.of([[1.0, 2.0, 4.0]]), Transforms([log]))
    >>> points = published_points(
    ...     counts, method=Method.DRIFT, season_length=1, horizon=2, origins=counts.plain.ends()
    ... )
    >>> counts.transforms.back(points).round(9).ravel().tolist()
    [5.5, 7.0]
    """
    forecast = plain_points if season_length in ON_PLAIN_SCALE else _working_points
    return forecast(
        known, method=method, season_length=season_length, horizon=horizon, origins=origins
    )


def plain_points(
    known: ScaledPanel, *, method: Method, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    """The same for a method that works on the values as published, whatever the season."""
    panel = known.plain
    points = point_forecasts(
        panel, method=method, season_length=season_length, horizon=horizon, origins=origins
    )
    least = panel.known(np.minimum.accumulate(panel.values, axis=0), origins)
    return known.transforms.select(origins.series).centre(points, least)


def _working_points(
    known: ScaledPanel, *, method: Method, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    return point_forecasts(
        known.working,
        method=method,
        season_length=season_length,
        horizon=horizon,
        origins=origins,
    )
