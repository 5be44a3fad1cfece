"""The own account: its roles, password, second factors, and how long a session lasts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from agdb.web.desk.models import Event
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.rendering import written_moment
from agdb.web.views.home import all_named
from agdb.web.views.page import desk_page, show
from agdb.web.wording import say, spoken


@desk_page
def account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the own account, and what was done with it last."""
    speak = say(active())
    names = all_named("organisations", (organisation for _, organisation in actor.seats))
    seats = sorted((speak(f"role.{role}"), names[ident]) for role, ident in actor.seats)
    events = Event.objects.filter(actor=actor.id).order_by("-id")[:20]
    known = spoken()[active()].catalogue
    deeds = [
        (
            written_moment(one.at),
            speak(key if (key := f"deed.{one.action}") in known else "deed.other"),
        )
        for one in events
    ]
    return show(request, "account.html", seats=seats, deeds=deeds)
