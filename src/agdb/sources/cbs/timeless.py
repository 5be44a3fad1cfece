"""Tables without a time dimension: one in nine of StatLine. Their figures have one period: the one
that the table says it covers."""

from __future__ import annotations

from typing import Final

from agdb.sources.cbs.period_labels import period_of_label
from agdb.statistics.structure import Code

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
