"""Where a period stands on a time axis, and whether one follows another without a gap."""

from __future__ import annotations

from agdb.statistics.period import Frequency, Period

DAYS_PER_YEAR = 365.25
_IN_A_ROW = frozenset({Frequency.WEEK, Frequency.DAY})


def on_a_line(frequency: Frequency) -> bool:
    """Whether periods of this frequency can stand on a time axis."""
    return frequency.per_year is not None or frequency in _IN_A_ROW


def place(period: Period) -> float:
    """Return the place of `period` in years; consecutive periods are equally far apart.

    >>> place(Period.parse("2024-Q3")) - place(Period.parse("2024-Q2"))
    0.25
    """
    per_year = period.frequency.per_year
    if per_year is None:
        return period.start.toordinal() / DAYS_PER_YEAR
    return period.ordinal / per_year


def follows(later: Period, earlier: Period) -> bool:
    """Whether `later` is the very next period after `earlier`.

    >>> follows(Period.parse("2024"), Period.parse("2022"))
    False
    """
    if later.frequency.per_year is None or earlier.frequency is not later.frequency:
        return later.start == earlier.end
    return later.ordinal - earlier.ordinal == 1
