"""One row a name with its value at the end: bars from zero, or dots where no zero is needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.canvas import GAP, Caption, Size, element, in_both_sizes
from agdb.publication.chart.lettering import width, wrap
from agdb.publication.chart.scale import Scale, Ticks, tick_labels, ticks
from agdb.publication.wording.language import Language

_THICK, _APART = 18, 13
_ROW = 32
_MORE_BAR, _MORE_DOT = 7, 6  # what a row needs besides where its name takes two lines


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `text` is its value in words, or why there is none. `before` is a year earlier."""

    name: str
    value: float | None
    text: str
    before: float | None = None
    hollow: bool = False
    lower: float | None = None
    upper: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in the order given. `before` names the tick on each bar, if bars have one."""

    caption: Caption
    bars: tuple[Bar, ...]
    unit: str
    language: Language
    decimals: int
    suffix: str = ""
    before: str = ""

    @property
    def level_ticks(self) -> Ticks:
        """The ticks of an axis that need not start at zero."""
        return ticks(numbers(self.bars), about=4, finest=self.decimals)


def bar_chart(chart: BarChart) -> Markup:
    """Return the chart in both sizes."""
    return in_both_sizes(chart.caption, partial(draw_bars, chart))


def numbers(bars: tuple[Bar, ...]) -> list[float]:
    """Return all numbers that must fit on the axis."""
    every = [n for bar in bars for n in (bar.value, bar.before, bar.lower, bar.upper)]
    return [number for number in every if number is not None]


def draw_bars(chart: BarChart, size: Size) -> tuple[list[Markup], float]:
    """Return the elements of the bars, and their height."""
    beside = size.names < size.width
    left = _names_width(chart, size) if beside else 0.0
    marks = ticks([0.0, *numbers(chart.bars)], about=4, zero=True)
    texts = max(width(bar.text, size=size.font) for bar in chart.bars if bar.value is not None)
    x = Scale(marks.low, marks.high, left, size.width - texts - 2 * GAP)
    top = size.font + 14.0
    line = size.font + 4
    row = _THICK + _APART + (_more(chart, size) if beside else line)
    drawn = [element("text", _heading(chart), class_="unit", x=0, y=size.font)]
    for nth, bar in enumerate(chart.bars):
        y = top + nth * row
        drawn.append(_bar(bar, x=x, y=y, left=left, size=size, beside=beside))
    end = top + len(chart.bars) * row
    drawn.append(element("line", class_="grid zero", x1=x(0), x2=x(0), y1=top - 6, y2=end - 6))
    return drawn, end


def _names_width(chart: BarChart, size: Size) -> float:
    longest = max(width(bar.name, size=size.font) for bar in chart.bars)
    return min(longest, size.names) + GAP + 4


def _more(chart: BarChart, size: Size) -> int:
    """What rows need besides if a name takes two lines."""
    longest = max(width(bar.name, size=size.font) for bar in chart.bars)
    return _MORE_BAR if longest > size.names else 0


def _heading(chart: BarChart) -> str:
    if not chart.before:
        return chart.unit
    return chart.language.say("chart.before", unit=chart.unit)


def _bar(bar: Bar, *, x: Scale, y: float, left: float, size: Size, beside: bool) -> Markup:
    drawn: list[Markup] = []
    top, middle = y, y + _THICK / 2 + 5
    if beside:
        lines = wrap(bar.name, room=left - GAP, size=size.font)
        for nth, text in enumerate(lines):
            at = middle + (nth - (len(lines) - 1) / 2) * (size.font + 1)
            drawn.append(
                element("text", text, class_="name", x=left - GAP, y=at, text_anchor="end")
            )
    else:
        drawn.append(element("text", bar.name, class_="name", x=0, y=y + size.font - 2))
        y += size.font + 4
        middle = y + _THICK / 2 + 5
    drawn += _length(bar, x, y)
    end = max(x(number) for number in (0.0, bar.value, bar.upper, bar.before) if number is not None)
    kind = "absent" if bar.value is None else "value"
    drawn.append(element("text", bar.text, class_=kind, x=end + GAP, y=middle))
    return _grouped(bar, drawn, y=top, kind="bar")


def _grouped(bar: Bar, drawn: list[Markup], *, y: float, kind: str) -> Markup:
    """A row with what a script needs to sort it or pick it out: its name, place and value."""
    return element(
        "g",
        *drawn,
        class_=f"{kind} whole" if bar.whole else kind,
        data_name=bar.name,
        data_y=y,
        data_value=None if bar.value is None else repr(bar.value),
    )


def _length(bar: Bar, x: Scale, y: float) -> list[Markup]:
    drawn = []
    if bar.value is not None:
        start, end = sorted((x(0), x(bar.value)))
        drawn.append(
            element(
                "rect",
                class_="s1 hollow" if bar.hollow else "s1",
                x=start,
                y=y,
                width=end - start,
                height=_THICK,
            )
        )
    if bar.lower is not None and bar.upper is not None:
        at = y + _THICK / 2
        drawn.append(
            element("line", class_="range", x1=x(bar.lower), x2=x(bar.upper), y1=at, y2=at)
        )
    if bar.before is not None:
        at = x(bar.before)
        drawn.append(element("line", class_="before", x1=at, x2=at, y1=y - 3, y2=y + _THICK + 3))
    return drawn


def draw_dots(chart: BarChart, size: Size) -> tuple[list[Markup], float]:
    """Return the elements of the dots, and their height."""
    beside = size.names < size.width
    longest = max(width(bar.name, size=size.font) for bar in chart.bars)
    marks = chart.level_ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = width(labels[0], size=size.font) / 2 + 2
    if beside:
        left = min(longest, size.names) + GAP + 12
    texts = max(width(bar.text, size=size.font) for bar in chart.bars if bar.value is not None)
    x = Scale(marks.low, marks.high, left, size.width - texts - 2 * GAP)
    head = 0 if beside else size.font + 4
    top = 2 * size.font + 26.0
    row = _ROW + head + (_MORE_DOT if beside and longest > size.names else 0)
    end = top + len(chart.bars) * row
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    for tick, label in zip(marks.values, labels, strict=True):
        at = x(float(tick))
        kind = "grid zero" if not tick else "grid"
        drawn.append(element("line", class_=kind, x1=at, x2=at, y1=top - 4, y2=end))
        drawn.append(element("text", label, class_="tick", x=at, y=top - 11, text_anchor="middle"))
    for nth, bar in enumerate(chart.bars):
        y = top + nth * row + head + _ROW / 2 - 4
        drawn.append(_row(bar, x=x, y=y, left=left, size=size, beside=beside))
    return drawn, end + 4


def _row(bar: Bar, *, x: Scale, y: float, left: float, size: Size, beside: bool) -> Markup:
    drawn: list[Markup] = []
    if beside:
        lines = wrap(bar.name, room=left - GAP - 10, size=size.font)
        for nth, text in enumerate(lines):
            at = y + 5 + (nth - (len(lines) - 1) / 2) * (size.font + 1)
            drawn.append(
                element("text", text, class_="name", x=left - GAP - 10, y=at, text_anchor="end")
            )
    else:
        drawn.append(element("text", bar.name, class_="name", x=0, y=y - _ROW / 2))
    drawn += _marks(bar, x, y)
    shown = [n for n in (bar.value, bar.upper, bar.before) if n is not None]
    end = max((x(number) for number in shown), default=left)
    kind = "absent" if bar.value is None else "value"
    drawn.append(element("text", bar.text, class_=kind, x=end + GAP + 4, y=y + 5))
    return _grouped(bar, drawn, y=y, kind="dot")


def _marks(bar: Bar, x: Scale, y: float) -> list[Markup]:
    drawn = []
    if bar.lower is not None and bar.upper is not None:
        drawn.append(element("line", class_="range", x1=x(bar.lower), x2=x(bar.upper), y1=y, y2=y))
    if bar.before is not None and bar.value is not None:
        drawn.append(element("line", class_="shift", x1=x(bar.before), x2=x(bar.value), y1=y, y2=y))
    if bar.before is not None:
        drawn.append(element("circle", class_="before", cx=x(bar.before), cy=y, r=4))
    if bar.value is not None:
        kind = "s1 point hollow" if bar.hollow else "s1 point"
        drawn.append(element("circle", class_=kind, cx=x(bar.value), cy=y, r=6))
    return drawn
