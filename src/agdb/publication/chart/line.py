"""Lines over time, in one frame or each in its own: with band, gaps, and the forecast dashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.canvas import GAP, Caption, Size, element, group, in_both_sizes
from agdb.publication.chart.event import (
    EventMark,
    named_events,
    row_height,
    rows_of,
    upright,
    visible,
)
from agdb.publication.chart.lettering import Ending, endings, width, wrap
from agdb.publication.chart.scale import (
    Scale,
    Ticks,
    tick_labels,
    ticks,
    value_axis,
    year_axis,
)
from agdb.publication.chart.stroke import Spot, Trace, break_places, extent, strokes
from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency

_TOP = 34
_BOTTOM = 34
COURSE = 5  # with fewer values in a series the axis starts at zero: two points are no course
_FEW = 16  # up to this many values of a series each gets a marker
_HEIGHT, _APART = 92, 18


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything that is drawn, with about `steps` steps on the value axis.

    `value_label` writes a value at the end of its line; `decimals` are those of the values.
    """

    caption: Caption
    traces: tuple[Trace, ...]
    frequency: Frequency
    unit: str
    suffix: str
    language: Language
    decimals: int
    steps: int
    value_label: Callable[[Spot], str]
    events: tuple[EventMark, ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        """The first and last place in time."""
        spots = [spot for one in self.traces for spot in (*one.spots, *one.forecast)]
        places = [spot.at for spot in spots]
        return min(places), max(places)

    @property
    def marked(self) -> tuple[EventMark, ...]:
        """The events that lie on its time axis."""
        return visible(self.events, *self.span)

    @property
    def ticks(self) -> Ticks:
        """The ticks of the value axis."""
        low, high = extent(self.traces)
        return ticks([low, high], about=self.steps, finest=self.decimals, zero=self._short)

    @property
    def _short(self) -> bool:
        """Whether no trace has enough values for its moves to be looked at from nearby."""
        return all(
            sum(spot.value is not None for spot in (*trace.spots, *trace.forecast)) < COURSE
            for trace in self.traces
        )


def line_chart(chart: LineChart) -> Markup:
    """Return the chart in both sizes; the traces must hold at least one value."""
    return in_both_sizes(chart.caption, partial(draw_lines, chart))


def draw_lines(chart: LineChart, size: Size) -> tuple[list[Markup], float]:
    """Return the elements of all traces in one frame, and their height."""
    marks = chart.ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = max(width(label, size=size.font) for label in labels) + GAP
    last = [_end(trace) for trace in chart.traces]
    room = _room_for_endings(chart, last, size)
    right = size.width - room
    x = _time_scale(chart, left + GAP, right)
    top = _TOP + rows_of(chart.marked, x, size) * row_height(size)
    bottom = top + size.height - _TOP - _BOTTOM
    y = Scale(marks.low, marks.high, bottom, top)
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    drawn += value_axis(marks, labels, scale=y, left=left, right=right)
    drawn += year_axis(
        first=x.low, last=x.high, frequency=chart.frequency, scale=x, bottom=bottom, size=size.font
    )
    drawn += named_events(chart.marked, x, top=top, bottom=bottom, size=size)
    drawn += _breaks(chart, x, top=top, bottom=bottom, size=size)
    drawn += _observed(chart, x, y)
    drawn.append(_plot(x, top=top, bottom=bottom))
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
    return drawn, bottom + _BOTTOM


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


def _time_scale(chart: LineChart, start: float, end: float) -> Scale:
    low, high = chart.span
    return Scale(low, high if high > low else low + 1, start, end)


def _plot(x: Scale, *, top: float, bottom: float) -> Markup:
    """Where the axis of time runs, for a script that tells the values of a period."""
    ends = " ".join(repr(float(end)) for end in (x.low, x.high, x.start, x.end))
    return element("line", class_="cursor", x1=0, x2=0, y1=top, y2=bottom, data_axis=ends)


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


def draw_frames(chart: LineChart, size: Size) -> tuple[list[Markup], float]:
    """Return the elements of each trace in a frame of its own, and their height."""
    columns = 3 if size.name == "wide" else 2
    marks = chart.ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = max(width(label, size=size.font) for label in labels) + GAP
    room = (size.width - left - (columns - 1) * _APART) / columns
    head = 2 * (size.font + 2)
    row = head + _HEIGHT + size.font + 2 * _APART
    first, last = chart.span
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    for nth, one in enumerate(chart.traces):
        down, across = divmod(nth, columns)
        start = left + across * (room + _APART)
        top = size.font + 10 + down * row + head
        y = Scale(marks.low, marks.high, top + _HEIGHT, top)
        x = Scale(first, last, start + 6, start + room - 6)
        drawn.append(_frame(chart, one, x=x, y=y, size=size, room=room))
        for mark in chart.marked:
            kind = "event firm" if mark.firm else "event"
            drawn.append(group(upright(mark, x, top=top, bottom=top + _HEIGHT), class_=kind))
        for tick, label in zip(marks.values, labels, strict=True):
            at = y(float(tick))
            kind = "grid zero" if not tick else "grid"
            drawn.append(element("line", class_=kind, x1=start, x2=start + room, y1=at, y2=at))
            if not across:
                drawn.append(
                    element(
                        "text", label, class_="tick", x=start - GAP, y=at + 5, text_anchor="end"
                    )
                )
        drawn.append(strokes(one, x=x, y=y, nth=1))
    rows = -(-len(chart.traces) // columns)
    return drawn, size.font + 10 + rows * row


def _frame(chart: LineChart, one: Trace, *, x: Scale, y: Scale, size: Size, room: float) -> Markup:
    known = [spot for spot in one.spots if spot.value is not None]
    newest = known[-1]
    value = chart.value_label(newest)
    name = wrap(one.label, room=room - width(value, size=size.font) - GAP, size=size.font)
    left, right, bottom = x.start - 6, x.end + 6, y.start
    top = y.end - 10
    school = chart.frequency.value == "school-year"
    texts = [
        element(
            "text", line, class_="name", x=left, y=top - (len(name) - 1 - nth) * (size.font + 1)
        )
        for nth, line in enumerate(name)
    ]
    texts.append(element("text", value, class_="value", x=right, y=top, text_anchor="end"))
    for place, at, anchor in ((x.low, left, "start"), (x.high, right, "end")):
        year = int(place + 0.001)
        label = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
        texts.append(
            element(
                "text", label, class_="tick", x=at, y=bottom + size.font + 5, text_anchor=anchor
            )
        )
    return group(texts)
