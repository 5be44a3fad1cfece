"""A probability in words, to the nearest five in a hundred: more would be pretence."""

from __future__ import annotations

from typing import Final

from agdb.publication.wording.language import Language
from agdb.statistics.number import rounded

STEP: Final = 5


def chance(probability: float, language: Language) -> str:
    """Return `probability` as a percentage; what rounds to none or all is told as a bound.

    >>> from agdb.publication.wording.language import languages
    >>> en = languages(("en",))["en"]
    >>> chance(0.83, en), chance(0.01, en), chance(0.99, en)
    ('85%', 'less than 5%', 'more than 95%')
    """
    percent = STEP * int(rounded(100 * probability / STEP, decimals=0))
    if percent <= 0:
        return language.say("scenario.under", n=STEP)
    if percent >= 100:
        return language.say("scenario.over", n=100 - STEP)
    return f"{percent}%"


def percent(share: float) -> int:
    """A share as it is printed, in whole per cents.

    >>> percent(0.7949)
    79
    """
    return int(rounded(100 * share, decimals=0))
