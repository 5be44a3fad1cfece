"""What is said about a chart to those who do not see it, written from the data."""

from __future__ import annotations

from agdb.publication.reading.series import Point, Series
from agdb.publication.reading.timeline import follows
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import is_provisional


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
