"""Is a difference between two survey estimates more than chance?

Both estimates have a margin, and the difference has that of both: the root of the sum of squares,
with the covariance taken as zero because it is not published. Where the width of a margin is only
known as a range, the wider one decides. The margin of a share is that of the number of people in
it, over the people that it is a share of; as that number is itself estimated this is on the wide
side. What was counted in full has no sampling margin at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from agdb.programme.indicator import Indicator
from agdb.programme.margin import MarginRule
from agdb.programme.programme import Programme
from agdb.programme.source import Collection
from agdb.statistics.period import Frequency

_WEAKEST_FIRST = ("survey", "unknown", "estimate", "full-count")


def collections_of(indicator: Indicator, programme: Programme) -> Iterator[Collection | None]:
    """Yield how the figures of each term were collected, None where that is not declared."""
    for term in indicator.metric.terms:
        source = programme.sources.get(term.selection.dataset)
        yield source.collected(term.selection.measure) if source else None


def collection_of(indicator: Indicator, programme: Programme) -> Collection | None:
    """Return how the figures behind an indicator were collected: the least certain of its terms.

    None where any term does not declare it: of such an indicator nothing is said about chance.
    """
    found = [one for one in collections_of(indicator, programme) if one is not None]
    if len(found) < len(indicator.metric.terms):
        return None
    return min(found, key=lambda one: _WEAKEST_FIRST.index(one.kind))


def sampling_margin(
    value: float, *, indicator: Indicator, programme: Programme, frequency: Frequency
) -> float | None:
    """Return half the width of the 95 per cent interval around a value of an indicator.

    Of a count in its own unit, of a share in points. None where the figures are not from a survey,
    where no rule is known, and for what is neither a number of people nor a declared share of them.
    """
    collection = collection_of(indicator, programme)
    rule = programme.margins.get((collection and collection.margin) or "")
    if rule is None or indicator.metric.type not in {"simple", "ratio", "derived"}:
        return None
    unit = programme.units[indicator.unit]
    if unit.kind == "count":
        return margin(value, rule=rule, frequency=frequency, scale=unit.scale)
    if indicator.share_of is None or unit.kind != "share":
        return None
    one_percent = indicator.share_of.persons / 100
    width = margin(value * one_percent, rule=rule, frequency=frequency, scale=0)
    return None if width is None else width / one_percent


def margin(value: float, *, rule: MarginRule, frequency: Frequency, scale: int) -> float | None:
    """Return half the width of the 95 per cent interval around `value`, in the unit of `value`.

    `scale` is the power of ten of that unit. None where the rule has no factor for the frequency,
    and where the estimate is not between nothing and everyone.

    >>> from agdb.programme.margin import Factor
    >>> ebb = MarginRule(id="ebb", names={"en": "EBB"}, coefficient=1.085, population=13000,
    ...     scale=3, factors={Frequency.YEAR: Factor(low=1, high=1)}, note={"en": "-"},
    ...     source="https://example.org/")
    >>> round(margin(1000, rule=ebb, frequency=Frequency.YEAR, scale=3), 1)
    10.4
    """
    factor = rule.factors.get(frequency)
    size = value * 10.0 ** (scale - rule.scale)
    if factor is None or not 0 < size < rule.population:
        return None
    width = rule.coefficient * math.sqrt(size / 10) * math.sqrt(1 - size / rule.population)
    return max(factor.low, factor.high) * width * 10.0 ** (rule.scale - scale)


def clearly_differ(one: float, other: float, *, margins: tuple[float, float]) -> bool:
    """Whether two estimates differ by more than the margin of their difference.

    >>> clearly_differ(575, 555, margins=(27.8, 27.4))
    False
    """
    return abs(one - other) > math.hypot(*margins)
