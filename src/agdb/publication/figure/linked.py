"""What is said of the factors by which values were brought over a break."""

from __future__ import annotations

from decimal import Decimal

from agdb.programme.indicator import Link
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.statistics.number import printed
from agdb.statistics.period import Period


def linked_notes(reading: Reading) -> list[str]:
    """Return for each break with a factor how large that is, between which bounds, by whom."""
    return [
        _note(reading, Period.parse(one.period), one.link)
        for one in reading.definition.breaks
        if one.link is not None
    ]


def _note(reading: Reading, period: Period, link: Link) -> str:
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
