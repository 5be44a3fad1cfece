"""The first page: what somebody must do, what is with us, and what stands on the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agdb.register.meeting import Action
from agdb.register.states import ResultState
from agdb.web import clock
from agdb.web.desk.actions import late_actions
from agdb.web.desk.handins import visible
from agdb.web.desk.messages import names_of
from agdb.web.desk.models import DataRequest, HandIn
from agdb.web.desk.records import of_kind
from agdb.web.desk.requests import days_late, waiting
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.rendering import written_day
from agdb.web.views.page import desk_page, show
from agdb.web.wording import say


@dataclass(frozen=True, slots=True)
class HomeTask:
    """A line of the first page: what, about which initiative, its state, and the way to it."""

    title: str
    href: str
    state: str
    shape: str
    about: tuple[str, ...]
    text: str = ""


SHAPES = {
    ResultState.DRAFT: "half",
    ResultState.HANDED_IN: "half",
    ResultState.RETURNED: "back",
    ResultState.APPROVED: "full",
    ResultState.REJECTED: "none",
    ResultState.PUBLISHED: "full",
}


@desk_page
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for the actor, what is sent back first."""
    own = actor.in_role(Role.CONTRIBUTOR)
    mine = [row for row in visible(actor) if row.organisation in own]
    review = list(_to_review(actor))
    busy = {row.request_id for row in mine if row.state == ResultState.DRAFT.value}
    busy |= {row.request_id for row in mine if row.state == ResultState.RETURNED.value}
    asked = [row for row in waiting(own) if row.pk not in busy]
    listed: list[HandIn | DataRequest] = [*mine, *asked, *review]
    plans = all_named("initiatives", (row.initiative for row in listed))
    sections = [
        ("home.returned", _handed(mine, plans, ResultState.RETURNED)),
        ("home.overdue", list(_overdue(own | actor.in_role(Role.SECRETARY), actor))),
        ("home.drafts", _handed(mine, plans, ResultState.DRAFT)),
        ("home.asked", [_asked(row, plans) for row in asked]),
        (
            "home.review",
            [
                replace(task(row, plans), href=reverse("desk-review", args=[row.pk]))
                for row in review
            ],
        ),
        ("home.with-us", _handed(mine, plans, ResultState.HANDED_IN)),
        ("home.decided", _handed(mine, plans, ResultState.APPROVED, ResultState.REJECTED)[:10]),
    ]
    urgent = sum(len(tasks) for _, tasks in sections[:5])
    return show(
        request, "home.html",
        sections=[(key, tasks) for key, tasks in sections if tasks],
        urgent=urgent, contributor=bool(own),
    )  # fmt: skip


def _handed(
    rows: Iterable[HandIn], plans: Mapping[str, str], *states: ResultState
) -> list[HomeTask]:
    wanted = {state.value for state in states}
    return [task(row, plans) for row in rows if row.state in wanted]


def task(row: HandIn, plans: Mapping[str, str]) -> HomeTask:
    """Return a hand-in as a line of a list; `plans` are the names of initiatives."""
    speak, state = say(active()), ResultState(row.state)
    initiative = plans[row.initiative]
    key = "published" if row.release else state.value
    return HomeTask(
        title=f"{initiative}: {subject(row) or speak('handin.no-subject')}",
        href=reverse("desk-hand-in", args=[row.pk]),
        state=speak(f"state.{key}"),
        shape=SHAPES[state],
        about=(speak("home.since", day=written_day(row.changed)),),
        text=row.question if state in {ResultState.RETURNED, ResultState.REJECTED} else "",
    )


def subject(row: HandIn) -> str:
    """Return what a hand-in is about, as it was asked or else as it was typed."""
    asked = row.request.what if row.request is not None else {}
    return str(asked.get(active()) or row.answers.get("what", ""))


def _asked(row: DataRequest, plans: Mapping[str, str]) -> HomeTask:
    speak = say(active())
    late = days_late(row, clock.today())
    return HomeTask(
        title=f"{plans[row.initiative]}: {row.what.get(active(), '')}",
        href=reverse("desk-request", args=[row.pk]),
        state=speak("home.late", n=late) if late else speak("state.empty"),
        shape="late" if late else "none",
        about=(
            speak("home.asked-on", day=written_day(row.asked)),
            speak("home.wished", day=written_day(row.due)),
        ),
        text=str(row.blocks.get(active(), "")) if row.blocks else "",
    )


def _overdue(organisations: frozenset[str], actor: Actor) -> Iterable[HomeTask]:
    """Actions whose day has passed: of the own organisations, and all of them for a secretary."""
    today, speak = clock.today(), say(active())
    late = [
        one
        for found in late_actions(today)
        if isinstance(one := found.entry, Action)
        and (Role.SECRETARY in actor.roles or one.owner in organisations)
    ]
    owners = all_named("organisations", (one.owner for one in late))
    for one in late:
        yield HomeTask(
            title=one.what[active()],
            href=reverse("desk-action", args=[one.id]),
            state=speak("home.late", n=one.days_late(today)),
            shape="late",
            about=(owners[one.owner],),
        )


def _to_review(actor: Actor) -> Iterable[HandIn]:
    if Role.REVIEWER not in actor.roles or actor.id is None:
        return ()
    rows = visible(actor).filter(state=ResultState.HANDED_IN.value).exclude(author=actor.id)
    return rows.exclude(organisation__in=actor.organisations).order_by("changed")


def named(kind: str, ident: str) -> str:
    """Return the name of a record in the active language, its id where it has none."""
    return all_named(kind, [ident])[ident]


def all_named(kind: str, idents: Iterable[str]) -> dict[str, str]:
    """Return what `named` does of every record of a list, asked at once."""
    return {ident: words.get(active(), ident) for ident, words in names_of(kind, idents).items()}


def options(kind: str) -> list[tuple[str, str]]:
    """Return id and name of every record of a kind that has names, in their order."""
    return [
        (row.ident, row.fields.get("names", {}).get(active(), row.ident)) for row in of_kind(kind)
    ]
