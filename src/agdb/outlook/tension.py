"""Three measures of labour market tension that must not be mixed up, and their classes."""

from __future__ import annotations

from enum import StrEnum


class UwvTension(StrEnum):
    """The classes of UWV's tension indicator, from very loose to very tight."""

    VERY_LOOSE = "very-loose"
    LOOSE = "loose"
    AVERAGE = "average"
    TIGHT = "tight"
    VERY_TIGHT = "very-tight"


_UPPER = (
    (0.25, UwvTension.VERY_LOOSE),
    (0.67, UwvTension.LOOSE),
    (1.5, UwvTension.AVERAGE),
    (4.0, UwvTension.TIGHT),
)


def uwv_class(indicator: float) -> UwvTension:
    """The class of open vacancies per short-term benefit recipient.

    A limit belongs to the lower class; UWV's legend (arbeidsmarktinzicht.nl) leaves that side open.

    >>> uwv_class(4.32).value
    'very-tight'
    """
    for upper, tension in _UPPER:
        if indicator <= upper:
            return tension
    return UwvTension.VERY_TIGHT


def cbs_tension(vacancies: float, unemployed: float) -> float:
    """Open vacancies per hundred unemployed, the measure of CBS.

    >>> round(cbs_tension(387.0, 399.0))
    97
    """
    return 100.0 * vacancies / unemployed


def vacancy_rate(vacancies: float, occupied: float) -> float:
    """Eurostat's job vacancy rate in percent: vacancies over vacancies and occupied posts.

    >>> round(vacancy_rate(75.6, 1352.0), 4)
    5.2956
    """
    return 100.0 * vacancies / (vacancies + occupied)
