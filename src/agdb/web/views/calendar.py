"""Meetings and actions for one's own calendar, RFC 5545: organisations, and never a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from agdb.arrivals.icalendar import CalendarEvent, icalendar
from agdb.files.media import content_type
from agdb.register.meeting import Action, Meeting
from agdb.register.states import ActionState, MeetingState
from agdb.web import clock
from agdb.web.desk.editing import visible
from agdb.web.desk.records import entry
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.bodies import title_of
from agdb.web.views.home import all_named
from agdb.web.views.page import desk_page
from agdb.web.wording import say


@desk_page
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Send the meetings and open actions that the actor may see as one calendar file."""
    del request
    events = [*_meetings(actor), *_actions(actor)]
    text = icalendar(events, name=say(active())("desk.name"), stamp=clock.now())
    response = HttpResponse(text, content_type=content_type("desk.ics"))
    response.headers["Content-Disposition"] = 'attachment; filename="desk.ics"'
    return response


def _meetings(actor: Actor) -> Iterator[CalendarEvent]:
    found = [
        one
        for row in visible(actor, "meetings")
        if isinstance(one := entry(row), Meeting) and one.state is not MeetingState.CANCELLED
    ]
    bodies = all_named("bodies", (one.body for one in found))
    for one in found:
        day = timezone.localtime(one.start).date()
        yield CalendarEvent(
            uid=f"meeting-{one.id}", first=day, last=day,
            summary=title_of(one, bodies[one.body]),
            url=f"{settings.AGDB_ADDRESS}{reverse('desk-meeting', args=[one.id])}",
        )  # fmt: skip


def _actions(actor: Actor) -> Iterator[CalendarEvent]:
    open_ = {ActionState.OPEN, ActionState.RUNNING}
    found = [
        one
        for row in visible(actor, "actions")
        if isinstance(one := entry(row), Action) and one.state in open_
    ]
    owners = all_named("organisations", (one.owner for one in found))
    for one in found:
        if one.due is not None:
            yield CalendarEvent(
                uid=f"action-{one.id}", first=one.due, last=one.due,
                summary=f"{one.what[active()]} ({owners[one.owner]})",
                url=f"{settings.AGDB_ADDRESS}{reverse('desk-action', args=[one.id])}",
            )  # fmt: skip
