"""What arrived from open data or is proposed: nothing counts before a person says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.web.desk import proposals
from agdb.web.desk.models import Proposal, Record
from agdb.web.desk.permissions import Act, permitted
from agdb.web.desk.records import languages
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.forms import (
    DeskForm,
    Question,
    Verdicts,
    decided,
    form_page,
    sent_or_kept,
    text_field,
)
from agdb.web.views.home import all_named, named
from agdb.web.views.page import desk_page, show
from agdb.web.wording import say


class ProposalForm(DeskForm):
    """A decision on what arrived; texts that lack a language and fields that lack are asked for."""

    def __init__(self, data: Mapping[str, Any] | None, *, row: Proposal) -> None:
        speak = say(active())
        verdicts = [(one, speak(f"arrivals.{one}")) for one in ("accept", "set-aside", "reject")]
        super().__init__(data)
        missing = proposals.missing_fields(row)
        whole = {name: dict[str, str]() for name, how in missing.items() if how == "words"}
        self.named = {name: how for name, how in missing.items() if name not in whole}
        self.lacking = [
            (name, code)
            for name, words in {**row.fields, **whole}.items()
            if name in whole or (isinstance(words, dict) and set(words) & set(languages()))
            for code in languages()
            if not words.get(code)
        ]
        for name, code in self.lacking:
            self.fields[f"{name}-{code}"] = text_field()
            language = speak(f"language.{code}")
            label = speak("form.in-language", what=name, language=language)
            self.layout.append(
                Question("area", f"{name}-{code}", label, speak("arrivals.complete"))
            )
        for name in self.named:
            self.fields[name] = text_field()
            label = speak("arrivals.missing", name=name)
            self.layout.append(Question("text", name, label, speak("arrivals.complete")))
        self._ask("choices", "verdict", verdicts)
        self.fields["reason"] = text_field()
        self.layout.append(Question("area", "reason", speak("review.reason")))

    def completed(self, row: Proposal) -> dict[str, Any]:
        """The fields with the texts that were added here."""
        found: dict[str, Any] = {}
        for name, code in self.lacking:
            if typed := self.typed(f"{name}-{code}"):
                found.setdefault(name, dict(row.fields.get(name, {})))[code] = typed
        for name, how in self.named.items():
            if typed := self.typed(name):
                parts = [part.strip() for part in typed.split(",")]
                found[name] = parts if how == "several" else typed
        return found


@desk_page
def arrivals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List what waits for a decision, the oldest in front."""
    rows = proposals.visible(actor).filter(state=proposals.ProposalState.PROPOSED.value)
    shown = rows[:200]
    names = all_named("organisations", (row.organisation for row in shown))
    listed = [(row, _title(row), _from(row, names[row.organisation])) for row in shown]
    return show(request, "arrivals.html", rows=listed)


@desk_page
def arrival(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Show what arrived with its raw record beside, and record the decision on it."""
    row = proposals.read(actor, ident)
    current = Record.objects.filter(kind=row.kind, ident=row.ident).first()
    open_ = row.state == proposals.ProposalState.PROPOSED.value
    may = open_ and permitted(actor, Act.DECIDE, proposals.target(row))
    there: Mapping[str, Any] = current.fields if current else {}
    context: dict[str, Any] = {
        "row": row,
        "origin": _from(row, named("organisations", row.organisation)),
        "fields": [(name, _written(value)) for name, value in row.fields.items()],
        "current": [(name, _written(value)) for name, value in there.items()],
        "may": may,
        "open": open_,
    }  # fmt: skip

    form = ProposalForm(sent_or_kept(request), row=row)

    def take(_: DeskForm) -> HttpResponseBase:
        accept = partial(proposals.accept, actor, ident, completed=form.completed(row))
        reject = partial(proposals.reject, actor, ident, reason=form.typed("reason"))
        known: Verdicts = {
            "accept": (accept, "done.accepted"),
            "set-aside": (partial(proposals.set_aside, actor, ident), "done.set-aside"),
            "reject": (reject, "done.proposal-rejected"),
        }
        return decided(request, form, known, then="desk-arrivals")

    return form_page(
        request, form, take, title=_title(row),
        button=say(active())("arrivals.record"), version=row.version, template="arrival.html",
        back=(reverse("desk-arrivals"), say(active())("arrivals.title")), **context,
    )  # fmt: skip


def _title(row: Proposal) -> str:
    for name in ("title", "text", "what", "names"):
        words = row.fields.get(name)
        if isinstance(words, dict) and words:
            return str(words.get(active()) or next(iter(words.values())))
    return row.ident


def _from(row: Proposal, organisation: str) -> str:
    speak = say(active())
    if row.origin:
        return speak("arrivals.from", origin=row.origin)
    return speak("arrivals.proposed-by", organisation=organisation)


def _written(value: object) -> str:
    if isinstance(value, dict) and active() in value:
        return str(value[active()])
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
