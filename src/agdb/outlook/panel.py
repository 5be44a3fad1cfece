"""Many series of unequal length as one rectangular array, computed together; its array types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from agdb.errors import OutlookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """From where to forecast: columns of a panel, and how many of their points are known there."""

    series: IntArray
    lengths: IntArray

    def __len__(self) -> int:
        return int(self.series.size)

    def __getitem__(self, part: slice | IntArray | BoolArray) -> Origins:
        return Origins(self.series[part], self.lengths[part])

    def __add__(self, other: Origins) -> Origins:
        return Origins(
            np.concatenate([self.series, other.series]),
            np.concatenate([self.lengths, other.lengths]),
        )

    def by_series(self, count: int, *, width: int) -> Iterator[tuple[slice, IntArray]]:
        """Columns of the panel, `width` of its `count` at a time, with the origins that are theirs.

        Columns without an origin are passed over.
        """
        order, starts = self._order(count)
        for first in range(0, count, width):
            last = min(first + width, count)
            mine = order[starts[first] : starts[last]]
            if mine.size:
                yield slice(first, last), mine

    def of_each(self, count: int) -> list[IntArray]:
        """The places of the origins of each of `count` columns, in their order."""
        order, starts = self._order(count)
        return np.split(order, starts[1:-1])

    def _order(self, count: int) -> tuple[IntArray, IntArray]:
        order = np.argsort(self.series, kind="stable")
        return order, np.searchsorted(self.series[order], np.arange(count + 1))


@dataclass(frozen=True, slots=True)
class Panel:
    """Values by time and series; each series starts in row 0 and is padded with zero at its end.

    Time runs along the first axis, because every method walks through time and works on all
    series at once in each step.

    >>> panel = Panel.of([[1.0, 2.0, 3.0], [5.0, 4.0]])
    >>> panel.values.shape, panel.lengths.tolist(), panel.last().tolist()
    ((3, 2), [3, 2], [3.0, 4.0])
    """

    values: FloatArray
    lengths: IntArray

    @classmethod
    def of(cls, rows: Sequence[Sequence[float] | FloatArray]) -> Panel:
        """The panel of these series; raises `OutlookError` on an empty one or a missing value."""
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        if lengths.size and lengths.min() < 1:
            place = int(np.argmin(lengths))
            raise OutlookError(f"series {place} of a panel is empty", remedy="leave it out")
        values = np.zeros((int(lengths.max(initial=1)), len(rows)))
        for column, row in enumerate(rows):
            values[: len(row), column] = row
        if not np.isfinite(values).all():
            place = int(np.argmin(np.isfinite(values).all(axis=0)))
            raise OutlookError(
                f"series {place} of a panel holds a missing value",
                remedy="pass the points after the last gap",
            )
        return cls(values, lengths)

    def __len__(self) -> int:
        return int(self.lengths.size)

    def ends(self) -> Origins:
        """The origin at the last point of every series."""
        return Origins(np.arange(len(self)), self.lengths)

    def observed(self) -> BoolArray:
        """True where a value was observed, shape (time, series)."""
        return np.arange(self.values.shape[0])[:, None] < self.lengths

    def last(self, back: int = 0) -> FloatArray:
        """The last value of every series, or the one `back` periods before it."""
        rows = self.lengths - 1 - back
        return np.asarray(self.values[rows, np.arange(len(self))])

    def select(self, columns: IntArray | BoolArray) -> Panel:
        """These series only, with the padding that they need."""
        lengths = self.lengths[columns]
        height = int(lengths.max(initial=1))
        places = np.flatnonzero(columns) if columns.dtype == bool else columns
        # take keeps the rows of time together in memory; indexing would not
        return Panel(np.take(self.values[:height], places, axis=1), lengths)

    def at(self, origins: Origins) -> Panel:
        """What was known at each origin, as a series of its own."""
        return self.select(origins.series).truncate(origins.lengths)

    def known(self, running: FloatArray, origins: Origins) -> FloatArray:
        """Of a running statistic (time, series) its value at each origin."""
        return np.asarray(running[origins.lengths - 1, origins.series])

    def truncate(self, lengths: IntArray) -> Panel:
        """Every series up to its given length."""
        height = int(lengths.max(initial=1))
        values = self.values[:height].copy()
        values[np.arange(height)[:, None] >= lengths] = 0.0
        return Panel(values, lengths)
