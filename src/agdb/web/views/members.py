"""Who sits in a body: organisations in public, and inside the person who comes for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from agdb.register.fields import fields_of
from agdb.register.party import MemberRole, Membership
from agdb.web import clock
from agdb.web.desk.editing import create, edit, read
from agdb.web.desk.inside import contact, name_contact
from agdb.web.desk.permissions import Act, PermissionObject, Subject, require
from agdb.web.desk.records import held, target
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.roles import Actor
from agdb.web.language import active
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.home import named, options
from agdb.web.views.idents import free_ident
from agdb.web.views.page import desk_page, done
from agdb.web.wording import say


class MemberForm(DeskForm):
    """Which organisation sits there, as what, and since when."""

    asks = (("select", "organisation"), ("select", "member-role"), ("date", "since"))


class EndForm(DeskForm):
    """The last day on which an organisation sits there."""

    asks = (("date", "last-day"),)


class ContactForm(DeskForm):
    """Who comes for the organisation; it stays inside."""

    asks = (("text", "name"), ("email", "email"), ("text", "telephone"))


@desk_page
def add(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary give an organisation a seat in a body."""
    found = read(actor, "bodies", ident)
    require(actor, Act.CREATE, target("bodies", found.entry))
    speak, today = say(active()), clock.today().isoformat()
    choices = {
        "organisation": [
            ("", ""),
            *options("organisations"),
        ],
        "member-role": [(one.value, speak(f"member.{one.value}")) for one in MemberRole],
    }

    def added(form: DeskForm) -> HttpResponseBase:
        organisation, since = form.typed("organisation"), form.typed_day("since")
        if not organisation:
            raise InvalidError(Mistake("organisation", "no-such-organisation"))
        fields = {
            "id": free_ident("memberships", f"{ident}-{organisation}"), "body": ident,
            "organisation": organisation, "role": form.typed("member-role") or "member",
            "sources": fields_of(found.entry)["sources"], "as_of": today,
            **({"start": since.isoformat()} if since else {}),
        }  # fmt: skip
        create(actor, "memberships", fields, at=clock.now())
        return done(request, "done.member-added", "desk-body", ident=ident)

    return form_page(
        request, MemberForm(sent_or_kept(request), choices=choices), added,
        title=speak("members.add"), button=speak("members.add"), about=named("bodies", ident),
        back=(reverse("desk-body", args=[ident]), named("bodies", ident)),
    )  # fmt: skip


@desk_page
def end(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Let the secretary end the seat of an organisation; that it sat there stays."""
    found = held("memberships", ident)
    one = cast("Membership", found.entry)
    require(actor, Act.UPDATE, target("memberships", one))

    def ended(form: DeskForm) -> HttpResponseBase:
        last = form.typed_day("last-day")
        if last is None:
            raise InvalidError(Mistake("last-day", "not-a-day"))
        edit(
            actor, "memberships", ident, changes={"end": last.isoformat()},
            expected=form.expected, at=clock.now(),
        )  # fmt: skip
        return done(request, "done.member-ended", "desk-body", ident=one.body)

    return _page(request, one, EndForm(sent_or_kept(request)), ended, "end", found.version)


@desk_page
def person(request: HttpRequest, actor: Actor, ident: str) -> HttpResponseBase:
    """Name who comes for an organisation: by the organisation itself, or the secretary."""
    there = contact(actor, ident)
    one = cast("Membership", held("memberships", ident).entry)
    require(actor, Act.UPDATE, PermissionObject(Subject.PERSON, frozenset({one.organisation})))
    initial = (
        {"name": there.name, "email": there.email, "telephone": there.telephone} if there else {}
    )

    def named_now(form: DeskForm) -> HttpResponseBase:
        name_contact(
            actor, ident, name=form.typed("name"), email=form.typed("email"),
            telephone=form.typed("telephone"), expected=form.expected, at=clock.now(),
        )  # fmt: skip
        return done(request, "done.contact", "desk-body", ident=one.body)

    form = ContactForm(sent_or_kept(request), initial=initial)
    return _page(request, one, form, named_now, "contact", there.version if there else 0)


def _page(
    request: HttpRequest,
    one: Membership,
    form: DeskForm,
    act: Callable[[DeskForm], HttpResponseBase],
    key: str,
    version: int,
) -> HttpResponseBase:
    speak, body = say(active()), named("bodies", one.body)
    return form_page(
        request, form, act, title=speak(f"members.{key}"),
        button=speak(f"members.{key}.button"),
        about=f"{named('organisations', one.organisation)}, {body}", version=version,
        back=(reverse("desk-body", args=[one.body]), body),
    )  # fmt: skip
