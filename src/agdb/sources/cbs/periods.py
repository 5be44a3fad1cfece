"""Time in StatLine: period codes and their titles, finality, tables without time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from agdb.errors import Place, SourceError
from agdb.statistics import period as periods
from agdb.statistics.period import Period
from agdb.statistics.status import Finality
from agdb.statistics.structure import Code

_CODE: Final = re.compile(r"([1-9]\d{3})([A-Z]{2}|W1)(\d{2})")
_DAY: Final = re.compile(r"([1-9]\d{3})(\d{2})(\d{2})")
_BUILD: Final[dict[str, tuple[range, Callable[[int, int], Period]]]] = {
    "JJ": (range(1), lambda year, _: periods.year(year)),
    "KW": (range(1, 5), periods.quarter),
    "MM": (range(1, 13), periods.month),
    "SJ": (range(1), lambda year, _: periods.school_year(year)),
    "W1": (range(1, 54), periods.week),
}


def period_of(code: str) -> Period:
    """Return the period that a CBS code stands for, or one of frequency `other` that keeps it.

    >>> str(period_of("2013KW01")), str(period_of("2023SJ00")), str(period_of("20060101"))
    ('2013-Q1', '2023/24', '2006-01-01')
    >>> period_of("2013X000").frequency.value
    'other'
    """
    code = code.strip()
    try:
        if match := _CODE.fullmatch(code):
            numbers, build = _BUILD.get(match[2], (range(0), periods.quarter))
            if int(match[3]) in numbers:
                return build(int(match[1]), int(match[3]))
        elif match := _DAY.fullmatch(code):
            return periods.day(date(int(match[1]), int(match[2]), int(match[3])))
    except (ValueError, OverflowError):  # no such day or week, or after the last year of a date
        return Period.parse(code)
    return Period.parse(code)


_MONTHS: Final = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
_MONTH: Final = "|".join(_MONTHS)
_Y: Final = r"([1-9]\d{3})"
_DAYS: Final = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...]] = (
    (re.compile(_Y), lambda m: periods.year(int(m[1]))),
    (
        re.compile(_Y + r" (?:jaargem\. ?/ ?jaartotaal|jaargemiddelde|jaartotaal)"),
        lambda m: periods.year(int(m[1])),
    ),
    (re.compile(_Y + r" ([12])e halfjaar"), lambda m: periods.half_year(int(m[1]), int(m[2]))),
    (re.compile(_Y + r" ([1-4])e kwartaal"), lambda m: periods.quarter(int(m[1]), int(m[2]))),
    (
        re.compile(_Y + r" ([1-4])(?:st|nd|rd|th) quarter"),
        lambda m: periods.quarter(int(m[1]), int(m[2])),
    ),
    (re.compile(rf"{_Y} ({_MONTH})"), lambda m: periods.month(int(m[1]), _MONTHS[m[2]])),
    (re.compile(_Y + r"/'(\d\d)"), lambda m: Period.parse(f"{m[1]}/{m[2]}")),
    (re.compile(rf"{_Y} ?[-/] ?{_Y}"), lambda m: Period.parse(f"{m[1]}/{m[2]}")),
    (
        re.compile(rf"{_Y} {_DAYS}(\d\d?) ({_MONTH})"),
        lambda m: periods.day(date(int(m[1]), _MONTHS[m[3]], int(m[2]))),
    ),
    (
        re.compile(rf"{_DAYS}(\d\d?) ({_MONTH}) {_Y}"),
        lambda m: periods.day(date(int(m[3]), _MONTHS[m[2]], int(m[1]))),
    ),
)


def period_of_label(label: str) -> Period:
    """Return the period that a title stands for, or one of frequency `other` that keeps it.

    >>> [str(period_of_label(t)) for t in ("2011 2e  kwartaal ", "2024/'25", "2025 januari*")]
    ['2011-Q2', '2024/25', '2025-01']
    >>> str(period_of_label("2001 voor revisie"))
    '2001 voor revisie'
    """
    kept = " ".join(label.split())
    text = kept.rstrip("*").rstrip().lower()
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            try:
                period = build(match)
            except (ValueError, OverflowError):  # no such day, or after the last year of a date
                break
            return period if period.dated else Period.parse(kept)
    return Period.parse(kept)


def finality_of_label(label: str) -> Finality:
    """Return what the asterisks behind a title say; none says nothing.

    >>> finality_of_label("2024**").value, finality_of_label("2023").value
    ('revised-provisional', 'unknown')
    """
    stars = len(label.rstrip()) - len(label.rstrip().rstrip("*"))
    return {1: Finality.PROVISIONAL, 2: Finality.REVISED_PROVISIONAL}.get(stars, Finality.UNKNOWN)


_WORDS: Final = {
    "": Finality.UNKNOWN,
    "Definitief": Finality.DEFINITIVE,
    "NaderVoorlopig": Finality.REVISED_PROVISIONAL,
    "Voorlopig": Finality.PROVISIONAL,
}


def finality_of(word: str | None, *, period: str) -> Finality:
    """Return the finality for the `Status` of a period; raises `SourceError` for another word.

    >>> finality_of(None, period="2024JJ00").value
    'unknown'
    """
    try:
        return _WORDS[(word or "").strip()]
    except KeyError:
        raise SourceError(
            f"the status {word!r} of a period is not known",
            place=Place("PeriodenCodes", cell=period),
            remedy=f"known are {', '.join(filter(None, _WORDS))} and blank",
        ) from None


_UNSTATED: Final = "not stated"


def only_period(coverage: str | None) -> Code:
    """Return the one period of a table that covers `coverage`.

    >>> only_period("2018").period.frequency.value
    'year'
    >>> only_period(None).period.frequency.value
    'other'
    """
    text = " ".join((coverage or "").split()) or _UNSTATED
    period = period_of_label(text)
    return Code(id=text, title=text, period=period)
