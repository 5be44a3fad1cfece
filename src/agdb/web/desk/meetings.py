"""Meetings from agenda to decision, and the actions that follow, to their proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from agdb.register.entry import Entry
from agdb.register.fields import fields_of
from agdb.register.meeting import Action, ItemKind, Meeting
from agdb.register.states import ACTION, MEETING, ActionState, ItemState, Machine, MeetingState, S
from agdb.web.desk.editing import change, create
from agdb.web.desk.messages import Letter, names, post, tongues
from agdb.web.desk.permissions import Act
from agdb.web.desk.records import Held, entry, held, of_kind
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError, WrongStateError
from agdb.web.desk.roles import Actor

Texts = Mapping[str, str]
"""A text in every language of the programme."""


def add_item(
    actor: Actor,
    meeting: str,
    *,
    title: Texts,
    kind: ItemKind,
    asked: Texts | None = None,
    papers: Sequence[str] = (),
    expected: int,
    at: datetime,
) -> Held:
    """Add an item at the end of an agenda that is still in preparation."""

    def added(one: Entry) -> Mapping[str, Any]:
        current = _unsettled(one)
        number = max((item.number for item in current.items), default=0) + 1
        return {"items": [*_items(one), {"number": number} | _asked_of(title, kind, asked, papers)]}

    return change(
        actor, Act.UPDATE, "meetings", meeting, by=added, expected=expected, at=at,
        action="add-item",
    )  # fmt: skip


def edit_item(
    actor: Actor,
    meeting: str,
    number: int,
    *,
    title: Texts,
    kind: ItemKind,
    asked: Texts | None = None,
    papers: Sequence[str] = (),
    expected: int,
    at: datetime,
) -> Held:
    """Replace what an item of an agenda in preparation says and asks; its number stays.

    Raises `NotThereError` without such an item, `WrongStateError` once the agenda is settled.
    """

    def edited(one: Entry) -> Mapping[str, Any]:
        if number not in {item.number for item in _unsettled(one).items}:
            raise NotThereError
        given = _asked_of(title, kind, asked, papers)
        kept = [
            {name: value for name, value in item.items() if name != "asked"} | given
            if item["number"] == number
            else item
            for item in _items(one)
        ]
        return {"items": kept}

    return change(
        actor, Act.UPDATE, "meetings", meeting, by=edited, expected=expected, at=at,
        action="edit-item",
    )  # fmt: skip


def settle_agenda(actor: Actor, meeting: str, *, expected: int, at: datetime) -> Held:
    """Settle the agenda, so that it can be read and sent.

    Raises `InvalidError` that names each item to be decided without a decision that is asked, and
    a place that is missing.
    """
    current = _meeting(held("meetings", meeting).entry)
    wrong = [
        Mistake(f"items.{item.number}", "no-decision-asked", {"number": str(item.number)})
        for item in current.items
        if item.kind is ItemKind.DECIDE and item.asked is None
    ]
    if current.place is None and not current.online:
        wrong.append(Mistake("place", "place-missing"))
    if not current.items:
        wrong.append(Mistake("items", "agenda-empty"))
    return _move_meeting(actor, meeting, MeetingState.SCHEDULED, wrong, expected=expected, at=at)


def hold_meeting(actor: Actor, meeting: str, *, expected: int, at: datetime) -> Held:
    """Note that the meeting was held; raises `InvalidError` before it has begun."""
    current = _meeting(held("meetings", meeting).entry)
    wrong = [Mistake("start", "not-yet-begun")] if current.start > at else []
    return _move_meeting(actor, meeting, MeetingState.HELD, wrong, expected=expected, at=at)


def approve_report(actor: Actor, meeting: str, *, expected: int, at: datetime) -> Held:
    """Note that the report was approved: the meeting is public from then on.

    Raises `InvalidError` that names each item to be decided that was neither decided nor adjourned.
    """
    wrong = [
        Mistake(f"items.{item.number}", "item-undecided", {"number": str(item.number)})
        for item in _meeting(held("meetings", meeting).entry).items
        if item.kind is ItemKind.DECIDE
        and item.state not in {ItemState.DECIDED, ItemState.ADJOURNED}
    ]
    return _move_meeting(actor, meeting, MeetingState.REPORTED, wrong, expected=expected, at=at)


def cancel_meeting(
    actor: Actor, meeting: str, *, reason: Texts, expected: int, at: datetime
) -> Held:
    """Cancel a meeting that was not held, with a reason."""
    return _move_meeting(
        actor, meeting, MeetingState.CANCELLED, (), expected=expected, at=at, reason=reason,
        act=Act.END,
    )  # fmt: skip


def mark_item(
    actor: Actor, meeting: str, number: int, *, state: ItemState, expected: int, at: datetime
) -> Held:
    """Note that an item was discussed or adjourned; it is decided by its decision alone."""
    if state not in {ItemState.DISCUSSED, ItemState.ADJOURNED}:
        raise WrongStateError("open", state.value)
    return _mark_item(actor, meeting, number, state, expected=expected, at=at)


def decide(
    actor: Actor,
    meeting: str,
    number: int,
    *,
    ident: str,
    text: Texts,
    money: str | None = None,
    dissent: Texts | None = None,
    replaces: str | None = None,
    expected: int,
    at: datetime,
) -> Held:
    """Record what a meeting decided under an item of its agenda; the item is decided then.

    A decision is never changed or removed: `replaces` names the one that this one takes the place
    of, and both stay.
    """
    current = _meeting(held("meetings", meeting).entry)
    if current.state not in {MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.REPORTED}:
        raise WrongStateError(current.state.value, "decided")
    given = {"money": money, "dissent": dissent, "replaces": replaces}
    fields: dict[str, Any] = {
        "id": ident,
        "text": dict(text),
        "meeting": meeting,
        "item": number,
        "day": current.start.date().isoformat(),
        "sources": [_minutes(current)],
        "as_of": current.start.date().isoformat(),
        **{name: value for name, value in given.items() if value},
    }
    with transaction.atomic():
        if replaces is None:
            _mark_item(actor, meeting, number, ItemState.DECIDED, expected=expected, at=at)
        return create(actor, "decisions", fields, at=at)


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
    _require_texts("proof", proof, "proof-missing")
    given = {"proof": dict(proof)}
    return _move_action(actor, ident, ActionState.DONE, given, expected=expected, at=at)


def drop_action(actor: Actor, ident: str, *, reason: Texts, expected: int, at: datetime) -> Held:
    """Note that an action will not be done, with a reason."""
    _require_texts("reason", reason, "reason-missing")
    return _move_action(
        actor, ident, ActionState.DROPPED, {}, expected=expected, at=at, reason=reason
    )


def postpone_action(
    actor: Actor, ident: str, *, due: date, reason: Texts, expected: int, at: datetime
) -> Held:
    """Move the day of an action, with a reason; the day before stays in sight."""
    _require_texts("reason", reason, "reason-missing")
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
        action="postpone", reason=next(iter(reason.values())),
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


def _move_meeting(
    actor: Actor,
    ident: str,
    state: MeetingState,
    wrong: Sequence[Mistake],
    *,
    expected: int,
    at: datetime,
    reason: Texts | None = None,
    act: Act = Act.UPDATE,
) -> Held:
    def moved(one: Entry) -> Mapping[str, Any]:
        current = _meeting(one).state
        if not MEETING.may(current, state):
            raise WrongStateError(current.value, state.value)
        if wrong:
            raise InvalidError(*wrong)
        return _stepped(one, MEETING, state, reason, at)

    return change(
        actor, act, "meetings", ident, by=moved, expected=expected, at=at, action=state.value,
        reason=next(iter((reason or {}).values()), ""),
    )  # fmt: skip


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
        current = _action(one).state
        if not ACTION.may(current, state):
            raise WrongStateError(current.value, state.value)
        return {**_stepped(one, ACTION, state, reason, at), **given}

    return change(
        actor, Act.UPDATE, "actions", ident, by=moved, expected=expected, at=at,
        action=state.value, reason=next(iter((reason or {}).values()), ""),
    )  # fmt: skip


def _stepped(
    one: Entry,
    machine: Machine[S],
    state: S,
    reason: Texts | None,
    at: datetime,
) -> Mapping[str, Any]:
    if state in machine.needs_reason:
        _require_texts("reason", reason or {}, "reason-missing")
    step: dict[str, Any] = {"state": state.value, "since": at.date().isoformat()}
    step |= {"reason": dict(reason)} if reason else {}
    return {"history": [*fields_of(one)["history"], step]}


def _mark_item(
    actor: Actor, meeting: str, number: int, state: ItemState, *, expected: int, at: datetime
) -> Held:
    def marked(one: Entry) -> Mapping[str, Any]:
        current = _meeting(one)
        if current.state not in {MeetingState.SCHEDULED, MeetingState.HELD}:
            raise WrongStateError(current.state.value, state.value)
        if number not in {item.number for item in current.items}:
            raise NotThereError
        return {
            "items": [
                item | ({"state": state.value} if item["number"] == number else {})
                for item in _items(one)
            ]
        }

    return change(
        actor, Act.UPDATE, "meetings", meeting, by=marked, expected=expected, at=at,
        action=f"item-{state.value}",
    )  # fmt: skip


def _unsettled(one: Entry) -> Meeting:
    """The meeting, while its agenda is in preparation."""
    current = _meeting(one)
    if current.state is not MeetingState.PREPARED:
        raise WrongStateError(current.state.value, "agenda")
    return current


def _asked_of(
    title: Texts, kind: ItemKind, asked: Texts | None, papers: Sequence[str]
) -> dict[str, Any]:
    given: dict[str, Any] = {"title": dict(title), "kind": kind.value, "papers": list(papers)}
    return given | ({"asked": dict(asked)} if asked else {})


def _items(one: Entry) -> list[dict[str, Any]]:
    return list(fields_of(one).get("items", []))


def _require_texts(field: str, texts: Texts, key: str) -> None:
    if not any(text.strip() for text in texts.values()):
        raise InvalidError(Mistake(field, key))


def _minutes(meeting: Meeting) -> dict[str, Any]:
    """What a meeting decided stands in its report."""
    body, day = names("bodies", meeting.body), meeting.start.date()
    tongues_ = tongues(settings.AGDB_LANGUAGES)
    said = {
        code: one.say("minutes", body=body[code], day=one.date(day))
        for code, one in tongues_.items()
    }
    return {"title": said, "seen": "whole"}


def _meeting(one: Entry) -> Meeting:
    return cast("Meeting", one)


def _action(one: Entry) -> Action:
    return cast("Action", one)
