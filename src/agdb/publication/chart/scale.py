"""From data to places on the drawing: a linear scale, its ticks, and the axes at them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.chart.canvas import GAP, element
from agdb.publication.chart.lettering import width
from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency

_STEPS = (1, 2, 2.5, 5, 10)
_NEAR_ZERO = 0.45  # a lowest value under this part of the highest: the axis starts at zero

_LEAST_SPAN = 0.1  # of the highest value: what an axis shows at least
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps `low` to `start` and `high` to `end`.

    >>> Scale(0, 10, 100, 200)(5)
    150.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of `value`."""
        span = self.high - self.low
        return self.start + (value - self.low) / span * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round numbers that hold all the data between them, and the decimals they need."""

    values: tuple[Decimal, ...]
    decimals: int

    @property
    def low(self) -> float:
        """The lowest tick."""
        return float(self.values[0])

    @property
    def high(self) -> float:
        """The highest tick."""
        return float(self.values[-1])

    @property
    def from_zero(self) -> bool:
        """Whether zero is on the axis."""
        return self.low <= 0 <= self.high


def ticks(
    values: list[float], *, about: int, zero: bool = False, finest: int | None = None
) -> Ticks:
    """Return about `about` steps around `values`; `zero` keeps zero in, as bars must.

    Without `zero` the axis starts at zero all the same if the lowest value is not far above it, and
    spans at least a tenth of the highest, so that small moves look small. No step is finer than the
    last of `finest` decimals.

    >>> [str(tick) for tick in ticks([3.0, 41.0], about=5).values]
    ['0', '10', '20', '30', '40', '50']
    """
    low, high = _span(min(values), max(values), zero=zero)
    step = _step((high - low) / about)
    if finest is not None:
        step = max(step, Decimal(1).scaleb(-finest))
    first, last = _floor(low, step), -_floor(-high, step)
    number = int((last - first) / step)
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    unit = Decimal(1).scaleb(-decimals)
    shown = tuple((first + step * nth).quantize(unit) for nth in range(number + 1))
    return Ticks(shown, decimals)


def _span(low: float, high: float, *, zero: bool) -> tuple[float, float]:
    """The part of the number line that an axis must show for data from `low` to `high`."""
    if zero or (low >= 0 and low <= _NEAR_ZERO * high):
        low = min(low, 0.0)
    if zero or (high <= 0 and high >= _NEAR_ZERO * low):
        high = max(high, 0.0)
    lacking = _LEAST_SPAN * max(abs(low), abs(high)) - (high - low)
    if lacking > 0:
        low, high = low - lacking / 2, high + lacking / 2
    return (low, high) if high > low else (0.0, 1.0)


def _step(rough: float) -> Decimal:
    power = math.floor(math.log10(rough))
    size = next((s for s in _STEPS if rough <= s * 10.0**power * 1.0001), _STEPS[-1])
    return Decimal(str(size)).scaleb(power)


def _floor(value: float, step: Decimal) -> Decimal:
    return Decimal(math.floor(Decimal(repr(value)) / step)) * step


def tick_labels(ticks: Ticks, language: Language, *, suffix: str) -> list[str]:
    """Return the text of each tick in the digits of the language."""
    return [language.figure(tick, decimals=ticks.decimals) + suffix for tick in ticks.values]


def value_axis(
    ticks: Ticks, labels: list[str], *, scale: Scale, left: float, right: float
) -> list[Markup]:
    """Return horizontal lines at the ticks with their labels at the left; zero is drawn firmer."""
    drawn = []
    for tick, label in zip(ticks.values, labels, strict=True):
        y = scale(float(tick))
        kind = "grid zero" if not tick else "grid"
        drawn.append(element("line", class_=kind, x1=left, x2=right, y1=y, y2=y))
        drawn.append(
            element("text", label, class_="tick", x=left - GAP, y=y + 5, text_anchor="end")
        )
    return drawn


def year_axis(
    *, first: float, last: float, frequency: Frequency, scale: Scale, bottom: float, size: float
) -> list[Markup]:
    """Return ticks and labels for years between the places `first` and `last`.

    Within a year the tick stands at its first period, and the label is under the year if every
    year has one.
    """
    school = frequency is Frequency.SCHOOL_YEAR
    inside = (frequency.per_year or 2) > 1
    room = width("2000/01" if school else "2000", size=size) + 2 * GAP
    per_year = abs(scale(first + 1) - scale(first))
    step = next((s for s in _YEAR_STEPS if s * per_year >= room), _YEAR_STEPS[-1])
    drawn = []
    for year in range(math.ceil(first / step) * step, math.floor(last) + 1, step):
        x = scale(year)
        drawn.append(element("line", class_="tick", x1=x, x2=x, y1=bottom, y2=bottom + 5))
        label = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
        middle = x + (per_year * 3 / 8 if inside and step == 1 and last - year > 0.5 else 0)
        drawn.append(
            element("text", label, class_="tick", x=middle, y=bottom + 21, text_anchor="middle")
        )
    return drawn
