"""The printed period some years or periods after an observation, as portable SQL on its text."""

from __future__ import annotations

from collections.abc import Sequence

from agdb.errors import IndicatorError, Place
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Frequency

_YEAR = "cast(substr(period, 1, 4) as int)"


def later_period(frequencies: Sequence[Frequency], *, years: int, steps: int, place: Place) -> str:
    """Return SQL for the text of the period that lies `years` and `steps` periods later.

    Raises `IndicatorError` for a frequency whose periods are not numbered within the year.
    """
    if not years and not steps:
        return "period"
    cases = [f"when {sql_text(f.value)} then {_later(f, years, steps, place)}" for f in frequencies]
    return f"case frequency {' '.join(cases)} end"


def _later(frequency: Frequency, years: int, steps: int, place: Place) -> str:
    per_year = frequency.per_year
    if per_year is None:
        raise IndicatorError(
            f"periods of the frequency {frequency.value!r} cannot be counted on", place=place
        )
    if frequency is Frequency.SCHOOL_YEAR:
        first = f"{_YEAR} + {years + steps}"
        return f"concat(cast({first} as string), '/', substr(cast({first} + 1 as string), 3, 2))"
    if frequency is Frequency.YEAR:
        return f"cast({_YEAR} + {years + steps} as string)"
    start, width = (6, 2) if frequency is Frequency.MONTH else (7, 1)
    ordinal = (
        f"({_YEAR} * {per_year} + cast(substr(period, {start}, {width}) as int) - 1"
        f" + {years * per_year + steps})"
    )
    year = f"cast(cast(floor({ordinal} / {per_year}) as int) as string)"
    nth = f"cast({ordinal} % {per_year} + 1 as string)"
    if frequency is Frequency.MONTH:
        return f"concat({year}, '-', lpad({nth}, 2, '0'))"
    letter = {Frequency.QUARTER: "Q", Frequency.HALF_YEAR: "S"}[frequency]
    return f"concat({year}, '-{letter}', {nth})"
