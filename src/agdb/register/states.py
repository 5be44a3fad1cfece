"""The states that things of the register go through, and the moves that are allowed between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from agdb.programme.model import Record, Words
from agdb.register.moment import Moment, first_day


class ActivityStatus(StrEnum):
    """Status of an initiative, after the IATI code list ActivityStatus (2.03)."""

    PIPELINE = "pipeline"
    IMPLEMENTATION = "implementation"
    FINALISATION = "finalisation"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


class BodyStatus(StrEnum):
    """A body that was announced is not active before it has met."""

    BEING_SET_UP = "being-set-up"
    ACTIVE = "active"
    ENDED = "ended"


class ResultState(StrEnum):
    """What happens to a result that an organisation hands in.

    `PUBLISHED` is of a result that was read in a public paper: nobody handed it in here.
    """

    PUBLISHED = "published"
    DRAFT = "draft"
    HANDED_IN = "handed-in"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"


class MeetingState(StrEnum):
    """From the invitation to the approved report."""

    PREPARED = "prepared"
    SCHEDULED = "scheduled"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """What a meeting did with an item of its agenda."""

    OPEN = "open"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    ADJOURNED = "adjourned"


class ActionState(StrEnum):
    """State of an action; that one is late is worked out, never written down."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class CommitmentState(StrEnum):
    """Our reading of a promise; the word of the source stands beside it.

    `answered` means that an answer was sent and no judgement on it was seen.
    """

    OPEN = "open"
    PARTLY = "partly"
    ANSWERED = "answered"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"
    HANDED_OVER = "handed-over"


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S]):
    """The first states of a kind of thing, the moves from each, and the states with a reason."""

    first: frozenset[S]
    moves: Mapping[S, frozenset[S]]
    needs_reason: frozenset[S] = frozenset()

    def may(self, before: S, after: S) -> bool:
        """Return whether a thing in state `before` may go to `after`."""
        return after in self.moves.get(before, frozenset())


class Step(Record):
    """A state, the moment from which it held, and the reason where one is needed.

    `already` tells that it held at that moment and began at one that nobody who was read names.
    """

    state: str
    since: Moment
    already: bool = False
    reason: Words | None = None


def fault(steps: Iterable[Step], machine: Machine[S], states: type[S]) -> str | None:
    """Return in one phrase why `steps` are no way through `machine`, None if they are one."""
    before: S | None = None
    since: str | None = None
    for step in steps:
        if step.state not in {one.value for one in states}:
            known = ", ".join(one.value for one in states)
            return f"there is no state {step.state!r}; write one of {known}"
        state = states(step.state)
        if before is None and state not in machine.first:
            return f"nothing begins as {state.value!r}"
        if before is not None and not machine.may(before, state):
            return f"from {before.value!r} it cannot become {state.value!r}"
        if since is not None and first_day(step.since) < first_day(since):
            return f"{state.value!r} is written to begin before the state that it follows"
        if state in machine.needs_reason and step.reason is None:
            return f"{state.value!r} needs a reason"
        before, since = state, step.since
    return "there is no state" if before is None else None


def _machine(
    first: Iterable[S], moves: Mapping[S, Iterable[S]], reason: Iterable[S] = ()
) -> Machine[S]:
    return Machine(frozenset(first), {k: frozenset(v) for k, v in moves.items()}, frozenset(reason))


_A, _C, _M = ActivityStatus, CommitmentState, MeetingState
ACTIVITY: Final = _machine(
    _A,
    {
        _A.PIPELINE: {_A.IMPLEMENTATION, _A.CANCELLED, _A.SUSPENDED},
        _A.IMPLEMENTATION: {_A.FINALISATION, _A.CLOSED, _A.CANCELLED, _A.SUSPENDED},
        _A.FINALISATION: {_A.CLOSED},
        _A.SUSPENDED: {_A.IMPLEMENTATION, _A.CANCELLED},
    },
    {_A.CANCELLED, _A.SUSPENDED},
)
BODY: Final = _machine(
    BodyStatus,
    {
        BodyStatus.BEING_SET_UP: {BodyStatus.ACTIVE, BodyStatus.ENDED},
        BodyStatus.ACTIVE: {BodyStatus.ENDED},
    },
)
RESULT: Final = _machine(
    {ResultState.DRAFT, ResultState.PUBLISHED},
    {
        ResultState.DRAFT: {ResultState.HANDED_IN},
        ResultState.HANDED_IN: {
            ResultState.DRAFT,
            ResultState.RETURNED,
            ResultState.APPROVED,
            ResultState.REJECTED,
        },
        ResultState.RETURNED: {ResultState.HANDED_IN},
    },
    {ResultState.RETURNED, ResultState.REJECTED},
)
MEETING: Final = _machine(
    {_M.PREPARED},
    {
        _M.PREPARED: {_M.SCHEDULED, _M.CANCELLED},
        _M.SCHEDULED: {_M.HELD, _M.CANCELLED},
        _M.HELD: {_M.REPORTED},
    },
    {_M.CANCELLED},
)
ACTION: Final = _machine(
    {ActionState.OPEN},
    {
        ActionState.OPEN: {ActionState.RUNNING, ActionState.DONE, ActionState.DROPPED},
        ActionState.RUNNING: {ActionState.DONE, ActionState.DROPPED},
    },
    {ActionState.DROPPED},
)
COMMITMENT: Final = _machine(
    {_C.OPEN},
    {
        _C.OPEN: {_C.PARTLY, _C.ANSWERED, _C.FULFILLED, _C.DROPPED, _C.HANDED_OVER},
        _C.PARTLY: {_C.ANSWERED, _C.FULFILLED, _C.DROPPED, _C.HANDED_OVER},
        _C.ANSWERED: {_C.FULFILLED, _C.PARTLY},
        _C.HANDED_OVER: {_C.PARTLY, _C.ANSWERED, _C.FULFILLED, _C.DROPPED},
    },
    {_C.DROPPED, _C.HANDED_OVER},
)
UNFINISHED: Final = frozenset({_C.OPEN, _C.PARTLY, _C.HANDED_OVER})
"""States in which a promise with a deadline can be late."""
