"""The heading of a figure below the main one: its answer, where the figures allow a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from agdb.publication.figure.ranking import Named, common_period
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name

_FEW: Final = 3


def answered(reading: Reading, heading: str, named: Sequence[Named], *, ranked: bool) -> str:
    """Return `heading` with what the figure answers behind it, or as it is.

    Two or three parts are told with their figures, which claims nothing of their difference. Of
    more the highest and the lowest are named, where that is certain: of levels and not of amounts,
    in a full count or where the source itself ranks them (`ranked`), with no part missing and none
    that is printed alike. In a sample who comes first may be chance, and our own lists lack some.
    """
    parts = [one for one in named if not one.whole]
    if len(parts) < 2:
        return heading
    period = common_period(tuple(one.series for one in parts))
    found = [(one.name, point.number) for one in parts if (point := one.series.at(period))]
    known = [(name, number) for name, number in found if number is not None]
    if len(known) < len(parts):
        return heading
    when = period_name(period, reading.language)
    if len(known) <= _FEW:
        told = [f"{name} ({reading.quantity.plain(number)})" for name, number in known]
        return reading.language.say(
            "figure.answer.parts", heading=heading, parts=reading.language.listing(told), when=when
        )
    if reading.quantity.counted or not (ranked or _full_count(reading)):
        return heading
    return _extremes(reading, heading, known, when)


def _full_count(reading: Reading) -> bool:
    collection = reading.collection
    return not reading.holdings and collection is not None and collection.kind == "full-count"


def _extremes(reading: Reading, heading: str, known: list[tuple[str, Decimal]], when: str) -> str:
    ordered = sorted(known, key=lambda pair: pair[1])
    (low, least), (high, most) = ordered[0], ordered[-1]
    if least == ordered[1][1] or most == ordered[-2][1]:
        return heading
    return reading.language.say(
        "figure.answer.extremes",
        heading=heading,
        high=high,
        most=reading.quantity.plain(most),
        low=low,
        least=reading.quantity.plain(least),
        when=when,
    )
