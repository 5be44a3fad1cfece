"""The cases of a backtest: what was known at an origin, and what came after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.origins import FIRST_ORIGIN, mean_change, rolling_origins
from agdb.outlook.panel import Panel
from agdb.outlook.point import choose
from agdb.outlook.published import Prepared, ScaledPanel, prepare
from agdb.outlook.series import season_length
from agdb.outlook.transform import Transforms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agdb.outlook.panel import BoolArray, FloatArray, IntArray
    from agdb.outlook.series import TimeSeries, UnitKind
    from agdb.outlook.transform import WorkingScale
    from agdb.statistics.period import Frequency


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """All origins of one frequency, one column each.

    `known` are the points of each origin; `outcomes` has shape (horizon, case), NaN where not yet
    known, in the unit of each series; `series` points into `prepared`; `real_time` is True where
    the points are those of a stored vintage. `scales` is the mean change q at the origin on the
    working scale, `changes` the same in the unit of the series.
    """

    prepared: tuple[Prepared, ...]
    known: ScaledPanel
    outcomes: FloatArray
    series: IntArray
    real_time: BoolArray
    scales: FloatArray
    changes: FloatArray

    @property
    def lengths(self) -> IntArray:
        """Points known at each origin."""
        return self.known.plain.lengths

    def families(self) -> list[str]:
        """The family of each case."""
        return [self.prepared[place].series.family for place in self.series]

    def back(self, values: FloatArray) -> FloatArray:
        """Values (..., case) of the working scale in the units of their series."""
        return self.known.transforms.back(values)

    def working_outcomes(self) -> FloatArray:
        """The outcomes on the working scale."""
        return self.known.transforms.forward(self.outcomes)


def cases_of(
    series: Sequence[TimeSeries],
    *,
    frequency: Frequency,
    horizon: int,
    scales: Mapping[UnitKind, WorkingScale],
    vintages: Mapping[str, Sequence[TimeSeries]] | None = None,
    stride: int | None = None,
) -> Cases:
    """Every origin of these series that has a scale and at least one outcome after it.

    Where a vintage of a series is stored, the origin at its last period has the points as then
    published; at every other origin the newest points are cut off (pseudo real-time). Outcomes are
    those of the newest vintage.
    """
    ready = [prepare(one, scales=scales) for one in series if one.frequency is frequency]
    prepared = tuple(one for one in ready if one.values.size)
    rows: list[tuple[int, FloatArray, bool]] = []
    stored = vintages or {}
    for place, one in enumerate(prepared):
        published = _vintage_rows(one, stored.get(one.series.id, ()))
        known_then = {values.size for values in published}
        rows += [(place, values, True) for values in published]
        rows += [
            (place, values, False)
            for values in _cut_rows(one, stride)
            if values.size not in known_then
        ]
    where = np.array([place for place, _, _ in rows], dtype=np.int64)
    known = ScaledPanel.on(
        Panel.of([values for _, values, _ in rows]),
        Transforms([one.transform for one in prepared]).select(where),
    )
    ends = known.plain.ends()
    outcomes = _outcomes(prepared, known.plain.lengths, where, horizon)
    changes = mean_change(known.working, season_length=season_length(frequency), origins=ends)
    kept = np.flatnonzero((changes > 0.0) & np.isfinite(outcomes).any(axis=0))
    real = np.array([real for _, _, real in rows], dtype=bool)
    plain = mean_change(known.plain, season_length=season_length(frequency), origins=ends)
    return Cases(
        prepared,
        known.select(kept),
        outcomes[:, kept],
        where[kept],
        real[kept],
        changes[kept],
        plain[kept],
    )


def _cut_rows(one: Prepared, stride: int | None) -> list[FloatArray]:
    panel = Panel.of([one.values])
    per_year = season_length(one.series.frequency)
    origins = rolling_origins(panel, season_length=per_year, stride=stride)
    # what is bridged knows what came behind it: nobody stood there
    kept = [length for length in origins.lengths if not one.points.bridged[length - 1]]
    return [one.values[:length] for length in kept]


def _vintage_rows(one: Prepared, vintages: Sequence[TimeSeries]) -> list[FloatArray]:
    """The first vintage of each last period, aligned so that its points start where ours do."""
    first = one.points.last_period - one.values.size + 1
    least = FIRST_ORIGIN.get(season_length(one.series.frequency), 8)
    rows: dict[int, FloatArray] = {}
    for vintage in sorted(vintages, key=lambda one: one.vintage):
        if vintage.definition != one.series.definition:
            continue
        skip = first - vintage.first_period
        if skip < 0:
            continue
        values = vintage.values[skip:]
        seen = np.flatnonzero(np.isfinite(values))
        if not seen.size or seen.size != seen[-1] + 1:
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            sound = np.isfinite(one.transform.forward(values[: seen.size])).all()
        values = values[: seen.size]
        usable = sound and least <= values.size < one.values.size
        if usable and values.size not in rows:
            rows[values.size] = values
    return list(rows.values())


def _outcomes(
    prepared: tuple[Prepared, ...], lengths: IntArray, where: IntArray, horizon: int
) -> FloatArray:
    outcomes = np.full((horizon, where.size), np.nan)
    for column, (length, place) in enumerate(zip(lengths, where, strict=True)):
        points = prepared[place].points
        after = np.where(points.bridged, np.nan, points.values)[length : length + horizon]
        outcomes[: after.size, column] = after
    return outcomes


def tested_steps(cases: Cases, frequency: Frequency) -> BoolArray:
    """True for the steps that the rule of the monitor would publish as tested, (horizon, case)."""
    limit = np.array([choose(frequency, int(length)).horizon for length in cases.lengths])
    return np.arange(1, cases.outcomes.shape[0] + 1)[:, None] <= limit
