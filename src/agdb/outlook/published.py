"""The points that are published: the one way from known values to a centre on the working scale.

What is published (`forecasting`), what calibrates its bounds (`origins`) and what is scored
(`competitors`) all come through `published_points`, so that none of them can be of another
configuration than the others. The rule for the scale is docs/decisions/0016.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from agdb.outlook.panel import Origins, Panel
from agdb.outlook.point import Method, point_forecasts
from agdb.outlook.transform import Scale, Transform, Transforms

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray
    from agdb.outlook.prepare import Prepared

ON_PLAIN_SCALE: Final = frozenset({1})
"""The season lengths whose points are computed on the values as published: years."""
WORTH_REMEMBERING: Final = frozenset({Method.MEAN_WITH_DRIFT, Method.MEAN_WITH_THETA})
"""The methods that cost more than looking their points up."""
Points: TypeAlias = "MutableMapping[str, FloatArray]"
"""Points that were computed before, (horizon, origin) by the hash of all that decides them."""


@dataclass(frozen=True)
class ScaledPanel:
    """Series in their own units, with the scale on which each of them is judged."""

    plain: Panel
    transforms: Transforms

    @classmethod
    def of(cls, prepared: Sequence[Prepared]) -> ScaledPanel:
        """The usable points of these series."""
        panel = Panel.of([one.values for one in prepared])
        return cls(panel, Transforms([one.transform for one in prepared]))

    @classmethod
    def unscaled(cls, panel: Panel) -> ScaledPanel:
        """Series of which the working scale is the value itself."""
        return cls(panel, Transforms([Transform(Scale.IDENTITY)] * len(panel)))

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
        return ScaledPanel(self.plain.select(columns), self.transforms.select(columns))


def published_points(
    known: ScaledPanel,
    *,
    method: Method,
    season_length: int,
    horizon: int,
    origins: Origins,
    memory: Points | None = None,
) -> FloatArray:
    """Point forecasts from every origin on the working scale of its series, (horizon, origin).

    Yearly points are computed on the plain scale and carried over; on the logarithm growth above
    five per cent a year would be continued exponentially. Quarters are computed where they are
    judged. See `Transforms.centre` for the floor. A series whose points stand in `memory` is not
    forecast again; the result is the same to the last bit.

    >>> from agdb.outlook.transform import Scale, Transform
    >>> counts = ScaledPanel(Panel.of([[1.0, 2.0, 4.0]]), Transforms([Transform(Scale.LOG)]))
    >>> points = published_points(
    ...     counts, method=Method.DRIFT, season_length=1, horizon=2, origins=counts.plain.ends()
    ... )
    >>> counts.transforms.back(points).round(9).ravel().tolist()
    [5.5, 7.0]
    """
    forecast = plain_points if season_length in ON_PLAIN_SCALE else _working_points
    if memory is None or method not in WORTH_REMEMBERING:
        return forecast(
            known, method=method, season_length=season_length, horizon=horizon, origins=origins
        )
    keys = _keys(known, origins, f"{method.value} {season_length} {horizon}")
    new = np.array([bool(key) and key not in memory for key in keys])
    wanted = np.flatnonzero(new)
    if wanted.size == 1:  # numpy adds up a single column in another order than two
        wanted = np.repeat(wanted, 2)
    if wanted.size:
        place = np.zeros(len(known), dtype=np.int64)
        place[wanted] = np.arange(wanted.size)
        mine = np.flatnonzero(new[origins.series])
        found = forecast(
            known.select(wanted),
            method=method,
            season_length=season_length,
            horizon=horizon,
            origins=Origins(place[origins.series[mine]], origins.lengths[mine]),
        )
        of_series = origins.series[mine]
        for series in np.unique(of_series):
            memory[keys[series]] = found[:, of_series == series]
    points = np.empty((horizon, len(origins)))
    for series, key in enumerate(keys):
        if key:
            points[:, origins.series == series] = memory[key]
    return points


def _keys(known: ScaledPanel, origins: Origins, rule: str) -> list[str]:
    """What decides the points of each series, as a hash; empty for a series without an origin."""
    keys = [""] * len(known)
    for series in np.unique(origins.series):
        values = known.plain.values[: known.plain.lengths[series], series]
        whole = hashlib.sha256(f"{rule} {known.transforms.of(series)}".encode())
        whole.update(values.tobytes())
        whole.update(origins.lengths[origins.series == series].tobytes())
        keys[series] = whole.hexdigest()
    return keys


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
