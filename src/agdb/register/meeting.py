"""Meetings of a body: agenda, decisions and actions, from invitation to proof.

After OParl (meeting, agenda item, paper) and iCalendar (VTODO for an action).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words
from agdb.register.entry import Entry
from agdb.register.moment import Moment
from agdb.register.states import (
    ACTION,
    MEETING,
    ActionState,
    ItemState,
    MeetingState,
    Step,
    fault,
)


class ItemKind(StrEnum):
    """What a meeting is asked to do with an item."""

    INFORM = "inform"
    DISCUSS = "discuss"
    DECIDE = "decide"


class AgendaItem(Record):
    """An item of an agenda. `asked` is the decision that is asked for, where one is."""

    number: int = Field(ge=1)
    title: Words
    kind: ItemKind
    asked: Words | None = None
    papers: tuple[Slug, ...] = ()
    state: ItemState = ItemState.OPEN


class Meeting(Entry):
    """A meeting of a body. It is published from the moment that its report is approved."""

    body: Slug
    start: datetime
    end: datetime
    place: Words | None = None
    online: bool = False
    items: tuple[AgendaItem, ...] = ()
    papers: tuple[Slug, ...] = ()
    history: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        wrong = fault(self.history, MEETING, MeetingState)
        if wrong is not None:
            raise ValueError(wrong)
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a time needs its zone, as in 2025-09-09T16:45:00+02:00")
        if self.end <= self.start:
            raise ValueError("it ends before it starts")
        numbers = [item.number for item in self.items]
        if numbers != sorted(set(numbers)):
            raise ValueError("the items of an agenda are numbered upward, each once")
        if self.state is not MeetingState.PREPARED and self.state is not MeetingState.CANCELLED:
            self._check_agenda()
        return self

    def _check_agenda(self) -> None:
        for item in self.items:
            if item.kind is ItemKind.DECIDE and item.asked is None:
                raise ValueError(f"item {item.number} is to be decided and asks no decision")
            ended = item.state in {ItemState.DECIDED, ItemState.ADJOURNED}
            if self.state is MeetingState.REPORTED and item.kind is ItemKind.DECIDE and not ended:
                raise ValueError(f"item {item.number} was to be decided: decided or adjourned?")

    @property
    def state(self) -> MeetingState:
        """The state that holds."""
        return MeetingState(self.history[-1].state)


class Decision(Entry):
    """What was decided, by a meeting under one of its items, or by someone on a day.

    A decision is never deleted: another one `replaces` it, and both stay.
    """

    text: Words
    meeting: Slug | None = None
    item: int | None = None
    decided_by: Words | None = None
    day: Moment
    considered: tuple[Words, ...] = ()
    dissent: Words | None = None
    money: Slug | None = None
    replaces: Slug | None = None

    @model_validator(mode="after")
    def _has_an_author(self) -> Self:
        if (self.meeting is None) == (self.decided_by is None):
            raise ValueError("name the meeting or who decided, one of the two")
        return self


class Postponed(Record):
    """A day that was moved: the one before, and why."""

    was: date
    reason: Words


class Action(Entry):
    """Something that one organisation is to do. `proof` is needed when it is done."""

    what: Words
    owner: Slug
    due: date | None = None
    postponed: tuple[Postponed, ...] = ()
    decision: Slug | None = None
    commitment: Slug | None = None
    history: tuple[Step, ...] = Field(min_length=1)
    proof: Words | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        wrong = fault(self.history, ACTION, ActionState)
        if wrong is not None:
            raise ValueError(wrong)
        if self.state is ActionState.DONE and self.proof is None:
            raise ValueError("what is done needs a proof")
        if self.postponed and self.due is None:
            raise ValueError("a day that was moved has a new one")
        return self

    @property
    def state(self) -> ActionState:
        """The state that holds."""
        return ActionState(self.history[-1].state)

    @property
    def unfinished(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state not in {ActionState.DONE, ActionState.DROPPED}

    def days_late(self, day: date) -> int:
        """Return by how many days it is late on `day`; 0 if it is not, or has no day."""
        if self.due is None or not self.unfinished:
            return 0
        return max((day - self.due).days, 0)
