"""Bodies and their meetings: who sits there, and when they meet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.register.fields import fields_of
from agdb.register.meeting import Meeting
from agdb.register.party import Body, Membership
from agdb.web import clock
from agdb.web.desk.editing import create, naming, read, visible
from agdb.web.desk.inside import contacts
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import entry, members
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.rendering import written_moment
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.home import all_named, named
from agdb.web.views.idents import free_ident
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say


class MeetingForm(DeskForm):
    """When and where a body meets."""

    asks = (
        ("date", "day"), ("time", "from"), ("time", "until"),
        ("+text", "place"), ("tick", "online"),
    )  # fmt: skip


@desk_page
def bodies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the bodies that the actor may see, each with its meetings."""
    meetings: dict[str, list[Meeting]] = {}
    for row in visible(actor, "meetings"):
        one = entry(row)
        if isinstance(one, Meeting):
            meetings.setdefault(one.body, []).append(one)
    found = [
        (one, sorted(meetings.get(one.id, ()), key=lambda held: held.start, reverse=True))
        for one in map(entry, visible(actor, "bodies"))
        if isinstance(one, Body)
    ]
    return show(request, "bodies.html", bodies=found, status_of=status_of)


@desk_page
def body(request: HttpRequest, actor: Actor, ident: str) -> HttpResponse:
    """Show a body: its members by organisation, and its meetings."""
    found = read(actor, "bodies", ident).entry
    around = [entry(row) for row in naming(actor, "bodies", ident)]
    seats = [one for one in around if isinstance(one, Membership) and one.body == ident]
    names = all_named("organisations", (one.organisation for one in seats))
    persons = contacts(actor, seats)
    meetings = [one for one in around if isinstance(one, Meeting)]
    return show(
        request, "body.html", body=found, status_of=status_of,
        members=[
            (names[one.organisation], one, persons.get(one.id), _may_name(actor, one))
            for one in seats
        ],
        may_keep=permitted(actor, Act.CREATE, PermissionObject(Subject.BODY)),
        meetings=sorted(meetings, key=lambda one: one.start, reverse=True),
        may_plan=permitted(actor, Act.CREATE, PermissionObject(Subject.MEETING)),
    )  # fmt: skip


def _may_name(actor: Actor, one: Membership) -> bool:
    """Whether the actor may say who comes for the organisation that sits there."""
    inside = PermissionObject(Subject.PERSON, frozenset({one.organisation}))
    return permitted(actor, Act.UPDATE, inside)


def status_of(found: Body) -> str:
    """Return the code of the state of a body, `unknown` where it is not known."""
    return found.status.value if found.status else "unknown"


@desk_page
def plan(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let a secretary plan a meeting of a body."""
    found = read(actor, "bodies", ident)
    require(actor, Act.CREATE, PermissionObject(Subject.MEETING, members=members(ident)))

    def planned(form: DeskForm) -> HttpResponseBase:
        start, end = form.moment("day", "from"), form.moment("day", "until")
        now = clock.now()
        made = free_ident("meetings", f"{ident}-{start:%Y-%m-%d}")
        fields = {
            "id": made, "body": ident, "start": start.isoformat(), "end": end.isoformat(),
            "online": bool(form.cleaned_data["online"]),
            "history": [{"state": "prepared", "since": now.date().isoformat()}],
            "sources": fields_of(found.entry)["sources"], "as_of": now.date().isoformat(),
            **({"place": place} if (place := form.texts("place")) else {}),
        }  # fmt: skip
        create(actor, "meetings", fields, at=now)
        return done(request, "done.planned", "desk-meeting", ident=made)

    return form_page(
        request, MeetingForm(sent_or_kept(request)), planned,
        title=say(active())("meeting.plan"), button=say(active())("meeting.plan"),
        about=named("bodies", ident),
        back=(reverse("desk-body", args=[ident]), named("bodies", ident)),
    )  # fmt: skip


def title_of(meeting: Meeting, body: str) -> str:
    """Return how a meeting is called: the name of its body and when it begins."""
    return f"{body}, {written_moment(meeting.start)}"
