"""Handing in a figure: six questions on one page, what was answered last time above each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agdb.register.result import Result, ResultKind
from agdb.register.states import ResultState
from agdb.web import clock
from agdb.web.desk import handins
from agdb.web.desk.answers import ANSWERS
from agdb.web.desk.models import DataRequest, Event, HandIn
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import of_kind
from agdb.web.desk.refusals import ConflictError, InvalidError, NotThereError
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.rendering import written_moment
from agdb.web.views import held
from agdb.web.views.forms import DeskForm, FormFault, choice_field, sentence, text_field
from agdb.web.views.home import named, subject
from agdb.web.views.page import changed_by, desk_page, done, show
from agdb.web.wording import say

_OPEN: Final = frozenset({ResultState.DRAFT.value, ResultState.RETURNED.value})


class HandInForm(DeskForm):
    """The answers as they were typed."""

    kind = choice_field([])
    what = text_field()
    value = text_field()
    not_counted = forms.BooleanField(required=False)
    unit = text_field()
    day = text_field()
    method = text_field()
    source = text_field()
    text = text_field(most=4000)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        speak = say(active())
        kinds = [(one.value, speak(f"kind.{one.value}")) for one in ResultKind]
        self.fields["kind"] = choice_field(kinds)

    def answers(self) -> dict[str, str]:
        """What was typed, as the services take it."""
        found = {name: self.typed(name) for name in ANSWERS if name != "not_counted"}
        return found | {"not_counted": "yes" if self.cleaned_data.get("not_counted") else ""}


@desk_page
def asked(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponse:
    """Show what is asked; beginning makes a draft, or goes on with the one that is there."""
    row = DataRequest.objects.filter(pk=ident).first()
    if row is None:
        raise NotThereError
    require(actor, Act.READ, PermissionObject(Subject.REQUEST, frozenset({row.organisation})))
    if request.method == "POST":
        found = handins.draft(
            actor,
            organisation=row.organisation,
            initiative=row.initiative,
            request=row.pk,
            language=active(),
            at=clock.now(),
        )
        return HttpResponseRedirect(reverse("desk-hand-in", args=[found.pk]))
    drafting = PermissionObject(Subject.DRAFT, frozenset({row.organisation}))
    return show(
        request, "asked.html", row=row, initiative=named("initiatives", row.initiative),
        what=row.what.get(active(), ""), organisation=named("organisations", row.organisation),
        may_answer=permitted(actor, Act.CREATE, drafting),
    )  # fmt: skip


@desk_page
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let a contributor hand in something that was not asked, about an own initiative."""
    own = actor.in_role(Role.CONTRIBUTOR)
    offered = [
        (f"{organisation} {row.ident}", row.fields.get("names", {}).get(active(), row.ident))
        for row in of_kind("initiatives")
        .filter(links__kind="organisations", links__ident__in=own)
        .distinct()
        for partner in row.fields.get("partners", ())
        if (organisation := partner["organisation"]) in own
    ]
    if request.method == "POST":
        organisation, _, initiative = request.POST.get("initiative", "").partition(" ")
        row = handins.draft(
            actor, organisation=organisation, initiative=initiative, language=active(),
            at=clock.now(),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("desk-hand-in", args=[row.pk]))
    return show(request, "begin.html", offered=dict(offered))


@desk_page
def hand_in(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponse:
    """Show a hand-in with its form, and take what is sent."""
    row = handins.read(actor, ident)
    act = Act.UPDATE if row.state == ResultState.DRAFT.value else Act.SUBMIT
    open_ = row.state in _OPEN and permitted(actor, act, handins.target(row))
    if request.method == "POST":
        return _take(request, actor, row)
    kept = held.take(request) if open_ else None
    form = HandInForm(
        kept, initial={**row.answers, "not_counted": bool(row.answers.get("not_counted"))}
    )
    return _page(request, row, form, open_=open_, kept=kept is not None)


def _take(request: HttpRequest, actor: Actor, row: HandIn) -> HttpResponse:
    form = HandInForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, open_=True, status=422)
    if "take-back" in request.POST:
        handins.take_back(actor, row.pk, expected=form.expected, at=clock.now())
        return done(request, "done.taken-back", "desk-hand-in", ident=row.pk)
    return _keep(request, actor, row, form)


