"""Which periods of a series come from which table, where several tables make one line."""

from __future__ import annotations

from agdb.indicators.succession import stretches
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period


def periods_of_table(reading: Reading, table: int) -> str:
    """Return in words which periods of the headline series come from a table.

    Empty where the indicator is read from one table, or where that series has nothing from it.
    """
    head = reading.headline
    if head is None or len({used.table for used in reading.computed.inputs}) < 2:
        return ""
    language = reading.language
    words = []
    for of_table, *ends in stretches(point.value for point in head.known):
        if of_table == table:
            first, last = (period_name(Period.parse(end), language) for end in ends)
            whole = language.say("tables.stretch", first=first, last=last)
            words.append(first if first == last else whole)
    return language.listing(words)
