"""What a number was before, and why it differs from what came after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.metric import ByClassification
from agdb.programme.programme import Programme
from agdb.results.provenance import EarlierValue, RevisionReason, ValueLabel, label_of_value
from agdb.results.value import Computed, Input, Kind, Value
from agdb.statistics.status import Finality


@dataclass(frozen=True, slots=True)
class State:
    """An indicator as computed from older data or by an older programme.

    `release` names the release that published it; empty if it was computed again from older data.
    """

    computed: Computed
    programme: Programme
    release: str = ""

    @property
    def recorded(self) -> date:
        """The day of its newest input."""
        return max((used.recorded for used in self.computed.inputs), default=date.min)


def earlier_values(
    now: State, before: Sequence[State]
) -> dict[ValueLabel, tuple[EarlierValue, ...]]:
    """Return what each number of `now` was in the states `before`, oldest first.

    `before` is in the order of time. A number that was always the same is not in the result, nor is
    a state in which it did not exist; one that was not published then counts as another value.
    """
    chain = [state for state in (*before, now) if state.computed.inputs]
    values = [
        {label_of_value(v): v for v in state.computed.values if v.kind is Kind.OBSERVED}
        for state in chain
    ]
    found: dict[ValueLabel, list[EarlierValue]] = {}
    for label in values[-1] if values else ():
        had = [(state, held[label]) for state, held in zip(chain, values, strict=True)
               if label in held]  # fmt: skip
        for (older, was), (newer, became) in pairwise(had):
            if _number(was) != _number(became):
                reasons = tuple(dict.fromkeys(_named(older, newer, was, became)))
                found.setdefault(label, []).append(
                    _earlier(older, was, reasons or (RevisionReason.CALCULATION,))
                )
    return {label: tuple(steps) for label, steps in found.items()}


def _earlier(state: State, value: Value, reasons: tuple[RevisionReason, ...]) -> EarlierValue:
    versions = tuple(
        dict.fromkeys(f"{used.dataset} {used.version}" for used in state.computed.inputs)
    )
    return EarlierValue(value, state.recorded, versions, state.release, reasons)


def _number(value: Value) -> tuple[float | None, float | None, float | None]:
    return value.value, value.lower, value.upper


def _named(older: State, newer: State, was: Value, became: Value) -> Iterator[RevisionReason]:
    one, other = older.computed, newer.computed
    if _counts(one.definition) != _counts(other.definition):
        yield RevisionReason.DEFINITION
    elif _codes(older) != _codes(newer):
        yield RevisionReason.CODES
    inputs = {used.role: used for used in one.inputs if used.table == was.table}
    for used in other.inputs:
        before = inputs.get(used.role)
        if before is None or used.table != became.table:
            continue
        if before.dataset != used.dataset:
            yield RevisionReason.TABLE
        else:
            yield from _of_data(before, used, definitive=was.finality is Finality.DEFINITIVE)
    if _corrections(one, was) != _corrections(other, became):
        yield RevisionReason.CORRECTION


def _of_data(before: Input, after: Input, *, definitive: bool) -> Iterator[RevisionReason]:
    if before.checksum != after.checksum:
        yield RevisionReason.REVISION if definitive else RevisionReason.VINTAGE
    elif before.version != after.version:
        yield RevisionReason.READING


def _counts(definition: Indicator) -> object:
    """The part of a definition that decides a number; names and notes do not."""
    return (
        definition.metric,
        definition.unit,
        definition.frequencies,
        definition.region,
        tuple((b.id, b.dimension, b.total, b.members, b.remainder) for b in definition.breakdowns),
    )


def _codes(state: State) -> object:
    """The code lists behind a number: classifications with their members, publishers' codes."""
    definition, programme = state.computed.definition, state.programme
    named = {definition.classification, *(b.classification for b in definition.breakdowns)}
    datasets: Mapping[str, object] = {}
    for term in definition.metric.terms:
        wanted = term.selection.where.values()
        named |= {one.classification for one in wanted if isinstance(one, ByClassification)}
        source = programme.sources.get(term.selection.dataset)
        datasets = {**datasets, term.role: source and source.dimensions}
    lists = {name: _list(programme.classifications.get(name or "")) for name in named}
    return lists, datasets


def _list(classification: Classification | None) -> object:
    if classification is None:
        return None
    return classification.version, tuple(member.id for member in classification.members)


def _corrections(computed: Computed, value: Value) -> set[tuple[str, str]]:
    return {
        (applied.id, applied.made)
        for used in computed.inputs
        for applied in used.corrections
        if applied.id in value.corrections
    }
