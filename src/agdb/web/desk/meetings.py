"""Meetings, from agenda to decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from agdb.register.entry import Entry
from agdb.register.fields import fields_of
from agdb.register.meeting import ItemKind, Meeting
from agdb.register.states import MEETING, ItemState, MeetingState
from agdb.web.desk.editing import change, create
from agdb.web.desk.messages import names, tongues
from agdb.web.desk.permissions import Act
from agdb.web.desk.records import Held, held
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError, WrongStateError
from agdb.web.desk.roles import Actor
from agdb.web.desk.steps import Texts, in_log, stepped


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
        fields = stepped(one, MEETING, _meeting(one).state, state, reason=reason, at=at)
        if wrong:
            raise InvalidError(*wrong)
        return fields

    return change(
        actor, act, "meetings", ident, by=moved, expected=expected, at=at, action=state.value,
        reason=in_log(reason),
    )  # fmt: skip


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
