"""Periods in words, how old a figure is, and when it was published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from babel.dates import format_date

from agdb.publication.wording.language import Language
from agdb.statistics.age import Age
from agdb.statistics.period import Frequency, Period

_PARTS_OF_A_YEAR: Final = {Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6}  # months in each
_WITH_END: Final = frozenset(
    {Frequency.YEAR, Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH, Frequency.SCHOOL_YEAR}
)
_MONTHS = 24  # younger than this an age is told in months


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


def age_name(age: Age, language: Language) -> str:
    """Return the age in months, and in whole years from two years on.

    >>> from agdb.publication.wording.language import languages
    >>> dutch = languages(("nl",))["nl"]
    >>> [age_name(Age(months), dutch) for months in (0, 1, 23, 35)]
    ['minder dan een maand oud', '1 maand oud', '23 maanden oud', '2 jaar oud']
    """
    if age.months == 0:
        return language.say("age.less")
    if age.months < _MONTHS:
        return language.say("age.months", n=age.months)
    return language.say("age.years", n=age.years)


def published_name(dates: Iterable[str], language: Language) -> str:
    """Return when figures were published, by the dates of their publishers; "not known" is said.

    Each is a day, a month, a year, or empty where it is not known.

    >>> from agdb.publication.wording.language import languages
    >>> dutch = languages(("nl",))["nl"]
    >>> published_name(["2024-06"], dutch)
    'gepubliceerd in juni 2024'
    >>> published_name(["2024-06-27", ""], dutch)
    'gepubliceerd op 27 juni 2024, van een deel is dat niet bekend'
    """
    said = set(dates)
    known = sorted((Period.parse(one) for one in said if one), key=lambda one: one.end)
    if not known:
        return language.say("age.published.unknown")
    first, last = known[0], known[-1]
    if first == last:
        text = language.say("age.published.one", moment=_moment(last, language))
    else:
        text = language.say(
            "age.published.more", first=_bare(first, language), last=_bare(last, language)
        )
    return text if "" not in said else language.say("age.published.partly", told=text)


def moment_name(said: str, language: Language) -> str:
    """Return one date of publication as it stands in a table; "not known" is said.

    >>> from agdb.publication.wording.language import languages
    >>> [moment_name(said, languages(("nl",))["nl"]) for said in ("2024-06", "")]
    ['juni 2024', 'niet bekend']
    """
    return _bare(Period.parse(said), language) if said else language.say("age.unknown")


def _moment(period: Period, language: Language) -> str:
    kind = "day" if period.frequency is Frequency.DAY else "span"
    return language.say(f"age.moment.{kind}", moment=_bare(period, language))


def _bare(period: Period, language: Language) -> str:
    match period.frequency:
        case Frequency.DAY:
            return language.date(period.start)
        case Frequency.MONTH:
            return format_date(period.start, format="MMMM y", locale=language.locale)
        case _:
            return period.text
