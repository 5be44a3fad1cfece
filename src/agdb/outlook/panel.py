"""Many series of unequal length as one rectangular array, so that they are computed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray


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

    def truncate(self, lengths: IntArray) -> Panel:
        """Every series up to its given length."""
        height = int(lengths.max(initial=1))
        values = self.values[:height].copy()
        values[np.arange(height)[:, None] >= lengths] = 0.0
        return Panel(values, lengths)

    def chunks(self, size: int) -> Iterator[tuple[IntArray, Panel]]:
        """Groups of at most `size` series of about equal length, with their places."""
        order = np.argsort(self.lengths, kind="stable")
        for start in range(0, order.size, size):
            columns = order[start : start + size]
            yield columns, self.select(columns)
