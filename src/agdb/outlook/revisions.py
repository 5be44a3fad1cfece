"""How much published figures move afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError
from agdb.outlook.origins import mean_change
from agdb.outlook.panel import Panel
from agdb.outlook.series import TimeSeries, season_length, usable
from agdb.results.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence


OFTEN = 0.5


@dataclass(frozen=True, slots=True)
class PeriodRevisions:
    """All values that were published for one period, oldest first, with their vintages."""

    period: int
    vintages: tuple[str, ...]
    values: tuple[float, ...]

    @property
    def first(self) -> float:
        """The value as first published."""
        return self.values[0]

    @property
    def latest(self) -> float:
        """The value as last published."""
        return self.values[-1]

    @property
    def revision(self) -> float:
        """Latest minus first."""
        return self.latest - self.first


@dataclass(frozen=True, slots=True)
class Revisions:
    """Revision statistics of one series: bias, mean absolute revision, and that as a share of q.

    Over the periods that were published more than once; None where there is none, or where the
    series does not change. `remarks` holds `OFTEN_REVISED` if the share exceeds one half: the last
    point is then provisional and is often revised.
    """

    periods: tuple[PeriodRevisions, ...]
    mean: float | None
    mean_absolute: float | None
    mean_absolute_share: float | None
    remarks: tuple[Remark, ...]


def revisions(vintages: Sequence[TimeSeries]) -> Revisions:
    """The statistics of these vintages of one series, whatever their order.

    Only vintages of the definition of the newest one count: a redefinition is not a revision.
    Raises `OutlookError` for vintages of different series.
    """
    if not vintages:
        return Revisions((), None, None, None, (Remark.NO_OBSERVATIONS,))
    if len({series.id for series in vintages}) > 1:
        names = ", ".join(sorted({series.id for series in vintages}))
        raise OutlookError(f"vintages of different series: {names}", remedy="pass one series")
    ordered = sorted(vintages, key=lambda series: series.vintage)
    newest = ordered[-1]
    same = [series for series in ordered if series.definition == newest.definition]
    periods = _by_period(same)
    moved = np.array([one.revision for one in periods if len(one.values) > 1])
    if not moved.size:
        return Revisions(periods, None, None, None, ())
    scale = _scale(newest)
    size = float(np.abs(moved).mean())
    share = size / scale if scale else None
    remarks = (Remark.OFTEN_REVISED,) if share is not None and share > OFTEN else ()
    return Revisions(periods, float(moved.mean()), size, share, remarks)


def _by_period(vintages: list[TimeSeries]) -> tuple[PeriodRevisions, ...]:
    published: dict[int, list[tuple[str, float]]] = {}
    for series in vintages:
        for place in np.flatnonzero(np.isfinite(series.values)):
            entry = (series.vintage, float(series.values[place]))
            published.setdefault(series.first_period + int(place), []).append(entry)
    return tuple(
        PeriodRevisions(
            period,
            tuple(vintage for vintage, _ in entries),
            tuple(value for _, value in entries),
        )
        for period, entries in sorted(published.items())
    )


def _scale(series: TimeSeries) -> float | None:
    values = usable(series).values
    if values.size <= season_length(series.frequency):
        return None
    panel, season = Panel.of([values]), season_length(series.frequency)
    change = float(mean_change(panel, season_length=season, origins=panel.ends())[0])
    return change if change > 0.0 else None
