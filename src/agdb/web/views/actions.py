"""Actions: who does what by when; done with a proof, or moved with a reason."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.register.meeting import Action
from agdb.register.states import ACTION, ActionState
from agdb.web import clock
from agdb.web.desk import actions as work
from agdb.web.desk.editing import read, visible
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import entry, of_kind, target
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.home import all_named, named, options
from agdb.web.views.idents import free_ident
from agdb.web.views.meetings import ReasonForm
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say


class ActionForm(DeskForm):
    """What is to be done, by which organisation, and by when."""

    asks = (("+text", "what"), ("select", "owner"), ("date", "due"))


class ProofForm(DeskForm):
    """What shows that it was done."""

    asks = (("+area", "proof"),)


class PostponeForm(DeskForm):
    """A new day, with a reason."""

    asks = (("date", "due"), ("+area", "reason"))


@desk_page
def actions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the actions that the actor may see, what is late in front."""
    today = clock.today()
    found = [one for row in visible(actor, "actions") if isinstance(one := entry(row), Action)]
    found.sort(key=lambda one: (-one.days_late(today), not one.unfinished, str(one.due or "9999")))
    return show(
        request, "actions.html", actions=found, today=today,
        owner=all_named("organisations", (one.owner for one in found)).__getitem__,
    )  # fmt: skip


@desk_page
def action(request: HttpRequest, actor: Actor, ident: str) -> HttpResponse:
    """Show an action; its owner begins it here, and goes on to its other steps."""
    held = read(actor, "actions", ident)
    one = cast("Action", held.entry)
    if request.method == "POST":
        sent = request.POST.get("version", "")
        expected = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
        work.start_action(actor, ident, expected=expected, at=clock.now())
        return done(request, "done.started", "desk-action", ident=ident)
    may = permitted(actor, Act.UPDATE, target("actions", one))
    return show(
        request, "action.html", held=held, action=one, may=may and one.unfinished,
        may_start=ACTION.may(one.state, ActionState.RUNNING),
        owner=named("organisations", one.owner),
        late=one.days_late(clock.today()),
    )  # fmt: skip


@desk_page
def step(request: HttpRequest, actor: Actor, ident: str, what: str) -> HttpResponseBase:
    """Let the owner say that an action is done, moved or dropped."""
    held = read(actor, "actions", ident)
    require(actor, Act.UPDATE, target("actions", held.entry))
    sent: Any = sent_or_kept(request)

    def done_with(form: DeskForm) -> HttpResponseBase:
        given: dict[str, Any] = {"expected": form.expected, "at": clock.now()}
        match what:
            case "done":
                work.finish_action(actor, ident, proof=form.whole_texts("proof"), **given)
            case "postpone":
                due = form.typed_day("due")
                if due is None:
                    raise InvalidError(Mistake("due", "day-missing"))
                reason = form.whole_texts("reason")
                work.postpone_action(actor, ident, due=due, reason=reason, **given)
            case _:
                work.drop_action(actor, ident, reason=form.whole_texts("reason"), **given)
        return done(request, f"done.action-{what}", "desk-action", ident=ident)

    forms = {"done": ProofForm, "postpone": PostponeForm, "drop": ReasonForm}
    if what not in forms:
        raise NotThereError
    title, speak = cast("Action", held.entry).what[active()], say(active())
    return form_page(
        request, forms[what](sent), done_with, title=speak(f"action.{what}"),
        button=speak(f"action.{what}"), about=title, version=held.version,
        back=(reverse("desk-action", args=[ident]), title),
    )  # fmt: skip


@desk_page
def new(request: HttpRequest, actor: Actor, decision: str) -> HttpResponseBase:
    """Let the secretary give an organisation something to do, of a decision."""
    found = read(actor, "decisions", decision).entry
    require(actor, Act.CREATE, PermissionObject(Subject.ACTION))
    meeting = getattr(found, "meeting", None)
    text = getattr(found, "text", {})[active()]
    choices = {
        "owner": [("", ""), *sorted(options("organisations"), key=lambda one: one[1].casefold())]
    }

    def opened(form: DeskForm) -> HttpResponseBase:
        what = form.whole_texts("what")
        if not form.typed("owner"):
            raise InvalidError(Mistake("owner", "owner-missing"))
        made = free_ident("actions", f"{decision}-{len(of_kind('actions'))}")
        work.open_action(
            actor, ident=made, what=what, owner=form.typed("owner"), due=form.typed_day("due"),
            decision=decision, at=clock.now(),
        )  # fmt: skip
        return done(request, "done.action", "desk-action", ident=made)

    back = reverse("desk-meeting", args=[meeting]) if meeting else reverse("desk-actions")
    return form_page(
        request, ActionForm(sent_or_kept(request), choices=choices), opened,
        title=say(active())("action.new"), button=say(active())("action.new"), about=text,
        back=(back, say(active())("action.none")),
    )  # fmt: skip
