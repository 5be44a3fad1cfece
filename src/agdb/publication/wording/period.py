"""Periods in words: as a name, short for an axis or a column, and after "in"."""

from __future__ import annotations

from typing import Any, Final

from babel.dates import format_date

from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency, Period

_PARTS_OF_A_YEAR: Final = {Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6}  # months in each
_WITH_END: Final = frozenset(
    {Frequency.YEAR, Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH, Frequency.SCHOOL_YEAR}
)


def period_name(period: Period, language: Language) -> str:
    """Return the name of `period` as it stands in a heading or a row.

    >>> from agdb.publication.wording.language import languages
    >>> both = languages(("nl", "en"))
    >>> period_name(Period.parse("2024-Q4"), both["nl"])
    '4e kwartaal 2024'
    >>> period_name(Period.parse("2024-Q4"), both["en"])
    'fourth quarter of 2024'
    """
    return _say("name", period, language)


def period_short(period: Period, language: Language) -> str:
    """Return the shortest clear form of `period`.

    >>> from agdb.publication.wording.language import languages
    >>> period_short(Period.parse("2024-Q4"), languages(("en",))["en"])
    'Q4 2024'
    """
    return _say("short", period, language)


def period_in(period: Period, language: Language) -> str:
    """Return the words that open a sentence about `period`.

    >>> from agdb.publication.wording.language import languages
    >>> period_in(Period.parse("2024-Q4"), languages(("nl",))["nl"])
    'In het 4e kwartaal van 2024'
    """
    return _say("in", period, language)


def period_end(period: Period, language: Language) -> str:
    """Return the words that open a sentence about the end of `period`, when a stock is counted.

    A day, week or range says itself when it is.

    >>> from agdb.publication.wording.language import languages
    >>> period_end(Period.parse("2024-Q4"), languages(("nl",))["nl"])
    'Aan het eind van het 4e kwartaal van 2024'
    """
    return _say("end" if period.frequency in _WITH_END else "in", period, language)


def frequency_name(frequency: Frequency, language: Language) -> str:
    """Return the words for one figure per period of this length.

    >>> from agdb.publication.wording.language import languages
    >>> frequency_name(Frequency.QUARTER, languages(("nl",))["nl"])
    'per kwartaal'
    """
    return language.say(f"frequency.{frequency.value}")


def _say(form: str, period: Period, language: Language) -> str:
    key = f"period.{form}.{period.frequency.value}"
    if period.frequency in _PARTS_OF_A_YEAR:
        nth = (period.start.month - 1) // _PARTS_OF_A_YEAR[period.frequency] + 1
        return language.say(f"{key}.{nth}", year=period.start.year)
    return language.say(key, **_parts(form, period, language))


def _parts(form: str, period: Period, language: Language) -> dict[str, Any]:
    match period.frequency:
        case Frequency.MONTH:
            pattern = "MMM y" if form == "short" else "MMMM y"
            return {"month": format_date(period.start, format=pattern, locale=language.locale)}
        case Frequency.DAY:
            return {"day": language.date(period.start)}
        case Frequency.RANGE:
            return {"first": period.start.year, "last": period.end.year - 1}
        case Frequency.WEEK:
            year, week, _ = period.start.isocalendar()
            return {"week": week, "year": year}
        case _:
            return {"text": period.text}
