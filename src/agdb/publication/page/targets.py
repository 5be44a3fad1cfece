"""The value of a target in words, as its sources say it."""

from __future__ import annotations

from decimal import Decimal

from agdb.programme.plan import Unit
from agdb.programme.target import Target
from agdb.publication.wording.language import Language
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.number import printed

_MILLION = 1_000_000


def target_value(target: Target, unit: Unit, language: Language) -> str:
    """Return the value as the target says it: nothing of it is rounded away."""
    ends = [target.value] if target.upper is None else [target.value, target.upper]
    decimals = max(len(printed(end).partition(".")[2]) for end in ends)
    quantity = Quantity(unit, decimals, language)
    last = quantity.full(Decimal(printed(ends[-1])))
    if target.upper is None:
        return last
    return language.say(
        "target.range", low=quantity.short(Decimal(printed(target.value))), high=last
    )


def goal_in_words(target: Target, unit: Unit, language: Language) -> str:
    """Return the value for the middle of a sentence: a million is written as a word."""
    exact = Decimal(printed(target.value))
    if unit.kind == "count" and not unit.scale and exact >= _MILLION and not exact % 100_000:
        millions = (exact / _MILLION).normalize()
        decimals = max(0, -int(millions.as_tuple().exponent))
        return language.say("number.million", number=language.figure(millions, decimals=decimals))
    decimals = len(printed(target.value).partition(".")[2])
    quantity = Quantity(unit, decimals, language)
    return quantity.full(exact) if unit.kind == "count" and unit.scale else quantity.short(exact)
