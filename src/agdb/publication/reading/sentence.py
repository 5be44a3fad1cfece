"""Sentences about a series, written from its data in plain and neutral words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.period import period_in, period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import absence, remark
from agdb.statistics.number import rounded


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
    parts = [remark(point.value, language), _margin(point, quantity)]
    told = ", ".join(part for part in parts if part)
    opening = period_in(point.period, language)
    bracket = f" ({told})" if told else ""
    if not strong:
        return language.say("sentence.latest", period=opening, place=place, value=value) + (
            f"{bracket}."
        )
    marked = Markup("<strong>{}</strong>").format(value)
    said = language.say_markup("sentence.latest", period=opening, place=place, value=marked)
    return said + f"{bracket}."


def change_sentence(series: Series, *, quantity: Quantity, quoted: bool) -> str:
    """Return one sentence that compares the latest value with a year earlier, or why not."""
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
    return _compared(change_of(latest, earlier, quantity=quantity), quantity)


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
    return language.say(
        "sentence.missing", period=period_name(newest.period, language), reason=reason
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
