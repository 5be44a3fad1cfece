"""How old a figure is and when it was published, in words."""

from __future__ import annotations

from collections.abc import Iterable

from babel.dates import format_date

from agdb.publication.wording.language import Language
from agdb.statistics.age import Age
from agdb.statistics.period import Frequency, Period

_MONTHS = 24  # younger than this an age is told in months


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
