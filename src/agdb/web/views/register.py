"""The register itself: found, read with all that names it, and changed or proposed to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.errors import DeskError
from agdb.register.fields import fields_of
from agdb.register.register import KINDS
from agdb.web import clock
from agdb.web.desk.editing import edit, history, listed, naming, read
from agdb.web.desk.permissions import Act, permitted
from agdb.web.desk.proposals import propose
from agdb.web.desk.records import Held, languages, target
from agdb.web.desk.refusals import ForbiddenError, InvalidError, Mistake
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.rendering import written_moment
from agdb.web.views.forms import DeskForm, Question, form_page, sent_or_kept, text_field
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say

_FIRST: Final = "initiatives"
_NOT_TYPED: Final = frozenset({"id", "history", "recorded", "as_of", "sources"})
"""Fields that are not text to type: ids are for ever, and the rest goes by steps of its own."""


class FieldsForm(DeskForm):
    """The texts of a record, each in every language."""

    def __init__(self, data: Mapping[str, Any] | None, *, fields: Mapping[str, Any]) -> None:
        self._fields = {name: value for name, value in fields.items() if name not in _NOT_TYPED}
        flat = dict(self._flat())
        super().__init__(data, initial=flat)
        for name in flat:
            self.fields[name] = text_field()
            self.layout.append(Question("area" if "-" in name else "text", name, _label(name)))

    def _flat(self) -> list[tuple[str, str]]:
        found = []
        for name, value in self._fields.items():
            if isinstance(value, dict) and set(value) == set(languages()):
                found += [(f"{name}-{code}", str(text)) for code, text in value.items()]
            elif isinstance(value, str):
                found.append((name, value))
        return found

    def changes(self) -> dict[str, Any]:
        """The fields that were typed over; raises `InvalidError` if none was."""
        found: dict[str, Any] = {}
        for name, before in self._flat():
            field, _, code = name.partition("-")
            if self.typed(name) == before.strip():
                continue
            if code:
                found.setdefault(field, dict(self._fields[field]))[code] = self.typed(name)
            else:
                found[field] = self.typed(name)
        if not found:
            raise InvalidError(Mistake("version", "nothing-changed"))
        return found


def _label(name: str) -> str:
    speak = say(active())
    field, _, code = name.partition("-")
    if not code:
        return field
    return speak("form.in-language", what=field, language=speak(f"language.{code}"))


@desk_page
def records(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the records of a kind that the actor may see, a page at a time."""
    asked = request.GET
    kind = asked.get("kind", _FIRST)
    page = asked.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    found = listed(actor, kind, search=asked.get("search", "")[:100], page=number)
    speak = say(active())
    kinds = [(one, speak(f"register.{one}")) for one in KINDS]
    return show(
        request, "records.html", kind=kind, kinds=kinds, search=asked.get("search", "")[:100],
        found=found,
    )  # fmt: skip


@desk_page
def record(request: HttpRequest, actor: Actor, kind: str, ident: str) -> HttpResponse:
    """Show a record with its fields, what names it, and what happened to it."""
    held = read(actor, kind, ident)
    return show(
        request, "record.html", kind=kind, held=held, may=_may(actor, kind, held),
        fields=[(name, _written(value)) for name, value in fields_of(held.entry).items()],
        naming=naming(actor, kind, ident), events=_events(actor, kind, ident),
    )  # fmt: skip


def _may(actor: Actor, kind: str, held: Held) -> str:
    """What the actor may do to a record: `change` it, `propose` to, or nothing."""
    its = target(kind, held.entry)
    if permitted(actor, Act.UPDATE, its):
        return "change"
    return "propose" if permitted(actor, Act.PROPOSE, its) else ""


def _events(actor: Actor, kind: str, ident: str) -> list[tuple[str, str, str, str]]:
    speak = say(active())
    try:
        events = history(actor, kind, ident)[:50]
    except DeskError:  # whose it is not sees the record without its log
        return []
    return [
        (written_moment(one.at), one.action, speak(f"role.{one.role}"), one.reason)
        for one in events
    ]


def _written(value: object) -> str:
    if isinstance(value, dict) and set(value) == set(languages()):
        return " · ".join(str(text) for text in value.values())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@desk_page
def change(request: HttpRequest, actor: Actor, kind: str, ident: str) -> HttpResponseBase:
    """Change the texts of a record, or propose it where a reviewer has to look first."""
    held = read(actor, kind, ident)
    may, speak = _may(actor, kind, held), say(active())
    if not may:
        raise ForbiddenError(Act.UPDATE.value)

    def changed(form: DeskForm) -> HttpResponseBase:
        assert isinstance(form, FieldsForm)
        given: dict[str, Any] = {"expected": form.expected, "at": clock.now()}
        act = edit if may == "change" else propose
        act(actor, kind, ident, changes=form.changes(), **given)
        return done(request, f"done.record-{may}", "desk-record", kind=kind, ident=ident)

    form = FieldsForm(sent_or_kept(request), fields=fields_of(held.entry))
    return form_page(
        request, form, changed, title=speak(f"register.{may}"), button=speak(f"register.{may}"),
        about=held.row.label, version=held.version,
        back=(reverse("desk-record", args=[kind, ident]), held.row.label),
    )  # fmt: skip
