"""What a reader is told about one value: words and a letter for its status; and probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agdb.publication.wording.language import Language
from agdb.results.value import BEYOND, Kind, Value
from agdb.statistics.number import rounded
from agdb.statistics.status import Finality, ObservationStatus

PROVISIONAL = frozenset({Finality.PROVISIONAL, Finality.REVISED_PROVISIONAL})
_SAID = frozenset(ObservationStatus) - {ObservationStatus.NORMAL, ObservationStatus.PROVISIONAL}
STEP: Final = 5


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A letter beside a value, and what it means."""

    letter: str
    meaning: str


def is_provisional(value: Value) -> bool:
    """Whether the publisher says that this value may still change; a forecast is none that may."""
    if value.kind is Kind.FORECAST or value.status is ObservationStatus.FORECAST:
        return False
    return value.finality in PROVISIONAL or value.status is ObservationStatus.PROVISIONAL


def marks(value: Value, language: Language) -> tuple[Mark, ...]:
    """Return what must be said beside `value`; nothing for a plain value."""
    return tuple(
        Mark(language.say(f"mark.{key}"), language.say(f"status.{key}")) for key in _keys(value)
    )


def absence(value: Value, language: Language) -> Mark:
    """Return the sign that stands where a value is not published, and why it is not."""
    key = value.status.name.lower().replace("_", "-")
    if value.status.has_value:
        key = "missing"
    return Mark(language.say(f"mark.{key}"), language.say(f"status.{key}"))


def finality_name(finality: Finality, language: Language) -> str:
    """Return the words for how far a value is settled; unknown is "not recorded".

    >>> from agdb.publication.wording.language import languages
    >>> finality_name(Finality.UNKNOWN, languages(("en",))["en"])
    'status not recorded'
    """
    return language.say(f"finality.{finality.value}")


def status_name(status: ObservationStatus, language: Language) -> str:
    """Return the words for a status; a plain value needs none."""
    return language.say(f"status.{status.name.lower().replace('_', '-')}")


def remark(value: Value, language: Language) -> str:
    """Return what a sentence adds between brackets after `value`, or an empty text."""
    return language.listing([mark.meaning for mark in marks(value, language)])


def _keys(value: Value) -> list[str]:
    keys = []
    if value.kind is Kind.LINKED:
        return ["linked"]
    if value.kind is Kind.FORECAST:
        keys.append("forecast")
        keys += ["beyond"] if value.mark == BEYOND else []
    if value.finality is Finality.REVISED_PROVISIONAL:
        keys.append("revised-provisional")
    elif is_provisional(value):
        keys.append("provisional")
    if value.status in _SAID and value.value is not None:
        key = value.status.name.lower().replace("_", "-")
        if key not in keys:
            keys.append(key)
    return keys


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
