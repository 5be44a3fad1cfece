"""What is expected of each source on the day of a release, and what it has that we have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agdb.arrivals.calendar import Expectation, ExpectationState, Schedule, schedule
from agdb.programme.programme import Programme
from agdb.programme.source import Newer, Source
from agdb.results.release import Release
from agdb.results.value import Computed
from agdb.results.values import known_periods
from agdb.statistics.identifier import table_of
from agdb.statistics.period import Period, last_day


@dataclass(frozen=True, slots=True)
class Awaited:
    """One source: what it should have given already, what comes next, and whom that touches."""

    source: Source
    schedule: Schedule
    indicators: tuple[str, ...]

    @property
    def first(self) -> Expectation | None:
        """What is expected first, perhaps missed."""
        return self.schedule.missed or self.schedule.coming


def awaited(release: Release) -> tuple[Awaited, ...]:
    """Return every source of the programme, in its order, as seen on the day of the release.

    That day stands for today, so that one release always gives the same calendar.
    """
    return tuple(_awaited(release, source) for source in release.programme.sources.values())


def by_table(some: Iterable[Awaited], programme: Programme) -> tuple[Awaited, ...]:
    """Return one for each table: editions of it, as `a:b@2025-Q4` is one of `a:b`, are one source.

    What comes next of a table comes once, however many of its editions are read here; of what
    should be out already the newest edition tells it.
    """
    found: dict[str, list[Awaited]] = {}
    for one in some:
        base = table_of(one.source.id)
        found.setdefault(base if base in programme.sources else one.source.id, []).append(one)
    return tuple(_joined(programme.sources[base], editions) for base, editions in found.items())


def _joined(source: Source, editions: list[Awaited]) -> Awaited:
    missed = [one.schedule.missed for one in editions if one.schedule.missed is not None]
    coming = [one.schedule.coming for one in editions if one.schedule.coming is not None]
    schedule = Schedule(
        max(missed, key=lambda one: one.day, default=None),
        min(coming, key=lambda one: one.day, default=None),
    )
    indicators = dict.fromkeys(name for one in editions for name in one.indicators)
    return Awaited(source, schedule, tuple(indicators))


def next_expected(computed: Computed, release: Release) -> Expectation | None:
    """Return what is expected first of the sources of this indicator, None if unknown."""
    used = _datasets(computed)
    sources = [one for one in release.programme.sources.values() if one.id in used]
    found = [_awaited(release, source).first for source in sources]
    return min((one for one in found if one is not None), key=lambda one: one.day, default=None)


def _awaited(release: Release, source: Source) -> Awaited:
    """What is expected of one source; nothing of a table that another one succeeded."""
    touched = [name for name, one in release.computed.items() if source.id in _datasets(one)]
    return Awaited(source, _schedule(release, source), tuple(touched))


def _schedule(release: Release, source: Source) -> Schedule:
    if release.programme.successors(source.id):
        return Schedule()
    readers = [
        one
        for one in release.computed.values()
        if any(part.dataset == source.id for part in one.inputs)
    ]
    periods = [Period.parse(text) for one in readers for text in known_periods(one.values)]
    return schedule(
        source,
        newest=max((period for period in periods if period.dated), default=None),
        published=max(_came(source, readers), default=None),
        today=release.day,
    )


def _came(source: Source, readers: list[Computed]) -> Iterator[date]:
    """The day on which each of the figures came: as the publisher says, else when we had them."""
    for one in readers:
        for part in one.inputs:
            if part.dataset == source.id:
                yield last_day(part.published) or part.recorded


def _datasets(computed: Computed) -> frozenset[str]:
    """The data sets that an indicator reads, or waits for."""
    read = {part.dataset for part in computed.inputs}
    return frozenset(read | ({computed.waiting.dataset} if computed.waiting else set()))


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
        if missed is not None and missed.standing is not ExpectationState.DERIVED:
            return NewerFigures(KnownFrom.EXPECTED, source, expected=missed)
    return None


def _used(computed: Computed, source: Source) -> set[str]:
    """The measures of a source that an indicator reads: of others nothing newer matters."""
    return {part.measure for part in computed.inputs if part.dataset == source.id}
