"""Amounts of money of the register as text: in the digits of their source, and how often."""

from __future__ import annotations

from decimal import Decimal

from agdb.publication.wording.language import NO_BREAK, Language
from agdb.register.money import Money, MoneyUnit, Rate
from agdb.statistics.number import rounded

_DECIMALS = 2


def shown(amount: Decimal) -> tuple[Decimal, int]:
    """Return an amount as it is printed, with its decimals: those of its source, two at most.

    >>> shown(Decimal("368.64008"))
    (Decimal('368.64'), 2)
    """
    exponent = amount.as_tuple().exponent
    decimals = min(_DECIMALS, max(0, -exponent if isinstance(exponent, int) else 0))
    return rounded(float(amount), decimals=decimals), decimals


def number(amount: Decimal, language: Language) -> str:
    """Return an amount in the digits of its source, two decimals at most.

    >>> from agdb.publication.wording.language import languages
    >>> number(Decimal("368.64008"), languages(("nl",))["nl"])
    '368,64'
    """
    value, decimals = shown(amount)
    return language.figure(value, decimals=decimals)


def millions(amount: Decimal, language: Language) -> str:
    """Return a number of millions of euros in words.

    >>> from agdb.publication.wording.language import languages
    >>> millions(Decimal("152.6"), languages(("en",))["en"]).replace(NO_BREAK, " ")
    '€152.6 million'
    """
    return language.say("money.million", amount=number(amount, language)).replace(" ", NO_BREAK)


def euros(row: Money, language: Language) -> str:
    """Return an amount with its unit and how often it comes; empty where it is unknown."""
    if not isinstance(row.amount, Decimal):
        return ""
    if row.unit is MoneyUnit.PERCENT:
        said = f"{number(row.amount, language)}%"
    else:
        said = millions(row.amount, language)
    if row.rate is Rate.YEARLY:
        said = language.say("money.yearly", amount=said)
    return language.say("money.at-least", amount=said) if row.at_least else said
