"""The scale on which a series is forecast, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.series import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from agdb.outlook.panel import BoolArray, FloatArray, IntArray


DEFAULT_DENOMINATOR = 1_000.0


class WorkingScale(StrEnum):
    """Logit for shares, logarithm for what cannot be negative, the value itself otherwise."""

    LOGIT = "logit"
    LOG = "log"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Transform:
    """A rising transformation, so that medians and bounds carry over; `lowest` bounds the way back.

    The logit is the empirical one, of (p n + 1/2)/(n + 1) with n the units behind the share (Cox,
    *Analysis of Binary Data*, 1970), finite at 0 and 1.

    >>> half = Transform(WorkingScale.LOGIT, denominator=99.0)
    >>> float(half.forward(np.array(0.5))), float(half.back(half.forward(np.array(0.2))).round(12))
    (0.0, 0.2)
    """

    scale: WorkingScale
    denominator: float = DEFAULT_DENOMINATOR
    lowest: float = -np.inf

    def forward(self, values: FloatArray) -> FloatArray:
        """To the working scale; on the logarithm a value of zero or less is not allowed."""
        match self.scale:
            case WorkingScale.IDENTITY:
                return values
            case WorkingScale.LOG:
                return np.asarray(np.log(values))
            case WorkingScale.LOGIT:
                share = (values * self.denominator + 0.5) / (self.denominator + 1.0)
                return np.asarray(np.log(share / (1.0 - share)))

    def back(self, values: FloatArray) -> FloatArray:
        """From the working scale; a share stays between 0 and 1, a count above `lowest`."""
        with np.errstate(over="ignore"):
            match self.scale:
                case WorkingScale.IDENTITY:
                    return np.maximum(values, self.lowest)
                case WorkingScale.LOG:
                    return np.asarray(np.exp(values))
                case WorkingScale.LOGIT:
                    share = 1.0 / (1.0 + np.exp(-values))
        plain = (share * (self.denominator + 1.0) - 0.5) / self.denominator
        return np.asarray(np.clip(plain, 0.0, 1.0))

    def slope(self, value: float) -> float:
        """The derivative at `value`, which carries a small standard error to the working scale."""
        match self.scale:
            case WorkingScale.IDENTITY:
                return 1.0
            case WorkingScale.LOG:
                return 1.0 / value
            case WorkingScale.LOGIT:
                n = self.denominator
                share = (value * n + 0.5) / (n + 1.0)
                return n / (n + 1.0) / (share * (1.0 - share))

    def contains(self, value: float) -> bool:
        """Whether a probability of reaching this value can be given: it lies inside the scale."""
        match self.scale:
            case WorkingScale.IDENTITY:
                return self.lowest < value < np.inf
            case WorkingScale.LOG:
                return 0.0 < value < np.inf
            case WorkingScale.LOGIT:
                return 0.0 < value < 1.0


SCALES: Mapping[UnitKind, WorkingScale] = MappingProxyType(
    {
        UnitKind.SHARE: WorkingScale.LOGIT,
        UnitKind.COUNT: WorkingScale.LOG,
        UnitKind.RATIO: WorkingScale.LOG,
        UnitKind.INDEX: WorkingScale.LOG,
        UnitKind.LEVEL: WorkingScale.IDENTITY,
    }
)


def transform_for(
    values: FloatArray,
    *,
    unit: UnitKind,
    denominator: float | None = None,
    scales: Mapping[UnitKind, WorkingScale] = SCALES,
) -> tuple[Transform, bool]:
    """The transformation for these values, and whether zeros forced a plain scale for a logarithm.

    >>> transform, forced = transform_for(np.array([3.0, 0.0]), unit=UnitKind.COUNT)
    >>> transform.scale.value, transform.lowest, forced
    ('identity', 0.0, True)
    """
    scale = scales[unit]
    forced = scale is WorkingScale.LOG and bool(values.size and values.min() <= 0.0)
    return (
        Transform(
            scale=WorkingScale.IDENTITY if forced else scale,
            denominator=denominator or DEFAULT_DENOMINATOR,
            lowest=-np.inf if unit is UnitKind.LEVEL else 0.0,
        ),
        forced,
    )


class Transforms:
    """The transformations of many series side by side, one per column.

    >>> both = Transforms([Transform(WorkingScale.LOG), Transform(WorkingScale.IDENTITY)])
    >>> both.forward(np.array([1.0, 1.0])).tolist()
    [0.0, 1.0]
    """

    def __init__(self, each: Sequence[Transform]) -> None:
        self._kinds = tuple(dict.fromkeys(each))
        place = {kind: number for number, kind in enumerate(self._kinds)}
        self._which: IntArray = np.array([place[one] for one in each], dtype=np.int64)

    def __len__(self) -> int:
        return int(self._which.size)

    def of(self, column: int) -> Transform:
        """That of one column."""
        return self._kinds[int(self._which[column])]

    def select(self, columns: IntArray | BoolArray) -> Transforms:
        """Those of these columns only."""
        chosen = Transforms(())
        chosen._kinds, chosen._which = self._kinds, self._which[columns]
        return chosen

    def forward(self, values: FloatArray) -> FloatArray:
        """To the working scales, (..., column)."""
        return self._apply(values, Transform.forward)

    def back(self, values: FloatArray) -> FloatArray:
        """From the working scales, (..., column)."""
        return self._apply(values, Transform.back)

    def centre(self, points: FloatArray, least: FloatArray) -> FloatArray:
        """Points on the plain scale, carried to the working scales without leaving them.

        A share stays between 0 and 1. On a logarithm, which has no zero, a point is at least half
        of `least`, the smallest value that its series has shown.
        """
        share, log = self._is(WorkingScale.LOGIT), self._is(WorkingScale.LOG)
        floors = np.where(log, 0.5 * least, np.where(share, 0.0, self._lowest()))
        return self.forward(np.clip(points, floors, np.where(share, 1.0, np.inf)))

    def _is(self, scale: WorkingScale) -> BoolArray:
        return np.array([kind.scale is scale for kind in self._kinds], dtype=bool)[self._which]

    def _lowest(self) -> FloatArray:
        return np.array([kind.lowest for kind in self._kinds])[self._which]

    def _apply(
        self, values: FloatArray, change: Callable[[Transform, FloatArray], FloatArray]
    ) -> FloatArray:
        if len(self._kinds) == 1:
            return change(self._kinds[0], values)
        result = np.empty_like(values)
        for number, kind in enumerate(self._kinds):
            mine = self._which == number
            if mine.any():
                result[..., mine] = change(kind, values[..., mine])
        return result
