"""News of the sources as an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence

from agdb.arrivals.arrival import Arrival
from agdb.files.atom import FeedEntry, atom_feed


def atom(arrivals: Sequence[Arrival], *, title: str) -> bytes:
    """Return the feed of `arrivals` as they stand; the same ones give the same bytes."""
    entries = [
        FeedEntry(
            arrival.id,
            f"{arrival.dataset}: {arrival.outcome}",
            arrival.moment,
            _content(arrival),
            category=arrival.outcome.value.replace(" ", "-"),
        )
        for arrival in arrivals
    ]
    return atom_feed(entries, name="feed", title=title, author="agdb")


def _content(arrival: Arrival) -> str:
    if not arrival.indicators:
        return arrival.sentence
    return f"{arrival.sentence}\nIndicators: {', '.join(arrival.indicators)}"
