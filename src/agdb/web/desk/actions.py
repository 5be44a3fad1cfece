"""Actions that follow from a decision or a promise, to their proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from agdb.register.entry import Entry
from agdb.register.fields import fields_of
from agdb.register.meeting import Action
from agdb.register.states import ACTION, ActionState
from agdb.web.desk.editing import change, create
from agdb.web.desk.messages import Letter, names, post
from agdb.web.desk.permissions import Act
from agdb.web.desk.records import Held, entry, held, of_kind
from agdb.web.desk.refusals import InvalidError, Mistake, WrongStateError
from agdb.web.desk.roles import Actor
from agdb.web.desk.steps import Texts, in_log, require_texts, stepped


def open_action(
    actor: Actor,
    *,
    ident: str,
    what: Texts,
    owner: str,
    due: date | None,
    decision: str | None = None,
    commitment: str | None = None,
    at: datetime,
) -> Held:
    """Give an organisation something to do, of a decision or a commitment, and tell it."""
    if decision is not None:
        origin = held("decisions", decision)
    elif commitment is not None:
        origin = held("commitments", commitment)
    else:
        raise InvalidError(Mistake("decision", "no-origin"))
    if due is not None and due < at.date():
        raise InvalidError(Mistake("due", "day-past"))
    today = at.date().isoformat()
    given = {"due": due and due.isoformat(), "decision": decision, "commitment": commitment}
    fields: dict[str, Any] = {
        "id": ident,
        "what": dict(what),
        "owner": owner,
        "history": [{"state": ActionState.OPEN.value, "since": today}],
        "sources": fields_of(origin.entry)["sources"],
        "as_of": today,
        **{name: value for name, value in given.items() if value},
    }
    with transaction.atomic():
        made = create(actor, "actions", fields, at=at)
        post(action_letter(made, "action"), owner)
    return made


def start_action(actor: Actor, ident: str, *, expected: int, at: datetime) -> Held:
    """Note that work on an action has begun."""
    return _move_action(actor, ident, ActionState.RUNNING, {}, expected=expected, at=at)


def finish_action(actor: Actor, ident: str, *, proof: Texts, expected: int, at: datetime) -> Held:
    """Note that an action is done, with its proof."""
    require_texts("proof", proof, "proof-missing")
    given = {"proof": dict(proof)}
    return _move_action(actor, ident, ActionState.DONE, given, expected=expected, at=at)


def drop_action(actor: Actor, ident: str, *, reason: Texts, expected: int, at: datetime) -> Held:
    """Note that an action will not be done, with a reason."""
    return _move_action(
        actor, ident, ActionState.DROPPED, {}, expected=expected, at=at, reason=reason
    )


def postpone_action(
    actor: Actor, ident: str, *, due: date, reason: Texts, expected: int, at: datetime
) -> Held:
    """Move the day of an action, with a reason; the day before stays in sight."""
    require_texts("reason", reason, "reason-missing")
    if due < at.date():
        raise InvalidError(Mistake("due", "day-past"))

    def moved(one: Entry) -> Mapping[str, Any]:
        current = _action(one)
        if current.state in {ActionState.DONE, ActionState.DROPPED}:
            raise WrongStateError(current.state.value, "postponed")
        if current.due is None:
            return {"due": due.isoformat()}
        before = fields_of(one).get("postponed", [])
        step = {"was": current.due.isoformat(), "reason": dict(reason)}
        return {"due": due.isoformat(), "postponed": [*before, step]}

    return change(
        actor, Act.UPDATE, "actions", ident, by=moved, expected=expected, at=at,
        action="postpone", reason=in_log(reason),
    )  # fmt: skip


def late_actions(day: date) -> tuple[Held, ...]:
    """Return the actions that are late on `day`, the latest in front."""
    rows = of_kind("actions").filter(state__in=[ActionState.OPEN, ActionState.RUNNING])
    found = [Held(row, entry(row)) for row in rows]
    late = [one for one in found if _action(one.entry).days_late(day)]
    return tuple(sorted(late, key=lambda one: -_action(one.entry).days_late(day)))


def action_letter(one: Held, key: str) -> Letter:
    """Return the letter `key` about an action."""
    action = _action(one.entry)
    return Letter(
        key=key,
        what=action.what,
        initiative=names("organisations", action.owner),
        due=action.due,
        path=f"/desk/{{language}}/actions/{action.id}/",
    )


def _move_action(
    actor: Actor,
    ident: str,
    state: ActionState,
    given: Mapping[str, Any],
    *,
    expected: int,
    at: datetime,
    reason: Texts | None = None,
) -> Held:
    def moved(one: Entry) -> Mapping[str, Any]:
        fields = stepped(one, ACTION, _action(one).state, state, reason=reason, at=at)
        return {**fields, **given}

    return change(
        actor, Act.UPDATE, "actions", ident, by=moved, expected=expected, at=at,
        action=state.value, reason=in_log(reason),
    )  # fmt: skip


def _action(one: Entry) -> Action:
    return cast("Action", one)
