"""Which periods of a series come from which table, where several tables make one line."""

from __future__ import annotations

from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.results.value import stretches
from agdb.statistics.period import Period


def periods_of_table(reading: Reading, table: int) -> str:
    """Return in words which periods of the headline series come from a table.

    Where that series has nothing from it, which periods of others do. Empty where the indicator is
    read from one table.
    """
    head = reading.headline
    if head is None or len({used.table for used in reading.computed.inputs}) < 2:
        return ""
    language = reading.language
    if not any(point.value.table == table for point in head.known):
        return _of_others(reading, table)
    words = []
    for of_table, *ends in stretches(point.value for point in head.known):
        if of_table == table:
            first, last = (period_name(Period.parse(end), language) for end in ends)
            whole = language.say("tables.stretch", first=first, last=last)
            words.append(first if first == last else whole)
    return language.listing(words)


def _of_others(reading: Reading, table: int) -> str:
    periods = sorted(
        point.period
        for series in reading.series
        for point in series.known
        if point.value.table == table
    )
    if not periods:
        return ""
    language = reading.language
    first, last = (period_name(period, language) for period in (periods[0], periods[-1]))
    whole = language.say("tables.stretch", first=first, last=last)
    return language.say("tables.some", periods=first if first == last else whole)