def _keep(request: HttpRequest, actor: Actor, row: HandIn, form: HandInForm) -> HttpResponse:
    now = clock.now()
    sent: dict[str, Any] = {"answers": form.answers(), "expected": form.expected, "at": now}
    try:
        if "save" in request.POST:
            handins.save(actor, row.pk, **sent)
            return done(request, "done.saved", "desk-hand-in", ident=row.pk)
        handins.hand_in(actor, row.pk, confirmed=form.cleaned_data["confirmed"], **sent)
    except handins.DoubtError as error:
        doubts = [FormFault(one.field, f"f-{one.field}", sentence(one)) for one in error.mistakes]
        return _page(request, handins.read(actor, row.pk), form, open_=True, doubts=doubts)
    except InvalidError as error:
        form.refuse(error)
        return _page(request, handins.read(actor, row.pk), form, open_=True, status=422)
    except ConflictError as error:
        return _page(
            request, handins.read(actor, row.pk), form, open_=True, conflict=error, status=409
        )
    return HttpResponseRedirect(reverse("desk-done", args=[row.pk]))


def _page(
    request: HttpRequest,
    row: HandIn,
    form: HandInForm,
    *,
    open_: bool,
    kept: bool = False,
    doubts: list[FormFault] | None = None,
    conflict: ConflictError | None = None,
    status: int = 200,
) -> HttpResponse:
    last = handins.last_time(row.organisation, row.initiative, before=row)
    return show(
        request, "hand_in.html", status=status,
        row=row, form=form, open=open_, kept=kept, doubts=doubts or [],
        initiative=named("initiatives", row.initiative), subject=subject(row),
        last=last_answers(last), units=_units(), history=history(row),
        conflict=None if conflict is None else _clash(conflict, form),
        may_take_back=row.state == ResultState.HANDED_IN.value and row.opened is None,
        asked=set(row.asked_of) if row.state == ResultState.RETURNED.value else set(),
    )  # fmt: skip


def last_answers(found: Result | None) -> dict[str, str]:
    if found is None:
        return dict.fromkeys(ANSWERS, "")
    speak = say(active())
    value = speak("handin.not-counted") if found.value is None else format(found.value, "f")
    words = {"what": found.what, "method": found.method, "text": found.text}
    return dict.fromkeys(ANSWERS, "") | {
        "kind": speak(f"kind.{found.kind.value}"),
        "value": value,
        "unit": found.unit or "",
        "day": str(found.period),
        **{name: text[active()] for name, text in words.items() if text},
    }


def _clash(error: ConflictError, form: HandInForm) -> dict[str, Any]:
    """Who changed what, beside what was typed here; the form goes on from the newer version."""
    rows = [
        (one.field, str(one.now or ""), form.typed(one.field) if one.field in form.fields else "")
        for one in error.changes
        if one.field in ANSWERS
    ]
    return {"who": changed_by(error), "rows": rows, "version": error.version}


def _units() -> list[str]:
    """The units in which results are counted so far, to choose from while typing."""
    return sorted({str(row.fields["unit"]) for row in of_kind("results") if row.fields.get("unit")})


def history(row: HandIn) -> list[tuple[str, str]]:
    """What happened to a hand-in, by role and organisation; never by person."""
    speak = say(active())
    events = Event.objects.filter(kind=handins.KIND, ident=str(row.pk)).exclude(action="save")
    return [
        (
            written_moment(one.at),
            speak(f"event.{one.action}", role=speak(f"role.{one.role}").lower()),
        )
        for one in events.order_by("-id")
    ]


@desk_page
def handed_in(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponse:
    """Say that it was handed in, and what happens next."""
    row = handins.read(actor, ident)
    return show(
        request, "done.html", row=row, subject=subject(row),
        initiative=named("initiatives", row.initiative),
    )  # fmt: skip
