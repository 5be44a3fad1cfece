"""What is asked of organisations: by the secretary, and passed on by who does not know."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.register.result import ResultKind
from agdb.web import clock
from agdb.web.desk import requests as work
from agdb.web.desk.models import DataRequest
from agdb.web.desk.permissions import Act, PermissionObject, Subject, require
from agdb.web.desk.records import of_kind
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.home import all_named
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say


class RequestForm(DeskForm):
    """What is asked of which organisation, about which initiative, and by when."""

    asks = (
        ("select", "organisation"), ("select", "initiative"), ("+text", "wanted"),
        ("select", "kind"), ("text", "unit"), ("date", "due"),
    )  # fmt: skip


class WhyForm(DeskForm):
    """A reason, in one's own words."""

    asks = (("area", "pass-reason"),)


class WithdrawForm(DeskForm):
    """Why it is not asked any more."""

    asks = (("area", "reason"),)


@desk_page
def requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List what is asked and not answered, what is due first in front."""
    require(actor, Act.CREATE, PermissionObject(Subject.REQUEST))
    states = [state.value for state in work.WAITING]
    rows = DataRequest.objects.filter(state__in=states).order_by("due", "pk")
    today = clock.today()
    shown = rows[:500]
    names = all_named("organisations", (row.organisation for row in shown))
    listed = [
        (row, row.what.get(active(), ""), names[row.organisation], work.days_late(row, today))
        for row in shown
    ]
    return show(request, "requests.html", rows=listed)


@desk_page
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Let the secretary ask an organisation for a figure."""
    require(actor, Act.CREATE, PermissionObject(Subject.REQUEST))
    speak = say(active())
    choices = {
        kind: [("", ""), *of_kind(f"{kind}s").values_list("ident", "label")]
        for kind in ("organisation", "initiative")
    }
    kinds = [(one.value, speak(f"kind.{one.value}")) for one in ResultKind]

    def asked(form: DeskForm) -> HttpResponseBase:
        due = form.typed_day("due")
        wrong = [
            Mistake(name, "no-such-choice")
            for name in ("organisation", "initiative") if not form.typed(name)
        ] + ([Mistake("due", "day-missing")] if due is None else [])  # fmt: skip
        what = form.whole_texts("wanted")
        if wrong or due is None:
            raise InvalidError(*wrong)
        begun = {name: form.typed(name) for name in ("kind", "unit") if form.typed(name)}
        work.ask(
            actor, organisation=form.typed("organisation"), initiative=form.typed("initiative"),
            what=what, answers=begun, due=due, at=clock.now(),
        )  # fmt: skip
        return done(request, "done.asked", "desk-requests")

    form = RequestForm(sent_or_kept(request), choices={**choices, "kind": [("", ""), *kinds]})
    return form_page(
        request, form, asked, title=speak("requests.new"), button=speak("requests.new"),
        back=(reverse("desk-requests"), speak("menu.requests")),
    )  # fmt: skip


@desk_page
def withdraw(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Let the secretary withdraw a request, with a reason."""
    row = _visible(actor, ident, Act.END)

    def withdrawn(form: DeskForm) -> HttpResponseBase:
        reason, now = form.typed("reason"), clock.now()
        work.withdraw(actor, ident, reason=reason, expected=form.expected, at=now)
        return done(request, "done.withdrawn", "desk-requests")

    speak = say(active())
    return form_page(
        request, WithdrawForm(sent_or_kept(request)), withdrawn, title=speak("requests.withdraw"),
        button=speak("requests.withdraw"), about=row.what.get(active(), ""), version=row.version,
        back=(reverse("desk-requests"), speak("menu.requests")),
    )  # fmt: skip


@desk_page
def pass_on(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Let a contributor say that another organisation has the answer."""
    row = _visible(actor, ident, Act.UPDATE)

    def passed(form: DeskForm) -> HttpResponseBase:
        reason, now = form.typed("pass-reason"), clock.now()
        if not reason:
            raise InvalidError(Mistake("pass-reason", "reason-missing"))
        work.pass_on(actor, ident, reason=reason, expected=form.expected, at=now)
        return done(request, "done.passed-on", "desk-home")

    speak, title = say(active()), row.what.get(active(), "")
    return form_page(
        request, WhyForm(sent_or_kept(request)), passed, title=speak("asked.pass-on"),
        button=speak("requests.pass-on"), about=title, version=row.version,
        back=(reverse("desk-request", args=[ident]), title),
    )  # fmt: skip


def _visible(actor: Actor, ident: UUID, act: Act) -> DataRequest:
    row = DataRequest.objects.filter(pk=ident).first()
    if row is None:
        raise NotThereError
    require(actor, act, work.target(row))
    return row
