"""A meeting on one page: agenda, notes that stay inside, decisions, and what follows."""

from __future__ import annotations

from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from agdb.errors import DeskError
from agdb.register.meeting import Action, AgendaItem, Decision, ItemKind, Meeting
from agdb.register.states import ItemState, MeetingState
from agdb.web import clock
from agdb.web.desk import meetings as work
from agdb.web.desk.editing import edit, naming, read, visible
from agdb.web.desk.inside import NoteSort, notes, write_note
from agdb.web.desk.models import InsideNote
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.records import Held, entry, members, of_kind, target
from agdb.web.desk.refusals import InvalidError, NotThereError, WrongStateError
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.bodies import MeetingForm, title_of
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept, sentence
from agdb.web.views.home import all_named, named
from agdb.web.views.idents import free_ident
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say

_MOVES: Final = {
    "settle": (work.settle_agenda, "done.settled"),
    "hold": (work.hold_meeting, "done.held"),
    "report": (work.approve_report, "done.reported"),
}
_NEXT: Final = {
    MeetingState.PREPARED: "settle",
    MeetingState.SCHEDULED: "hold",
    MeetingState.HELD: "report",
}


class ItemForm(DeskForm):
    """An item of an agenda."""

    asks = (("+text", "title"), ("choices", "item-kind"), ("+area", "asked"), ("several", "papers"))


class DecisionForm(DeskForm):
    """What was decided, in one sentence that is read without the agenda."""

    asks = (("+area", "decision"), ("+area", "dissent"))


class NoteForm(DeskForm):
    """A note that stays inside."""

    asks = (("select", "sort"), ("area", "note"))


class ReasonForm(DeskForm):
    """A reason, in every language."""

    asks = (("+area", "reason"),)


@desk_page
def meeting(request: HttpRequest, actor: Actor, ident: str) -> HttpResponse:
    """Show a meeting, and bring it on when its secretary says so."""
    held = read(actor, "meetings", ident)
    wrong: list[str] = []
    if request.method == "POST":
        move, notice = _MOVES.get(request.POST.get("move", ""), (None, ""))
        if move is None:
            return _mark(request, actor, held)
        try:
            move(actor, ident, expected=_version(request), at=clock.now())
            return done(request, notice, "desk-meeting", ident=ident)
        except InvalidError as error:
            wrong = [sentence(one) for one in error.mistakes]
    return _page(request, actor, held, "meeting.html", wrong=wrong, status=422 if wrong else 200)


def _mark(request: HttpRequest, actor: Actor, held: Held) -> HttpResponse:
    state, _, number = request.POST.get("mark", "").partition(" ")
    if state not in {"discussed", "adjourned"} or not number.isdecimal():
        raise NotThereError
    work.mark_item(
        actor, held.entry.id, int(number[:6]), state=ItemState(state), expected=_version(request),
        at=clock.now(),
    )  # fmt: skip
    return done(request, "done.marked", "desk-meeting", ident=held.entry.id)


@desk_page
def printed(request: HttpRequest, actor: Actor, ident: str, what: str) -> HttpResponse:
    """Show one list of a meeting as it is printed on A4: what stays inside is left out."""
    return _page(request, actor, read(actor, "meetings", ident), "printed.html", what=what)


def _page(
    request: HttpRequest, actor: Actor, held: Held, template: str, **context: Any
) -> HttpResponse:
    one = _meeting(held)
    decisions = [
        found
        for row in naming(actor, "meetings", one.id)
        if isinstance(found := entry(row), Decision) and found.meeting == one.id
    ]
    names = {decision.id for decision in decisions}
    actions = [
        found
        for row in visible(actor, "actions")
        if isinstance(found := entry(row), Action) and found.decision in names
    ]
    today, body = clock.today(), named("bodies", one.body)
    replaced = {decision.replaces: decision.id for decision in decisions if decision.replaces}
    return show(
        request, template, held=held, meeting=one, title=title_of(one, body), today=today,
        body=body, decisions=decisions, replaced=replaced,
        actions=sorted(actions, key=lambda action: -action.days_late(today)),
        owner=all_named("organisations", (action.owner for action in actions)).__getitem__,
        paper=_papers(one).__getitem__,
        notes=_notes(actor, one), may_edit=_may(actor, Act.UPDATE, one), next=_NEXT.get(one.state),
        may_write=_may(actor, Act.UPDATE, one, Subject.INSIDE), **context,
    )  # fmt: skip


