"""Sentences that several pages share: how old a figure is, and a whole release."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agdb.indicators.value import Input
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period


def age_sentence(period: Period, inputs: tuple[Input, ...], language: Language) -> str:
    """Return the age of a figure: the period it is about, and when it was recorded."""
    days = sorted({one.recorded for one in inputs})
    name = period_name(period, language)
    if not days:
        return language.say("age.period", period=name)
    if len(days) == 1:
        return language.say("age.recorded", period=name, day=language.date(days[0]))
    first, last = language.date(days[0]), language.date(days[-1])
    return language.say("age.between", period=name, first=first, last=last)


def recorded_sentence(days: Iterable[date], language: Language) -> str:
    """Return between which days data were recorded; empty if there are none."""
    ordered = sorted(set(days))
    if not ordered:
        return ""
    first, last = language.date(ordered[0]), language.date(ordered[-1])
    if first == last:
        return language.say("recorded.once", day=first)
    return language.say("recorded.between", first=first, last=last)
