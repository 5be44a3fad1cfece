"""News of the sources as a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agdb.arrivals.arrival import Arrival


def summary(arrivals: Sequence[Arrival]) -> str:
    """Return how many there are of each outcome.

    >>> summary([])
    'nothing new'
    """
    counts = Counter(arrival.outcome.value for arrival in arrivals)
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing new"


def lines(arrivals: Sequence[Arrival]) -> Iterator[str]:
    """Yield the list that people read: an outcome, a data set, what happened, whom it touches."""
    width = max((len(arrival.outcome.value) for arrival in arrivals), default=0)
    for arrival in arrivals:
        yield f"{arrival.outcome.value:<{width}}  {arrival.dataset}: {arrival.sentence}"
        if arrival.indicators:
            yield f"{'':<{width}}  touches {', '.join(arrival.indicators)}"
