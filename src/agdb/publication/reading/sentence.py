"""Sentences about a series, written from its data in plain and neutral words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from agdb.indicators.margin import clearly_differ
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.period import period_in, period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import absence, marks
from agdb.statistics.number import rounded
from agdb.statistics.status import ObservationStatus


@dataclass(frozen=True, slots=True)
class Change:
    """The difference with a year earlier: of the published numbers, and in percent if counted."""

    difference: Decimal
    percent: Decimal | None


def latest_sentence(
    point: Point, *, place: str, quantity: Quantity, strong: bool = False
) -> str | Markup:
    """Return one sentence with the value of `point` for `place`, with its remark and margin.

    `strong` gives markup in which the value stands out.
    """
    language = quantity.language
    assert point.number is not None, "the latest point has a number"
    value = quantity.full(point.number)
    expected = point.value.status is ObservationStatus.FORECAST
    key = "sentence.expected" if expected else "sentence.latest"
    opening = period_in(point.period, language)
    remark = bracket([point], quantity=quantity)
    if not strong:
        return language.say(key, period=opening, place=place, value=value) + f"{remark}."
    marked = Markup("<strong>{}</strong>").format(value)
    said = language.say_markup(key, period=opening, place=place, value=marked)
    return said + f"{remark}."


def bracket(points: list[Point], *, quantity: Quantity) -> str:
    """Return what stands in brackets behind a sentence with these figures, empty if nothing.

    The remarks on any of them, and the margin where there is one figure. That a figure is expected
    is left out: the sentence says so itself.
    """
    language = quantity.language
    forecast = language.say("status.forecast")
    meanings = [mark.meaning for point in points for mark in marks(point.value, language)]
    remarks = [one for one in dict.fromkeys(meanings) if one != forecast]
    margins = [_margin(point, quantity) for point in points] if len(points) == 1 else []
    told = ", ".join(part for part in (language.listing(remarks), *margins) if part)
    return f" ({told})" if told else ""


def change_sentence(
    series: Series,
    *,
    quantity: Quantity,
    quoted: bool,
    margin: Callable[[Point], float | None] | None = None,
) -> str:
    """Return one sentence that compares the latest value with a year earlier, or why not.

    `margin` gives the sampling margin of a value: a difference within the margin of both is told
    as no clear change.
    """
    language = quantity.language
    latest = series.latest
    if quoted:
        return language.say("sentence.quoted")
    if latest is None or (before := latest.period.year_before()) is None:
        return ""
    earlier = series.at(before)
    if earlier is None or earlier.number is None:
        return language.say("sentence.no-comparison")
    if _broken_between(series, earlier, latest):
        return language.say("sentence.break", period=period_name(before, language))
    change = change_of(latest, earlier, quantity=quantity)
    widths = (margin(latest), margin(earlier)) if margin is not None else (None, None)
    return _unclear(change, widths, quantity) or _compared(change, quantity)


def _unclear(change: Change, widths: tuple[float | None, float | None], quantity: Quantity) -> str:
    """Return that there is no clear change, empty where there is one or no margin is known."""
    one, other = widths
    if one is None or other is None:
        return ""
    if clearly_differ(float(change.difference), 0.0, margins=(one, other)):
        return ""
    language = quantity.language
    return language.say(
        "sentence.unclear",
        difference=language.signed(change.difference, decimals=quantity.decimals),
        margin=quantity.difference(quantity.round(math.hypot(one, other))),
    )


def _compared(change: Change, quantity: Quantity) -> str:
    language = quantity.language
    if not change.difference:
        return language.say("sentence.same")
    direction = "up" if change.difference > 0 else "down"
    size = quantity.difference(change.difference)
    said = language.say(f"sentence.{quantity.comparison}.{direction}", size=size)
    if change.percent is None:
        return f"{said}."
    return f"{said} ({language.signed(change.percent, decimals=1)}%)."


def change_of(latest: Point, earlier: Point, *, quantity: Quantity) -> Change:
    """Return the difference of two published numbers, and in percent where that has a meaning."""
    assert latest.number is not None, "both points have a number"
    assert earlier.number is not None, "both points have a number"
    difference = latest.number - earlier.number
    if not quantity.counted or earlier.number <= 0:
        return Change(difference, None)
    return Change(difference, rounded(float(100 * difference / earlier.number), decimals=1))


def missing_sentence(series: Series, *, quantity: Quantity) -> str:
    """Return one sentence if the newest period has no value, else an empty text."""
    newest = series.points[-1] if series.points else None
    if newest is None or newest.number is not None:
        return ""
    language = quantity.language
    reason = absence(newest.value, language).meaning
    between = quantity.between(newest.value.lower, newest.value.upper)
    told = ", ".join(part for part in (reason, between) if part)
    return language.say(
        "sentence.missing", period=period_name(newest.period, language), reason=told
    )


def _broken_between(series: Series, earlier: Point, latest: Point) -> bool:
    return any(
        point.broken and earlier.period < point.period <= latest.period for point in series.points
    )


def _margin(point: Point, quantity: Quantity) -> str:
    value = point.value
    if value.lower is None or value.upper is None:
        return ""
    lower, upper = quantity.round(value.lower), quantity.round(value.upper)
    return quantity.language.say(
        "sentence.margin", lower=quantity.short(lower), upper=quantity.short(upper)
    )
