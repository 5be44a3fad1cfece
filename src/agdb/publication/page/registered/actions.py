"""Decisions and actions as pages show them: who is to do what by when, and what was moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agdb.publication.edition import Link
from agdb.publication.page.registered.wording import RegisterWording
from agdb.register.meeting import Action, Decision
from agdb.register.states import ActionState

_SHAPES = {
    ActionState.OPEN: "none",
    ActionState.RUNNING: "half",
    ActionState.DONE: "full",
    ActionState.DROPPED: "none",
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action. `postponed` tells every day that was moved and why: the old days stay in sight."""

    ident: str
    what: str
    owner: Link
    due: str
    postponed: tuple[str, ...]
    state: str
    shape: str
    proof: str
    decision: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision; `replaces` and `replaced` name the other of two that follow each other."""

    ident: str
    text: str
    by: str
    day: str
    dissent: str
    replaces: str
    replaced: str


def action_rows(
    some: Iterable[Action], said: RegisterWording, *, day: date
) -> tuple[ActionRow, ...]:
    """Return actions as they stand on `day`: what is late first, then by the day they are due."""
    order = list(ActionState)
    ranked = sorted(
        some,
        key=lambda one: (-one.days_late(day), order.index(one.state), one.due or date.max),
    )
    return tuple(_action(one, said, day=day) for one in ranked)


def _action(one: Action, said: RegisterWording, *, day: date) -> ActionRow:
    language, late = said.edition.language, one.days_late(day)
    decision = said.register.decisions.get(one.decision or "")
    moved = (
        language.say(
            "action.moved", day=language.date(before.was), reason=said.words(before.reason)
        )
        for before in one.postponed
    )
    return ActionRow(
        ident=one.id,
        what=said.words(one.what),
        owner=said.organisation(one.owner),
        due=language.date(one.due) if one.due else "",
        postponed=tuple(moved),
        state=language.say("register.late", n=late) if late else said.code("action", one.state),
        shape="late" if late else _SHAPES[one.state],
        proof=said.words(one.proof),
        decision=said.words(decision.text) if decision else "",
    )


def decision_rows(some: Iterable[Decision], said: RegisterWording) -> tuple[DecisionRow, ...]:
    """Return decisions, newest first; one that was replaced stays."""
    after = {one.replaces: one for one in said.register.decisions.values() if one.replaces}
    found = sorted(some, key=lambda one: one.day, reverse=True)
    return tuple(_decision(one, said, after.get(one.id)) for one in found)


def _decision(one: Decision, said: RegisterWording, after: Decision | None) -> DecisionRow:
    before = said.register.decisions.get(one.replaces or "")
    meeting = said.register.meetings.get(one.meeting or "")
    body = said.register.bodies.get(meeting.body) if meeting else None
    return DecisionRow(
        ident=one.id,
        text=said.words(one.text),
        by=said.words(body.names) if body else said.words(one.decided_by),
        day=said.moment(one.day),
        dissent=said.words(one.dissent),
        replaces=said.words(before.text) if before else "",
        replaced=said.words(after.text) if after else "",
    )
