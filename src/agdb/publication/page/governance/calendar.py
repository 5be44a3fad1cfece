"""Meetings and actions as a calendar of one's own: organisations only, never a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Final, Literal

from agdb.arrivals.icalendar import Appointment, Component, Task, icalendar
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.registered.wording import RegisterWording
from agdb.register.states import ActionState, MeetingState

_STATUS: Final[
    dict[ActionState, Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]]
] = {
    ActionState.OPEN: "NEEDS-ACTION",
    ActionState.RUNNING: "IN-PROCESS",
    ActionState.DONE: "COMPLETED",
    ActionState.DROPPED: "CANCELLED",
}


def meetings_file(edition: Edition) -> tuple[str, bytes]:
    """Return the calendar of meetings and actions, as iCalendar; it may be empty."""
    language = edition.language
    stamp = datetime.combine(edition.release.day, time(), tzinfo=UTC)
    name = f"{language.words(edition.programme.plan.short)}: {language.say('governance.calendar')}"
    text = icalendar(_components(RegisterWording(edition)), name=name, stamp=stamp)
    return address.meetings(language.code), text.encode()


def _components(said: RegisterWording) -> Iterator[Component]:
    edition = said.edition
    page = edition.addresses.full(address.section(edition.language.code, "governance"))
    for one in said.register.meetings.values():
        yield Appointment(
            uid=f"meeting-{one.id}@agdb",
            begins=one.start,
            ends=one.end,
            summary=said.words(said.register.bodies[one.body].names),
            description="; ".join(f"{item.number}. {said.words(item.title)}" for item in one.items),
            url=f"{page}#{one.id}" if edition.addresses.absolute else "",
            place=said.words(one.place),
            cancelled=one.state is MeetingState.CANCELLED,
        )
    for action in said.register.actions.values():
        yield Task(
            uid=f"action-{action.id}@agdb",
            summary=said.words(action.what),
            due=action.due,
            status=_STATUS[action.state],
            description=said.organisation(action.owner).text,
            url=f"{page}#{action.id}" if edition.addresses.absolute else "",
        )
