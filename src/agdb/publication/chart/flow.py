"""A flow of amounts from step to step: bars on one scale, a ribbon to what is part of another.

The fuller the fill, the firmer the amount. It knows no money: steps, labels and fills are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import NARROW, SIZES, Caption, Size, canvas, element
from agdb.publication.chart.lettering import wrap

_WIDTH: Final = 1120
_TOP: Final = 112
_BAR: Final = 26
_TALLEST: Final = 230
_GAP: Final = 18
_LINE: Final = 19
_THIN: Final = 2.0  # a zero is an amount: a line, so that it is seen


@dataclass(frozen=True, slots=True)
class FlowBar:
    """An amount: `value` of None is not known and drawn dashed, as high as `as_high_as`.

    `step` is the column it stands in; `whole` the ident of the bar that it is taken from.
    """

    ident: str
    step: int
    value: float | None
    fill: str
    label: str
    kind: str
    moment: str
    whole: str | None = None
    as_high_as: float = 0.0

    @property
    def size(self) -> float:
        """What its height stands for."""
        return self.as_high_as if self.value is None else self.value


def flow(caption: Caption, bars: Sequence[FlowBar]) -> Markup:
    """Return the drawing for a laptop, steps side by side, and for a phone, one below another."""
    wide = Size("wide", _WIDTH, 0, SIZES[0].font, 0, 0)
    drawings = []
    for size, draw in ((wide, _side_by_side), (NARROW, _below)):
        hatch = f"{caption.ident}-{size.name}-hatch"
        drawn, height = draw(bars, hatch)
        drawings.append(canvas(caption, size, [_hatching(hatch), *drawn], height))
    return Markup("").join(drawings)


def _hatching(ident: str) -> Markup:
    line = element("line", class_="hatch-line", x1=0, y1=0, x2=0, y2=6)
    pattern = element(
        "pattern",
        line,
        id=ident,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _rectangle(bar: FlowBar, hatch: str, **place: float) -> Markup:
    fill = f"url(#{hatch})" if bar.fill == "f1" else None
    return element("rect", class_=f"firm {bar.fill}", fill=fill, **place)


def _side_by_side(bars: Sequence[FlowBar], hatch: str) -> tuple[list[Markup], float]:
    steps = sorted({bar.step for bar in bars})
    room = _WIDTH / max(1, len(steps))
    most = max((bar.size for bar in bars), default=0.0) or 1.0
    places: dict[str, tuple[float, float, float]] = {}
    rectangles, texts = [], []
    lowest = float(_TOP)
    for nth, step in enumerate(steps):
        here = [bar for bar in bars if bar.step == step]
        x, y = nth * room + 1, float(_TOP)
        texts += _heading(here[0], x=x, room=room - 12)
        for at, bar in enumerate(here):
            height = max(bar.size / most * _TALLEST, _THIN)
            places[bar.ident] = (x, y, height)
            rectangles.append(_rectangle(bar, hatch, x=x, y=y, width=_BAR, height=height))
            if at:
                said = wrap(f"{bar.label} {bar.kind}", room=room - _BAR - 20, size=15, lines=4)
                texts += _lines(said, x=x + _BAR + 8, y=y + 13, class_="soft")
                height = max(height, len(said) * _LINE)
            y += height + _GAP
        lowest = max(lowest, y)
    return [*_ribbons(bars, places), *rectangles, *texts], lowest


def _heading(bar: FlowBar, *, x: float, room: float) -> list[Markup]:
    return [
        element("text", bar.label, class_="big", x=x, y=20),
        *_lines(wrap(bar.kind, room=room, size=15), x=x, y=42),
        element("text", bar.moment, class_="soft", x=x, y=_TOP - 12),
    ]


def _lines(lines: Sequence[str], *, x: float, y: float, class_: str | None = None) -> list[Markup]:
    return [
        element("text", line, class_=class_, x=x, y=y + nth * _LINE)
        for nth, line in enumerate(lines)
    ]


def _ribbons(
    bars: Sequence[FlowBar], places: dict[str, tuple[float, float, float]]
) -> list[Markup]:
    """From the right of a whole to the left of its parts, one under another as they come."""
    used: dict[str, float] = {}
    found = []
    for bar in bars:
        if bar.whole not in places or bar.whole is None:
            continue
        (x1, y1, tall), (x2, y2, height) = places[bar.whole], places[bar.ident]
        start = y1 + used.get(bar.whole, 0.0)
        if x2 <= x1 or start + height > y1 + tall + 1:
            continue  # more was asked than there is, or it stands in the same step
        used[bar.whole] = used.get(bar.whole, 0.0) + height
        left, right = x1 + _BAR, x2
        found.append(_ribbon(left, right, (start, start + height), (y2, y2 + height)))
    return found


def _ribbon(
    left: float, right: float, begin: tuple[float, float], end: tuple[float, float]
) -> Markup:
    middle = (left + right) / 2
    (a, b), (c, d) = begin, end
    upper = f"M{left:.1f},{a:.1f}C{middle:.1f},{a:.1f} {middle:.1f},{c:.1f} {right:.1f},{c:.1f}"
    lower = f"V{d:.1f}C{middle:.1f},{d:.1f} {middle:.1f},{b:.1f} {left:.1f},{b:.1f}Z"
    return element("path", class_="ribbon", d=upper + lower)


def _below(bars: Sequence[FlowBar], hatch: str) -> tuple[list[Markup], float]:
    most = max((bar.size for bar in bars), default=0.0) or 1.0
    drawn: list[Markup] = []
    y = 20.0
    for bar in bars:
        lines = wrap(bar.kind, room=NARROW.width - 4, size=15, lines=2)
        drawn.append(element("text", bar.label, class_="big", x=0, y=y))
        drawn += _lines(lines, x=0, y=y + 21)
        y += 21 + len(lines) * _LINE
        if bar.moment:
            drawn.append(element("text", bar.moment, class_="soft", x=0, y=y))
            y += 10
        width = max(bar.size / most * (NARROW.width - 4), _THIN)
        drawn.append(_rectangle(bar, hatch, x=1, y=y, width=width, height=18))
        y += 18 + 32
    return drawn, y - 12
