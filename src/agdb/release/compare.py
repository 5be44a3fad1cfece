"""What changed from one release to a later one: figures, definitions, judgements, register.

Both are taken as they were kept; nothing is computed or judged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from agdb.errors import Place, UsageError
from agdb.indicators.changes import State, earlier_values
from agdb.programme.indicator import Indicator
from agdb.register.entry import Entry
from agdb.register.register import Register
from agdb.register.states import ActionState
from agdb.results.judgement import Status
from agdb.results.outlook import SeriesOutlook, TargetStatus
from agdb.results.release import Release
from agdb.results.release_changes import (
    ChangedDefinition,
    ChangedRecord,
    DefinitionPart,
    MovedStatus,
    NewPeriods,
    OverdueRecord,
    RecordMove,
    ReleaseChanges,
    RevisedValue,
    Withdrawn,
)
from agdb.results.track import Cause, Labels, labels_of
from agdb.results.value import Applied, Computed
from agdb.results.values import known_periods, observed_numbers
from agdb.statistics.period import Period

_PARTS: Final[Mapping[DefinitionPart, tuple[str, ...]]] = {
    DefinitionPart.CALCULATION: ("metric",),
    DefinitionPart.UNIT: ("unit",),
    DefinitionPart.PERIODS: ("frequencies",),
    DefinitionPart.REGIONS: ("region",),
    DefinitionPart.PARTS: ("breakdowns",),
    DefinitionPart.WORDS: ("names", "definition"),
}
_OWN_LIST: Final = frozenset({"codes", "actions"})
"""Kinds of the register that are words, or that are told apart as done and overdue."""


def compare(before: Release, after: Release) -> ReleaseChanges:
    """Return what differs from `before` to `after`, in the order of the programme of `after`.

    An indicator is followed under the name that it has now. Raises `UsageError` for releases that
    are the same one.
    """
    if before.id == after.id:
        raise UsageError(
            "a release does not differ from itself",
            place=Place(after.id),
            remedy="name two releases; agdb release list has them",
        )
    return _Comparison(before, after).changes()


class _Comparison:
    """Two releases, with each indicator of the later one beside what it was in the earlier."""

    def __init__(self, before: Release, after: Release) -> None:
        self._before, self._after = before, after
        self._pairs = {
            name: (was, now)
            for name, now in after.computed.items()
            if (was := _was(name, now, before.computed)) is not None
        }
        self._periods: dict[str, NewPeriods] = {}
        self._revised: dict[str, tuple[RevisedValue, ...]] = {}
        self._lost: dict[str, int] = {}
        for name, (was, now) in self._pairs.items():
            self._figures(name, was, now)

    def changes(self) -> ReleaseChanges:
        before, after = self._before, self._after
        followed = {was.definition.id for was, _ in self._pairs.values()}
        return ReleaseChanges(
            before=before.id,
            after=after.id,
            days=(before.day, after.day),
            periods=tuple(self._periods.values()),
            appeared=tuple(
                name
                for name, now in after.computed.items()
                if known_periods(now.values)
                and not (name in self._pairs and known_periods(self._pairs[name][0].values))
            ),
            vanished=tuple(
                name
                for name, was in before.computed.items()
                if name not in followed and known_periods(was.values)
            ),
            revised=tuple(one for some in self._revised.values() for one in some),
            lost=tuple(self._lost.items()),
            definitions=tuple(self._definitions()),
            statuses=tuple(self._statuses()),
            records=tuple(_records(before.register, after.register)),
            done=tuple(_done(before.register, after.register)),
            overdue=tuple(_overdue(before, after)),
            corrections=tuple(_corrections(before, after)),
            withdrawn=tuple(_withdrawn(before, after)),
        )

    def _figures(self, name: str, was: Computed, now: Computed) -> None:
        had, has = observed_numbers(was.values), observed_numbers(now.values)
        if had == has:
            return
        old, new = known_periods(was.values), known_periods(now.values)
        if old and new - old:
            self._periods[name] = NewPeriods(name, _in_time(new - old), _in_time(old)[-1])
        if had.keys() - has.keys():
            self._lost[name] = len(had.keys() - has.keys())
        if any(has.get(label, number) != number for label, number in had.items()):
            self._revised[name] = tuple(self._moved(name, was, now))

    def _moved(self, name: str, was: Computed, now: Computed) -> Iterator[RevisedValue]:
        steps = earlier_values(
            State(now, self._after.programme), [State(was, self._before.programme)]
        )
        current = {(v.region, v.period, v.breakdown): v.value for v in now.values}
        usual = {
            labels_of(one): one.revised.size
            for one in self._before.outlook.get(was.definition.id, ())
            if one.revised is not None
        }
        for label, (step, *_) in steps.items():
            region, period, breakdown = label
            labels = (region, breakdown, Period.parse(period).frequency)
            yield RevisedValue(
                indicator=name,
                region=region,
                period=period,
                breakdown=breakdown,
                was=step.value.value,
                became=current[label],
                reasons=step.reasons,
                usual=usual.get(labels),
            )

    def _definitions(self) -> Iterator[ChangedDefinition]:
        for name, (was, now) in self._pairs.items():
            parts = tuple(_other_parts(was.definition, now.definition))
            if parts:
                yield ChangedDefinition(name, parts)

    def _statuses(self) -> Iterator[MovedStatus]:
        for name, (was, _) in self._pairs.items():
            old = {labels_of(one): one for one in self._before.outlook.get(was.definition.id, ())}
            for series in self._after.outlook.get(name, ()):
                earlier = old.get(labels_of(series))
                if earlier is not None:
                    yield from self._judged(name, was.definition.id, earlier, series)

    def _judged(
        self, name: str, former: str, earlier: SeriesOutlook, series: SeriesOutlook
    ) -> Iterator[MovedStatus]:
        then = {one.target: one for one in earlier.judged}
        for judged in series.judged:
            if judged.target not in then:
                continue
            was = shown_status(self._before, former, earlier, then[judged.target])
            became = shown_status(self._after, name, series, judged)
            if was is not became:
                yield MovedStatus(
                    indicator=name,
                    target=judged.target,
                    region=series.region,
                    breakdown=series.breakdown,
                    was=was,
                    became=became,
                    cause=self._cause(name, labels_of(series)),
                )

    def _cause(self, name: str, labels: Labels) -> Cause:
        """What is new in the series itself; a new way to judge is another cause."""
        region, breakdown, frequency = labels
        new = self._periods.get(name)
        longer = new is not None and any(
            Period.parse(text).frequency is frequency for text in new.periods
        )
        revised = any(
            (one.region, one.breakdown) == (region, breakdown)
            and Period.parse(one.period).frequency is frequency
            for one in self._revised.get(name, ())
        )
        if longer and revised:
            return Cause.BOTH
        if longer:
            return Cause.NEW_PERIOD
        return Cause.REVISION if revised else Cause.OTHER


def shown_status(
    release: Release, indicator: str, series: SeriesOutlook, judged: TargetStatus
) -> Status:
    """Return the status that a release shows: that of its track record, where it has one."""
    story = release.track.story(indicator, series, judged.target)
    return story.entries[-1].shown if story and story.entries else judged.judgement.status


def _was(name: str, now: Computed, before: Mapping[str, Computed]) -> Computed | None:
    """The indicator as it was; under another name where that is the only one it had."""
    if name in before:
        return before[name]
    former = [old for old in now.definition.formerly if old in before]
    return before[former[0]] if len(former) == 1 else None


def _in_time(periods: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(periods, key=lambda text: (Period.parse(text).end, text)))


def _other_parts(was: Indicator, now: Indicator) -> Iterator[DefinitionPart]:
    for part, names in _PARTS.items():
        if any(getattr(was, one) != getattr(now, one) for one in names):
            yield part


def _records(before: Register, after: Register) -> Iterator[ChangedRecord]:
    old = dict(before.kinds())
    for kind, now in after.kinds():
        if kind in _OWN_LIST:
            continue
        was = old[kind]
        yield from (ChangedRecord(kind, name, RecordMove.GONE) for name in was if name not in now)
        for name, one in now.items():
            if name not in was:
                yield ChangedRecord(kind, name, RecordMove.ADDED, became=_state(one))
            elif _state(was[name]) != _state(one):
                move = RecordMove.STATE
                yield ChangedRecord(kind, name, move, was=_state(was[name]), became=_state(one))
            elif was[name] != one:
                yield ChangedRecord(kind, name, RecordMove.CHANGED)


def _state(one: Entry) -> str:
    """The state of a record by its last step; empty for what has none, or none that is known."""
    history = getattr(one, "history", None)
    return str(history[-1].state) if history and history != "unknown" else ""


def _done(before: Register, after: Register) -> Iterator[str]:
    for name, one in after.actions.items():
        was = before.actions.get(name)
        if one.state is ActionState.DONE and (was is None or was.state is not ActionState.DONE):
            yield name


def _overdue(before: Release, after: Release) -> Iterator[OverdueRecord]:
    """Actions and promises that are late; what was late before is counted with what was known."""
    for kind in ("actions", "commitments"):
        was, now = getattr(before.register, kind), getattr(after.register, kind)
        for name, one in now.items():
            days = one.days_late(after.day)
            if days:
                new = name not in was or not was[name].days_late(before.day)
                yield OverdueRecord(kind, name, days, new)


def _applied(release: Release) -> dict[tuple[str, tuple[str, ...]], Applied]:
    return {
        (one.id, one.key): one
        for computed in release.computed.values()
        for part in computed.inputs
        for one in part.corrections
    }


def _corrections(before: Release, after: Release) -> Iterator[Applied]:
    known = _applied(before)
    yield from (one for key, one in _applied(after).items() if key not in known)


def _withdrawn(before: Release, after: Release) -> Iterator[Withdrawn]:
    known = {(one.dataset, one.version) for one in before.excluded if one.withdrawn}
    for one in after.excluded:
        if one.withdrawn is not None and (one.dataset, one.version) not in known:
            yield Withdrawn(one.dataset, one.version, one.withdrawn, one.why)
