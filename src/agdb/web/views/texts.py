"""The texts of the papers: one person writes, another one approves."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.web import clock
from agdb.web.desk import written
from agdb.web.desk.permissions import Act, permitted, require
from agdb.web.desk.proposals import ProposalState
from agdb.web.desk.roles import Actor
from agdb.web.desk.written import TextStanding
from agdb.web.language import active
from agdb.web.quoted import changed_since, named_again, quoted_figures
from agdb.web.views.forms import DeskForm, Verdicts, decided, form_page, sent_or_kept
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say


class TextForm(DeskForm):
    """A text in every language, and the figures that it repeats."""

    asks = (("+area", "text"), ("area", "figures"))


class TextVerdictForm(DeskForm):
    """What a second person decides on a text."""

    asks = (("choices", "verdict"), ("area", "reason"))


@desk_page
def texts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the texts that papers ask for: empty, waiting, approved, or quoting what moved."""
    shown = []
    for one in written.standings(actor):
        row = one.waiting
        shown.append(
            {
                "one": one,
                "state": _state(one),
                "changed": list(changed_since(one.place, one.approved, active())),
                "decide": row is not None and permitted(actor, Act.DECIDE, written.target(row)),
                "write": permitted(actor, Act.SUBMIT, written.target(None))
                and (row is None or row.author == actor.id),
            }
        )
    return show(request, "texts.html", rows=shown)


def _state(one: TextStanding) -> tuple[str, str]:
    """The shape and the name of a state."""
    if one.waiting is not None:
        return "half", "texts.waits"
    return ("full", "state.approved") if one.approved is not None else ("none", "state.empty")


@desk_page
def write(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let a secretary propose a text, beginning with what waits or was approved."""
    one, speak = written.standing(actor, ident), say(active())
    require(actor, Act.SUBMIT, written.target(None))
    begun = one.waiting or one.approved
    initial: dict[str, Any] = {"figures": named_again(begun)}
    for code, words in ({} if begun is None else begun.fields["text"]).items():
        initial[f"text-{code}"] = words

    def proposed(form: DeskForm) -> HttpResponseBase:
        text = form.whole_texts("text")
        quotes = quoted_figures(form.typed("figures"), text)
        written.write(
            actor, ident, text=text, quotes=quotes, expected=form.expected, at=clock.now()
        )
        return done(request, "done.text-written", "desk-texts")

    return form_page(
        request, TextForm(sent_or_kept(request), initial=initial), proposed,
        title=one.place.names[active()], button=speak("texts.propose"),
        about=speak("texts.asked", asked=one.place.asked[active()]),
        version=0 if one.waiting is None else one.waiting.version,
        back=(reverse("desk-texts"), speak("menu.texts")),
    )  # fmt: skip


@desk_page
def decide(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Show a text beside the one that was approved before, and record the decision on it."""
    row, speak = written.read(actor, ident), say(active())
    place = written.places()[row.ident]
    before = written.standing(actor, row.ident).approved
    open_ = row.state == ProposalState.PROPOSED.value
    verdicts = [(one, speak(f"texts.{one}")) for one in ("approve", "reject")]

    def take(form: DeskForm) -> HttpResponseBase:
        reject = partial(written.reject, actor, ident, reason=form.typed("reason"))
        known: Verdicts = {
            "approve": (partial(written.approve, actor, ident), "done.text-approved"),
            "reject": (reject, "done.text-rejected"),
        }
        return decided(request, form, known, then="desk-texts")

    return form_page(
        request, TextVerdictForm(sent_or_kept(request), choices={"verdict": verdicts}), take,
        title=place.names[active()], button=speak("arrivals.record"), version=row.version,
        template="text.html", back=(reverse("desk-texts"), speak("menu.texts")), row=row,
        before_texts=None if before is None else before.fields["text"], open=open_,
        may=open_ and permitted(actor, Act.DECIDE, written.target(row)),
    )  # fmt: skip
