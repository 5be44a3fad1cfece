"""Estimates that are too small to be shown, or to be relied on, before anything is made of them.

A hidden count lies between nothing and the floor, and the arithmetic carries these bounds: a share
of hidden counts comes out as a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agdb.errors import IndicatorError, Place
from agdb.programme.metric import Selection
from agdb.programme.programme import Programme
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Frequency
from agdb.statistics.status import ObservationStatus


@dataclass(frozen=True, slots=True)
class SizeFloor:
    """A floor in the unit of the measure that it holds for."""

    frequency: Frequency
    below: float
    then: Literal["hide", "warn"]


def floors_of(programme: Programme, selection: Selection, *, place: Place) -> tuple[SizeFloor, ...]:
    """Return the floors under the counts of a selection, in the unit of its measure.

    Only counts have a floor. Raises `IndicatorError` where one is declared for the data set and
    the unit of the measure is not documented: it would be unknown what to hide.
    """
    source = programme.sources.get(selection.dataset)
    collection = source.collected(selection.measure) if source else None
    rule = programme.margins.get((collection and collection.margin) or "")
    if rule is None or not rule.floors:
        return ()
    note = source.measures.get(selection.measure) if source else None
    if note is None:
        raise IndicatorError(
            f"the unit of {selection.measure} is not documented, and {selection.dataset} has a"
            " publication floor",
            place=place,
            remedy="document it under measures in the file of this source",
        )
    unit = programme.units[note.unit]
    if unit.kind != "count":
        return ()
    return tuple(
        SizeFloor(frequency, floor.below * 10.0 ** (rule.scale - unit.scale), floor.then)
        for frequency, floor in rule.floors.items()
    )


def floor_columns(floors: Sequence[SizeFloor]) -> str:
    """Return the columns of a grouped row that `floored` reads, each with a comma before it."""
    warned = sql_text(ObservationStatus.LOW_RELIABILITY.value)
    return (
        f",\n    {_limit(floors, 'hide')} as hidden_below,"
        f"\n    {_limit(floors, 'warn')} as warned_below,"
        f"\n    max(case when status = {warned} then 1 else 0 end) as warned"
    )


def floored(grouped: str, *, labels: Sequence[str], order: Sequence[ObservationStatus]) -> str:
    """Return the statement over the rows of `grouped` in which the floors are applied.

    `order` gives each status its bit. What is hidden has no value, the bounds nothing and floor,
    and the status of a suppressed value.
    """
    # The limits depend on the frequency, so they are columns. Each bit is added at most once: where
    # there is a value no cell was suppressed, and `warned` says whether one was unreliable.
    hidden, warned = "value < hidden_below", "warned = 0 and value < warned_below"
    suppressed = 2 ** order.index(ObservationStatus.MISSING_SUPPRESSED)
    unreliable = 2 ** order.index(ObservationStatus.LOW_RELIABILITY)
    return (
        f"  select {', '.join(labels)},\n"
        f"    case when {hidden} then null else value end as value,\n"
        f"    case when {hidden} then 0 else lower end as lower,\n"
        f"    case when {hidden} then hidden_below else upper end as upper,\n"
        f"    statuses + case when {hidden} then {suppressed} when {warned} then {unreliable}"
        " else 0 end as statuses,\n"
        "    finalities, mark, n_keys,\n"
        f"    n_bounds + case when {hidden} then 1 else 0 end as n_bounds\n"
        f"  from (\n{grouped}\n) as counted"
    )


def _limit(floors: Sequence[SizeFloor], then: str) -> str:
    cases = " ".join(
        f"when {sql_text(one.frequency.value)} then {one.below!r}"
        for one in floors
        if one.then == then
    )
    return f"max(case frequency {cases} end)" if cases else "cast(null as double)"
