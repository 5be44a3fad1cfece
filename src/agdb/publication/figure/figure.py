"""One figure of a page, what its charts share, and its description for who does not see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from agdb.programme.indicator import LinkFactor
from agdb.publication.chart.canvas import Draw
from agdb.publication.chart.stroke import Spot, Trace
from agdb.publication.figure.drawable import is_course
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series, follows, place
from agdb.publication.table.table import Table
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import is_provisional
from agdb.results.value import BEYOND
from agdb.statistics.number import printed
from agdb.statistics.period import Period


@dataclass(frozen=True, slots=True)
class FigureTitle:
    """The words around a figure: its name on the page, its heading, and what its rows are."""

    ident: str
    heading: str
    title: str
    names: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event under a chart: when, what, and where that stands."""

    when: str
    what: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A heading with what is under it. `drawing` is empty where a chart would say nothing.

    `draw` makes the same drawing in another size.

    The heading is read on the page of its indicator; chart and table have a title of their own.
    """

    ident: str
    heading: str
    subheading: str
    drawing: Markup
    notes: tuple[str, ...]
    table: Table
    events: tuple[EventLine, ...] = ()
    draw: Draw | None = None


def trace(series: Series, label: str) -> Trace:
    """Return `series` as it is drawn: published numbers at their places in time."""
    spots = _spots(series.points)
    if not is_course(series):
        spots = tuple(replace(spot, joined=False) for spot in spots)
    return Trace(label, spots, _spots(series.forecast), _spots(series.linked))


def _spots(points: tuple[Point, ...]) -> tuple[Spot, ...]:
    earlier = (None, *points)[: len(points)]
    return tuple(_spot(point, before) for before, point in zip(earlier, points, strict=True))


def _spot(point: Point, before: Point | None) -> Spot:
    low, high = point.value.lower_95, point.value.upper_95
    return Spot(
        at=place(point.period),
        value=None if point.number is None else float(point.number),
        lower=point.value.lower,
        upper=point.value.upper,
        outer=None if low is None or high is None else (low, high),
        hollow=is_provisional(point.value),
        broken=point.broken,
        joined=before is None or follows(point.period, before.period),
        untested=point.value.mark == BEYOND,
    )


def describe_line(series: Series, *, label: str, quantity: Quantity) -> str:
    """Return the course of one series: first, highest, lowest and last value, gaps and marks."""
    known = series.known
    if not known:
        return quantity.language.say("describe.none", label=label)
    low = min(known, key=lambda point: point.number or 0)
    high = max(known, key=lambda point: point.number or 0)
    said = quantity.language.say(
        "describe.line",
        label=label,
        first=_at(known[0], quantity),
        high=_at(high, quantity),
        low=_at(low, quantity),
        last=_at(known[-1], quantity),
    )
    return " ".join([said, *_remarks(series, quantity)])


def describe_ranking(points: list[tuple[str, Point]], *, quantity: Quantity) -> str:
    """Return the highest and lowest of named values, and how many have none."""
    language = quantity.language
    known = [(name, point) for name, point in points if point.number is not None]
    if not known:
        return language.say("describe.no-values")
    ordered = sorted(known, key=lambda pair: pair[1].number or 0)
    said = language.say(
        "describe.ranking",
        n=len(known),
        high=_named(*ordered[-1], quantity),
        low=_named(*ordered[0], quantity),
    )
    missing = len(points) - len(known)
    return f"{said} {language.say('describe.missing', n=missing)}" if missing else said


def _remarks(series: Series, quantity: Quantity) -> list[str]:
    language = quantity.language
    provisional = sum(is_provisional(point.value) for point in series.known)
    breaks = [period_name(point.period, language) for point in series.points if point.broken]
    pairs = zip(series.known, series.known[1:], strict=False)
    gaps = sum(not follows(later.period, earlier.period) for earlier, later in pairs)
    said = []
    if gaps:
        said.append(language.say("describe.gaps", n=gaps))
    if provisional:
        said.append(language.say("describe.provisional", n=provisional))
    if breaks:
        said.append(language.say("describe.breaks", periods=language.listing(breaks)))
    if series.linked:
        said.append(language.say("describe.linked", n=len(series.linked)))
    if series.forecast:
        last = period_name(series.forecast[-1].period, language)
        said.append(language.say("describe.forecast", last=last))
    return said


def _at(point: Point, quantity: Quantity) -> str:
    assert point.number is not None, "only points with a number are described"
    return f"{quantity.short(point.number)} ({period_name(point.period, quantity.language)})"


def _named(name: str, point: Point, quantity: Quantity) -> str:
    assert point.number is not None, "only points with a number are described"
    return f"{name} ({quantity.short(point.number)})"


def linked_notes(reading: Reading) -> list[str]:
    """Return for each break with a factor how large that is, between which bounds, by whom."""
    return [
        _note(reading, Period.parse(one.period), one.link)
        for one in reading.definition.breaks
        if one.link is not None
    ]


def _note(reading: Reading, period: Period, link: LinkFactor) -> str:
    language = reading.language

    def figure(number: float) -> str:
        digits = printed(number).partition(".")[2]
        return language.figure(Decimal(repr(number)), decimals=len(digits))

    return language.say(
        "linked.note",
        period=period_name(period, language),
        factor=figure(link.factor),
        low=figure(link.low),
        high=figure(link.high),
        evidence=language.words(link.evidence).rstrip("."),
        source=link.source,
    )
