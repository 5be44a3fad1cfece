"""Promises to Parliament and motions: what is late in front, and where we think each stands."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.register.paper import Commitment, Motion
from agdb.register.states import COMMITMENT, CommitmentState
from agdb.web import clock
from agdb.web.desk.commitments import move_commitment
from agdb.web.desk.editing import edit, read, visible
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import entry, target
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say


class CommitmentForm(DeskForm):
    """Another state of a promise, as we read it."""

    asks = (
        ("choices", "state"),
        ("several", "answered_by"),
        ("+area", "outcome"),
        ("+area", "reason"),
    )


@desk_page
def commitments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List promises and motions; what is late in front."""
    today = clock.today()
    promised = [
        one for row in visible(actor, "commitments") if isinstance(one := entry(row), Commitment)
    ]
    promised.sort(key=lambda one: (-one.days_late(today), one.id))
    motions = [one for row in visible(actor, "motions") if isinstance(one := entry(row), Motion)]
    return show(
        request, "commitments.html", commitments=promised, motions=motions, today=today,
        late=[one for one in promised if one.days_late(today)],
        may_write=permitted(actor, Act.UPDATE, PermissionObject(Subject.PAPER)),
    )  # fmt: skip


@desk_page
def commitment(request: HttpRequest, actor: Actor, ident: str) -> HttpResponse:
    """Show one promise beside its answers."""
    held = read(actor, "commitments", ident)
    one = cast("Commitment", held.entry)
    may = permitted(actor, Act.UPDATE, target("commitments", one))
    return show(
        request, "commitment.html", one=one, today=clock.today(),
        may=may and bool(COMMITMENT.moves.get(one.state)),
        papers=[row.label for row in visible(actor, "documents") if row.ident in one.answered_by],
    )  # fmt: skip


@desk_page
def move(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary bring a promise to another state."""
    held = read(actor, "commitments", ident)
    require(actor, Act.UPDATE, target("commitments", held.entry))
    one, speak = cast("Commitment", held.entry), say(active())
    steps = [state for state in CommitmentState if COMMITMENT.may(one.state, state)]
    choices = {
        "state": [(state.value, speak(f"state.{state.value}")) for state in steps],
        "answered_by": [(row.ident, row.label) for row in visible(actor, "documents")],
    }

    def moved(form: DeskForm) -> HttpResponseBase:
        if not form.typed("state"):
            raise InvalidError(Mistake("state", "choose-state"))
        move_commitment(
            actor, ident, CommitmentState(form.typed("state")),
            answered_by=form.cleaned_data["answered_by"], outcome=form.texts("outcome") or None,
            reason=form.texts("reason") or None, expected=form.expected, at=clock.now(),
        )  # fmt: skip
        return done(request, "done.commitment", "desk-commitment", ident=ident)

    title = one.text[active()]
    return form_page(
        request, CommitmentForm(sent_or_kept(request), choices=choices), moved,
        title=speak("commitments.move"), button=speak("commitments.move"), about=title,
        version=held.version, back=(reverse("desk-commitment", args=[ident]), title[:60]),
    )  # fmt: skip


class MotionForm(DeskForm):
    """What became of a motion, as we read it: Parliament's data have no such state."""

    asks = (("+area", "execution"),)


@desk_page
def motion(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary write what became of a motion."""
    held = read(actor, "motions", ident)
    require(actor, Act.UPDATE, target("motions", held.entry))
    one, speak = cast("Motion", held.entry), say(active())
    texts = {} if one.execution == "unknown" else one.execution
    initial = {f"execution-{code}": text for code, text in texts.items()}

    def written(form: DeskForm) -> HttpResponseBase:
        changes = {"execution": form.whole_texts("execution")}
        edit(actor, "motions", ident, changes=changes, expected=form.expected, at=clock.now())
        return done(request, "done.motion", "desk-commitments")

    return form_page(
        request, MotionForm(sent_or_kept(request), initial=initial), written,
        title=speak("commitments.execution"), button=speak("commitments.execution"),
        about=one.title[active()], version=held.version,
        back=(reverse("desk-commitments"), speak("menu.commitments")),
    )  # fmt: skip
