"""The scale on which a series is forecast, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.series import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.outlook.arrays import FloatArray

DEFAULT_DENOMINATOR = 1_000.0


class Scale(StrEnum):
    """Logit for shares, logarithm for what cannot be negative, the value itself otherwise."""

    LOGIT = "logit"
    LOG = "log"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Transform:
    """A rising transformation, so that medians and bounds carry over; `lowest` bounds the way back.

    The logit is the empirical one, of (p n + 1/2)/(n + 1) with n the units behind the share (Cox,
    *Analysis of Binary Data*, 1970), finite at 0 and 1.

    >>> half = Transform(Scale.LOGIT, denominator=99.0)
    >>> float(half.forward(np.array(0.5))), float(half.back(half.forward(np.array(0.2))).round(12))
    (0.0, 0.2)
    """

    scale: Scale
    denominator: float = DEFAULT_DENOMINATOR
    lowest: float = -np.inf

    def forward(self, values: FloatArray) -> FloatArray:
        """To the working scale; on the logarithm a value of zero or less is not allowed."""
        match self.scale:
            case Scale.IDENTITY:
                return values
            case Scale.LOG:
                return np.asarray(np.log(values))
            case Scale.LOGIT:
                share = (values * self.denominator + 0.5) / (self.denominator + 1.0)
                return np.asarray(np.log(share / (1.0 - share)))

    def back(self, values: FloatArray) -> FloatArray:
        """From the working scale; a share stays between 0 and 1, a count above `lowest`."""
        with np.errstate(over="ignore"):
            match self.scale:
                case Scale.IDENTITY:
                    return np.maximum(values, self.lowest)
                case Scale.LOG:
                    return np.asarray(np.exp(values))
                case Scale.LOGIT:
                    share = 1.0 / (1.0 + np.exp(-values))
        plain = (share * (self.denominator + 1.0) - 0.5) / self.denominator
        return np.asarray(np.clip(plain, 0.0, 1.0))

    def slope(self, value: float) -> float:
        """The derivative at `value`, which carries a small standard error to the working scale."""
        match self.scale:
            case Scale.IDENTITY:
                return 1.0
            case Scale.LOG:
                return 1.0 / value
            case Scale.LOGIT:
                n = self.denominator
                share = (value * n + 0.5) / (n + 1.0)
                return n / (n + 1.0) / (share * (1.0 - share))

    def contains(self, value: float) -> bool:
        """Whether a probability of reaching this value can be given: it lies inside the scale."""
        match self.scale:
            case Scale.IDENTITY:
                return self.lowest < value < np.inf
            case Scale.LOG:
                return 0.0 < value < np.inf
            case Scale.LOGIT:
                return 0.0 < value < 1.0


SCALES: Mapping[Unit, Scale] = MappingProxyType(
    {
        Unit.SHARE: Scale.LOGIT,
        Unit.COUNT: Scale.LOG,
        Unit.RATIO: Scale.LOG,
        Unit.INDEX: Scale.LOG,
        Unit.LEVEL: Scale.IDENTITY,
    }
)


def transform_for(
    values: FloatArray,
    *,
    unit: Unit,
    denominator: float | None = None,
    scales: Mapping[Unit, Scale] = SCALES,
) -> tuple[Transform, bool]:
    """The transformation for these values, and whether zeros forced a plain scale for a logarithm.

    >>> transform, forced = transform_for(np.array([3.0, 0.0]), unit=Unit.COUNT)
    >>> transform.scale.value, transform.lowest, forced
    ('identity', 0.0, True)
    """
    scale = scales[unit]
    forced = scale is Scale.LOG and bool(values.size and values.min() <= 0.0)
    return (
        Transform(
            scale=Scale.IDENTITY if forced else scale,
            denominator=denominator or DEFAULT_DENOMINATOR,
            lowest=-np.inf if unit is Unit.LEVEL else 0.0,
        ),
        forced,
    )
