"""What became of one data set that was asked for, told to those whose indicators use it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from agdb.arrivals.calendar import Expectation
from agdb.arrivals.difference import Difference
from agdb.files.atom import NAMESPACE
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId

# RFC 9562, section 5.5: the same name always gives the same id, on every machine.
_KEPT: Final = 200


class ArrivalOutcome(StrEnum):
    """In the order in which people want to know."""

    FAILED = "failed"
    LAYOUT_CHANGED = "layout changed"
    REVISED = "revised"
    NEW = "new"
    LATE = "late"
    UNCHANGED = "unchanged"


class Arrival(msgspec.Struct, frozen=True):
    """One data set in one run. `sentence` says what happened, `indicators` whom it touches."""

    dataset: str
    outcome: ArrivalOutcome
    moment: datetime
    sentence: str
    version: str | None = None
    indicators: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """An address that is the same for the same news: a version, or what was said on a day."""
        news = self.version or f"{self.sentence} {self.moment.date()}"
        if self.outcome is ArrivalOutcome.LATE:
            news = self.sentence  # said once for each day that was expected, not once a run
        return uuid.uuid5(NAMESPACE, f"{self.dataset} {self.outcome} {news}").urn


def came(
    dataset: DatasetId,
    *,
    version: str,
    rows: int,
    change: Difference | None,
    moment: datetime,
    indicators: tuple[str, ...],
) -> Arrival:
    """Return the arrival of a version; `change` is against the one before, None if it is the first.

    A change of layout goes before a revision, and that before what is merely new.
    """
    if change is None:
        outcome, sentence = ArrivalOutcome.NEW, f"{rows} observations, the first of this data set"
    elif change.layout:
        outcome, sentence = (
            ArrivalOutcome.LAYOUT_CHANGED,
            "; ".join((*change.layout, _counts(change))),
        )
    elif change.changed or change.gone:
        outcome, sentence = ArrivalOutcome.REVISED, _counts(change)
    elif change.added:
        outcome, sentence = ArrivalOutcome.NEW, _counts(change)
    else:
        outcome, sentence = ArrivalOutcome.UNCHANGED, "published again with the same figures"
    return Arrival(str(dataset), outcome, moment, sentence, version, indicators)


def same(
    dataset: DatasetId,
    *,
    expected: Expectation | None,
    moment: datetime,
    indicators: tuple[str, ...],
) -> Arrival:
    """Return the arrival of nothing new, which is late if something was expected before."""
    if expected is not None and expected.late(moment.date()):
        sentence = f"expected in {expected.window} and not there"
        return Arrival(str(dataset), ArrivalOutcome.LATE, moment, sentence, None, indicators)
    return Arrival(str(dataset), ArrivalOutcome.UNCHANGED, moment, "unchanged", None, indicators)


def failed(
    dataset: DatasetId, *, sentence: str, moment: datetime, indicators: tuple[str, ...]
) -> Arrival:
    """Return the arrival of an error; what was there before stays."""
    return Arrival(str(dataset), ArrivalOutcome.FAILED, moment, sentence, None, indicators)


def touched(programme: Programme, dataset: DatasetId) -> tuple[str, ...]:
    """Return the indicators that select from a data set, in the order of the programme."""
    return tuple(
        indicator.id
        for indicator in programme.indicators.values()
        if any(
            DatasetId.parse(term.selection.dataset).same_as(dataset)
            for term in indicator.metric.terms
        )
    )


def news(arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
    """Return the arrivals that somebody wants to hear of, the gravest first."""
    order = list(ArrivalOutcome)
    told = (arrival for arrival in arrivals if arrival.outcome is not ArrivalOutcome.UNCHANGED)
    return tuple(sorted(told, key=lambda arrival: (order.index(arrival.outcome), arrival.dataset)))


def remembered(before: Iterable[Arrival], now: Iterable[Arrival]) -> tuple[Arrival, ...]:
    """Return all news, the latest first, each once: what was said before keeps its moment."""
    by_id: dict[str, Arrival] = {}
    for arrival in (*before, *news(now)):
        by_id.setdefault(arrival.id, arrival)
    ordered = sorted(by_id.values(), key=lambda arrival: (arrival.moment, arrival.id), reverse=True)
    return tuple(ordered[:_KEPT])


def _counts(change: Difference) -> str:
    parts = [(change.added, "new"), (change.changed, "changed"), (change.gone, "gone")]
    counts = ", ".join(f"{count} {word}" for count, word in parts if count) or "none changed"
    settled = f", {change.definitive} of them said to be definitive" if change.definitive else ""
    return f"observations: {counts}{settled}"


def summary(arrivals: Sequence[Arrival]) -> str:
    """Return how many there are of each outcome.

    >>> summary([])
    'nothing new'
    """
    counts = Counter(arrival.outcome.value for arrival in arrivals)
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing new"


def letter_lines(arrivals: Sequence[Arrival]) -> Iterator[str]:
    """Yield the list that people read: an outcome, a data set, what happened, whom it touches."""
    width = max((len(arrival.outcome.value) for arrival in arrivals), default=0)
    for arrival in arrivals:
        yield f"{arrival.outcome.value:<{width}}  {arrival.dataset}: {arrival.sentence}"
        if arrival.indicators:
            yield f"{'':<{width}}  touches {', '.join(arrival.indicators)}"
