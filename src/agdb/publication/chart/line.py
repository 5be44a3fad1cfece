"""Lines over time: with band, gaps left open, provisional points hollow, forecast dashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.axis import GAP, tick_labels, value_axis, year_axis
from agdb.publication.chart.canvas import Size, Told, in_both_sizes
from agdb.publication.chart.ending import Ending, endings
from agdb.publication.chart.lettering import width
from agdb.publication.chart.scale import Scale, Ticks, ticks
from agdb.publication.chart.stroke import Spot, Trace, break_places, extent, strokes
from agdb.publication.chart.svg import element
from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency

_TOP = 34
_BOTTOM = 34
_COURSE = 5  # with fewer values in a series the axis starts at zero: two points are no course
_FEW = 16  # up to this many values of a series each gets a marker


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything that is drawn, with about `steps` steps on the value axis.

    `value_label` writes a value at the end of its line; `decimals` are those of the values.
    """

    told: Told
    traces: tuple[Trace, ...]
    frequency: Frequency
    unit: str
    suffix: str
    language: Language
    decimals: int
    steps: int
    value_label: Callable[[Spot], str]

    @property
    def ticks(self) -> Ticks:
        """The ticks of the value axis."""
        low, high = extent(self.traces)
        return ticks([low, high], about=self.steps, finest=self.decimals, zero=self._short)

    @property
    def _short(self) -> bool:
        """Whether no trace has enough values for its moves to be looked at from nearby."""
        return all(
            sum(spot.value is not None for spot in (*trace.spots, *trace.forecast)) < _COURSE
            for trace in self.traces
        )


def line_chart(chart: LineChart) -> Markup:
    """Return the chart in both sizes; the traces must hold at least one value."""
    return in_both_sizes(chart.told, partial(_draw, chart))


def _draw(chart: LineChart, size: Size) -> tuple[list[Markup], float]:
    marks = chart.ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = max(width(label, size=size.font) for label in labels) + GAP
    last = [_end(trace) for trace in chart.traces]
    room = _room_for_endings(chart, last, size)
    right, bottom = size.width - room, size.height - _BOTTOM
    y = Scale(marks.low, marks.high, bottom, _TOP)
    x = _time_scale(chart.traces, left + GAP, right)
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    drawn += value_axis(marks, labels, scale=y, left=left, right=right)
    drawn += year_axis(
        first=x.low, last=x.high, frequency=chart.frequency, scale=x, bottom=bottom, size=size.font
    )
    drawn += _breaks(chart, x, top=_TOP, bottom=bottom, size=size)
    drawn += _observed(chart, x, y)
    for nth, trace in enumerate(chart.traces, start=1):
        drawn.append(strokes(trace, x=x, y=y, nth=nth, few=_FEW))
    drawn += endings(
        [
            Ending(_name(chart, trace), chart.value_label(spot), x(spot.at), y(spot.y))
            for trace, spot in zip(chart.traces, last, strict=True)
        ],
        at=right,
        room=room - GAP - 4,
        size=size,
        bottom=bottom,
    )
    return drawn, size.height


def _end(trace: Trace) -> Spot:
    """The newest spot that has a value: there the line ends, and its label stands."""
    known = [spot for spot in (*trace.spots, *trace.forecast) if spot.value is not None]
    return max(known, key=lambda spot: spot.at)


def _room_for_endings(chart: LineChart, last: list[Spot], size: Size) -> float:
    values = [width(chart.value_label(spot), size=size.font + 1) for spot in last]
    names = [width(_name(chart, trace), size=size.font) for trace in chart.traces]
    wanted = max(*names, *values)
    return min(wanted, size.end_labels) + 2 * GAP


def _name(chart: LineChart, trace: Trace) -> str:
    """What stands at the end of a line besides its value: one line alone needs no name."""
    label = trace.label if len(chart.traces) > 1 else ""
    forecast = chart.language.say("chart.forecast") if trace.forecast else ""
    return ", ".join(part for part in (label, forecast) if part)


def _observed(chart: LineChart, x: Scale, y: Scale) -> list[Markup]:
    """The last observed value in words, where the line goes on as a forecast."""
    drawn = []
    for trace in chart.traces:
        known = [spot for spot in trace.spots if spot.value is not None]
        if trace.forecast and known:
            text, last = chart.value_label(known[-1]), known[-1]
            drawn.append(
                element(
                    "text",
                    text,
                    class_="value",
                    x=x(last.at),
                    y=y(last.y) - 12,
                    text_anchor="middle",
                )
            )
    return drawn


def _time_scale(traces: tuple[Trace, ...], start: float, end: float) -> Scale:
    places = [spot.at for trace in traces for spot in (*trace.spots, *trace.forecast)]
    low, high = min(places), max(places)
    return Scale(low, high if high > low else low + 1, start, end)


def _breaks(chart: LineChart, x: Scale, *, top: float, bottom: float, size: Size) -> list[Markup]:
    """Upright lines where a series breaks, in words where there is room for them."""
    drawn = []
    words = chart.language.say("chart.break")
    wide = width(words, size=size.font)
    taken = 0.0
    for place in break_places(chart.traces):
        at = x(place)
        drawn.append(element("line", class_="break", x1=at, x2=at, y1=top, y2=bottom))
        start = at + 5 if at + 5 + wide < x.end else at - 5 - wide
        if start > taken:
            y = top + size.font - 2
            drawn.append(element("text", words, class_="note", x=start, y=y))
            taken = start + wide
    return drawn
