"""Whether the publisher has newer figures than this monitor, and how that is known.

It is a state beside provisional, definitive and unknown: what is shown is right, and is not the
newest that there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agdb.arrivals.calendar import Expectation, Schedule, Standing
from agdb.programme.programme import Programme
from agdb.programme.source import Newer, Source
from agdb.results.value import Computed
from agdb.statistics.period import Period


class KnownFrom(StrEnum):
    """How we know that there is something newer."""

    SEEN = "seen"  # somebody saw it, and the source says where
    SUCCESSOR = "successor"  # another table took the place of this one
    EXPECTED = "expected"  # the day on which the publisher was to publish it is past


@dataclass(frozen=True, slots=True)
class NewerFigures:
    """What is newer, at the source `of` which the indicator reads.

    `seen` is what was seen, `successor` the table that goes on, `expected` what should be out;
    the one that `known_from` names is there, and the others are None. `held` tells that another
    indicator of this monitor reads the successor.
    """

    known_from: KnownFrom
    of: Source
    seen: Newer | None = None
    successor: Source | None = None
    expected: Expectation | None = None
    held: bool = False


def newer_figures(
    computed: Computed,
    programme: Programme,
    schedules: Mapping[str, Schedule],
    *,
    newest: Period,
    held: frozenset[str] = frozenset(),
) -> NewerFigures | None:
    """Return what the publisher has after `newest`, None where nothing newer is known.

    `schedules` has what is expected of each source, and `held` the data sets that any indicator
    reads. What was seen goes before a successor, and that before what is only expected. That a
    rhythm alone would have something newer by now is no knowledge.
    """
    read = {part.dataset for part in computed.inputs}
    sources = [one for one in programme.sources.values() if one.id in read]
    for source in sources:
        seen = source.newer
        if seen is None or newest.end >= Period.parse(seen.period).end:
            continue
        if not seen.measures or _used(computed, source) & set(seen.measures):
            return NewerFigures(KnownFrom.SEEN, source, seen=seen)
    terms = computed.definition.metric.terms
    line = {name for term in terms for name in programme.line_of(term.selection.dataset)}
    for source in sources:
        for one in programme.successors(source.id):
            goes_on = not one.measures or _used(computed, source) & one.measures.keys()
            if one.id not in read | line and goes_on:
                return NewerFigures(KnownFrom.SUCCESSOR, source, successor=one, held=one.id in held)
    for source in sources:
        missed = schedules[source.id].missed
        if missed is not None and missed.standing is not Standing.DERIVED:
            return NewerFigures(KnownFrom.EXPECTED, source, expected=missed)
    return None


def _used(computed: Computed, source: Source) -> set[str]:
    """The measures of a source that an indicator reads: of others nothing newer matters."""
    return {part.measure for part in computed.inputs if part.dataset == source.id}
