"""Sentences about a series, written from its data in plain and neutral words."""

from __future__ import annotations

from agdb.publication.reading.change import Change, ChangeOutcome, Changes, Course
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.language import Language, lowered, raised
from agdb.publication.wording.period import period_in, period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import absence, marks


def member_sentence(point: Point, *, member: str, quantity: Quantity) -> str:
    """Return one sentence with a figure of a member that does not stand in front, or of a region.

    The sentence of the indicator is about those in front only.
    """
    assert point.number is not None, "only a figure is told"
    said = quantity.language.say(
        "sentence.member",
        member=raised(member),
        value=quantity.full(point.number),
        period=lowered(period_in(point.period, quantity.language)),
    )
    return f"{said}{bracket([point], quantity=quantity)}."


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
    changes: Changes, *, quantity: Quantity, quoted: int = 0, brief: bool = False
) -> str:
    """Return what the newest figure is held against in words, or why it is not.

    `quoted` is how many figures were quoted from a publication. A difference within the margin of
    both is told as no clear change, with `brief` without numbers.
    """
    language = quantity.language
    if changes.short is None:
        if changes.broken is not None:
            period = period_name(changes.broken.period, language)
            return language.say("sentence.break", period=period)
        if quoted:
            return language.say("sentence.quoted", quoted)
        return language.say("sentence.no-comparison")
    said = (
        _yearly(changes.short, quantity, brief=brief)
        if changes.short.yearly
        else since_sentence(changes.short, quantity)
    )
    if changes.long is None:
        return said
    since = lowered(since_sentence(changes.long, quantity))
    return f"{said} {language.say('sentence.longer', since=since)}"


def course_sentence(course: Course, language: Language) -> str:
    """Return whether a change goes where the plan wants; empty where it wants nothing."""
    return "" if course is Course.NONE else language.say(f"course.sentence.{course.value}")


def _yearly(change: Change, quantity: Quantity, *, brief: bool) -> str:
    language = quantity.language
    match change.outcome:
        case ChangeOutcome.SAME:
            return language.say("sentence.same")
        case ChangeOutcome.UNCLEAR if brief:
            return language.say("sentence.unclear.all", 1)
        case ChangeOutcome.UNCLEAR:
            return language.say("sentence.unclear", None, **_difference(change, quantity))
        case outcome:
            key = f"sentence.{quantity.comparison}.{outcome.value}"
            size = quantity.difference(change.difference)
            return f"{language.say(key, size=size)}{_percent(change, language)}."


def since_sentence(change: Change, quantity: Quantity) -> str:
    """Return the earlier figure with its period, and how much higher the newest one is."""
    assert change.earlier.number is not None, "an earlier figure has a number"
    language = quantity.language
    parts = {
        "period": period_in(change.earlier.period, language),
        "value": quantity.said(change.earlier.number),
    }
    match change.outcome:
        case ChangeOutcome.SAME:
            return language.say("sentence.since.same", None, **parts)
        case ChangeOutcome.UNCLEAR:
            told = parts | _difference(change, quantity)
            return language.say("sentence.since.unclear", None, **told)
        case outcome:
            key = f"sentence.since.{quantity.comparison}.{outcome.value}"
            size = _size(change, quantity)
            counted = int(quantity.ones(change.earlier.number))
            return f"{language.say(key, counted, **parts, size=size)}{_percent(change, language)}."


def _size(change: Change, quantity: Quantity) -> str:
    """How much the newest figure is higher; of things counted the value has named them already."""
    if quantity.comparison == "counted":
        return quantity.plain(abs(change.difference))
    return quantity.difference(change.difference)


def _difference(change: Change, quantity: Quantity) -> dict[str, str]:
    assert change.margin is not None, "only a difference with a margin is unclear"
    return {
        "difference": quantity.difference(change.difference),
        "margin": quantity.difference(quantity.round(change.margin)),
    }


def _percent(change: Change, language: Language) -> str:
    if change.percent is None:
        return ""
    return f" ({language.signed(change.percent, decimals=1)}%)"


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


def _margin(point: Point, quantity: Quantity) -> str:
    value = point.value
    if value.lower is None or value.upper is None:
        return ""
    lower, upper = quantity.round(value.lower), quantity.round(value.upper)
    return quantity.language.say(
        "sentence.margin", lower=quantity.plain(lower), upper=quantity.plain(upper)
    )