def _papers(one: Meeting) -> dict[str, str]:
    """The titles of all papers of an agenda, its id where the register does not have one."""
    idents = {paper for item in one.items for paper in item.papers}
    rows = of_kind("documents").filter(ident__in=idents)
    titles = {row.ident: row.fields["title"].get(active(), row.ident) for row in rows}
    return {ident: str(titles.get(ident, ident)) for ident in idents}


def _notes(actor: Actor, one: Meeting) -> dict[int, list[InsideNote]]:
    found: dict[int, list[InsideNote]] = {}
    try:
        for note in notes(actor, one.id):
            found.setdefault(note.item, []).append(note)
    except DeskError:  # who has no seat does not see them
        return {}
    return found


def _may(actor: Actor, act: Act, one: Meeting, subject: Subject = Subject.MEETING) -> bool:
    return permitted(actor, act, PermissionObject(subject, members=members(one.body)))


@desk_page
def change(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary set day, hours and place of a meeting that is in preparation."""
    held = _editable(actor, ident)
    one = _meeting(held)
    start, end = timezone.localtime(one.start), timezone.localtime(one.end)
    initial = {
        "day": start.date(), "from": f"{start:%H:%M}", "until": f"{end:%H:%M}",
        "online": one.online,
        **{f"place-{code}": text for code, text in (one.place or {}).items()},
    }  # fmt: skip

    def changed(form: DeskForm) -> HttpResponseBase:
        changes = {
            "start": form.moment("day", "from").isoformat(),
            "end": form.moment("day", "until").isoformat(),
            "online": bool(form.cleaned_data["online"]),
            "place": form.texts("place") or None,
        }
        edit(actor, "meetings", ident, changes=changes, expected=form.expected, at=clock.now())
        return done(request, "done.changed", "desk-meeting", ident=ident)

    return _form(
        request, held, MeetingForm(sent_or_kept(request), initial=initial), changed, "change"
    )


@desk_page
def item(
    request: HttpRequest, actor: Actor, ident: str, number: int | None = None
) -> HttpResponseBase:
    """Let the secretary add an item to the agenda, or change one until the agenda is settled."""
    held = _editable(actor, ident)
    one, speak = _meeting(held), say(active())
    if one.state is not MeetingState.PREPARED:
        raise WrongStateError(one.state.value, "agenda")
    there = next((found for found in one.items if found.number == number), None)
    if number is not None and there is None:
        raise NotThereError
    choices = {
        "item-kind": [(one.value, speak(f"item.{one.value}")) for one in ItemKind],
        "papers": [(row.ident, row.label) for row in visible(actor, "documents")],
    }

    def kept(form: DeskForm) -> HttpResponseBase:
        given: dict[str, Any] = {
            "title": form.whole_texts("title"),
            "kind": ItemKind(form.typed("item-kind") or ItemKind.INFORM.value),
            "asked": form.texts("asked") or None,
            "papers": form.cleaned_data["papers"],
            "expected": form.expected,
            "at": clock.now(),
        }
        if number is None:
            work.add_item(actor, ident, **given)
            return done(request, "done.added", "desk-meeting", ident=ident)
        work.edit_item(actor, ident, number, **given)
        return done(request, "done.item-changed", "desk-meeting", ident=ident)

    initial = {} if there is None else _typed_before(there)
    form = ItemForm(sent_or_kept(request), choices=choices, initial=initial)
    return _form(request, held, form, kept, "item" if number is None else "item-change")


def _typed_before(there: AgendaItem) -> dict[str, Any]:
    texts = {"title": there.title, "asked": there.asked or {}}
    return {
        "item-kind": there.kind.value,
        "papers": list(there.papers),
        **{f"{name}-{code}": text for name, some in texts.items() for code, text in some.items()},
    }


@desk_page
def decide(request: HttpRequest, actor: Actor, ident: str, number: int) -> HttpResponseBase:
    """Let the secretary record what was decided; `replaces` names a decision that it replaces."""
    held = _editable(actor, ident)
    if number not in {one.number for one in _meeting(held).items}:
        raise NotThereError
    replaces = request.GET.get("replaces", "")[:80] or None

    def decided(form: DeskForm) -> HttpResponseBase:
        made = free_ident("decisions", f"{ident}-{number}")
        work.decide(
            actor, ident, number, ident=made, text=form.whole_texts("decision"),
            dissent=form.texts("dissent") or None, replaces=replaces, expected=form.expected,
            at=clock.now(),
        )  # fmt: skip
        return done(request, "done.decided", "desk-new-action", decision=made)

    return _form(request, held, DecisionForm(sent_or_kept(request)), decided, "decide")


@desk_page
def note(request: HttpRequest, actor: Actor, ident: str, number: int) -> HttpResponseBase:
    """Let the secretary write a note under an item, which stays inside."""
    held = read(actor, "meetings", ident)
    require(
        actor, Act.UPDATE, PermissionObject(Subject.INSIDE, members=members(_meeting(held).body))
    )
    speak = say(active())
    choices = {"sort": [(one.value, speak(f"note.{one.value}")) for one in NoteSort]}
    sort = request.GET.get("sort", "")
    there = {one.sort: one for one in _notes(actor, _meeting(held)).get(number, ())}
    before = there.get(sort)

    def written(form: DeskForm) -> HttpResponseBase:
        chosen = NoteSort(form.typed("sort") or NoteSort.AIM.value)
        write_note(
            actor, ident, number, chosen, text=form.typed("note"), expected=form.expected,
            at=clock.now(),
        )  # fmt: skip
        return done(request, "done.noted", "desk-meeting", ident=ident)

    initial = {"sort": sort, "note": before.text if before else ""}
    form = NoteForm(sent_or_kept(request), choices=choices, initial=initial)
    return _form(request, held, form, written, "note", version=before.version if before else 0)


@desk_page
def cancel(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary cancel a meeting, with a reason."""
    held = _editable(actor, ident)

    def cancelled(form: DeskForm) -> HttpResponseBase:
        work.cancel_meeting(
            actor, ident, reason=form.whole_texts("reason"), expected=form.expected,
            at=clock.now(),
        )  # fmt: skip
        return done(request, "done.cancelled", "desk-meeting", ident=ident)

    return _form(request, held, ReasonForm(sent_or_kept(request)), cancelled, "cancel")


def _editable(actor: Actor, ident: str) -> Held:
    """The meeting, for who may change it; a form that nobody may send is not shown."""
    held = read(actor, "meetings", ident)
    require(actor, Act.UPDATE, target("meetings", held.entry))
    return held


def _form(
    request: HttpRequest, held: Held, form: DeskForm, act: Any, key: str, *,
    version: int | None = None,
) -> HttpResponseBase:  # fmt: skip
    one, speak = _meeting(held), say(active())
    title = title_of(one, named("bodies", one.body))
    return form_page(
        request, form, act, title=speak(f"meeting.{key}"), button=speak(f"meeting.{key}.button"),
        about=title, back=(reverse("desk-meeting", args=[held.entry.id]), title),
        version=held.version if version is None else version,
    )  # fmt: skip


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _meeting(held: Held) -> Meeting:
    return cast("Meeting", held.entry)
