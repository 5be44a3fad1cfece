"""A row with a point and the bounds around it: text beside it, one height, any width.

Positions are percentages of the width, so that one drawing serves every screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import element

_HEIGHT: Final = 24
_MIDDLE: Final = _HEIGHT / 2
_MARGIN: Final = 3.0
"""Per cent of the width that is kept free at both ends, for half a point."""


@dataclass(frozen=True, slots=True)
class IntervalPoint:
    """A number with its bounds; `meaning` is the class that gives it its colour."""

    meaning: str
    value: float
    low: float | None = None
    high: float | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Across:
    """The axis that all rows of a table share, zero always on it."""

    low: float
    high: float

    @classmethod
    def of(cls, points: Iterable[IntervalPoint]) -> Across:
        """The axis that holds all points and their bounds."""
        numbers = [n for p in points for n in (p.value, p.low, p.high) if n is not None]
        return cls(min(numbers, default=0.0), max(numbers, default=0.0)).with_zero()

    def with_zero(self) -> Across:
        """The same, with zero on it."""
        return Across(min(self.low, 0.0), max(self.high, 0.0))

    def at(self, value: float) -> str:
        """Where `value` stands, in per cent of the width."""
        width = (self.high - self.low) or 1.0
        return f"{_MARGIN + (value - self.low) / width * (100 - 2 * _MARGIN):.2f}%"


def span_row(points: tuple[IntervalPoint, ...], across: Across, label: str) -> Markup:
    """Return one row; `label` says in words what it shows."""
    zero = across.at(0.0)
    drawn = [element("line", class_="zero", x1=zero, x2=zero, y1=0.0, y2=float(_HEIGHT))]
    for point in points:
        if point.low is not None and point.high is not None:
            ends = {"x1": across.at(point.low), "x2": across.at(point.high)}
            drawn.append(
                element("line", class_=f"bounds {point.meaning}", y1=_MIDDLE, y2=_MIDDLE, **ends)
            )
    for point in points:
        hollow = " hollow" if point.hollow else ""
        drawn.append(
            element(
                "circle", class_=f"point {point.meaning}{hollow}", cx=across.at(point.value),
                cy=_MIDDLE, r=6.0,
            )
        )  # fmt: skip
    return element("svg", *drawn, class_="span", role="img", aria_label=label, height=_HEIGHT)
