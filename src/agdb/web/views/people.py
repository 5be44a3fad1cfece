"""Who may use the desk: invited by the secretary, and given roles by the administrator."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from allauth.account import app_settings as allauth_settings
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from agdb.errors import DeskError
from agdb.web import clock
from agdb.web.accounts.letters import send_letter
from agdb.web.desk import people as work
from agdb.web.desk.models import User
from agdb.web.desk.permissions import Act, PermissionObject, Subject, permitted, require
from agdb.web.desk.refusals import ForbiddenError, InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.views.forms import DeskForm, form_page, sent_or_kept
from agdb.web.views.home import all_named, options
from agdb.web.views.page import desk_page, done, show
from agdb.web.wording import say

_ACCOUNTS = PermissionObject(Subject.ACCOUNT)


class InviteForm(DeskForm):
    """Whom, for which organisation, in which role."""

    asks = (("email", "email"), ("select", "organisation"), ("choices", "role"))


@desk_page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the accounts to the administrator; a secretary comes here to invite."""
    _may_invite(actor)
    lists = permitted(actor, Act.READ, _ACCOUNTS)
    users = User.objects.prefetch_related("seats").order_by("email") if lists else []
    speak = say(active())
    names = all_named(
        "organisations", (seat.organisation for user in users for seat in user.seats.all())
    )
    rows = [
        (user, [_seat(seat.role, seat.organisation, names) for seat in user.seats.all()])
        for user in users
    ]
    return show(request, "people.html", rows=rows, lists=lists, secretary_only=not lists,
                note=speak("people.contributor-only"))  # fmt: skip


def _seat(role: str, organisation: str, names: Mapping[str, str]) -> tuple[str, str, str]:
    speak = say(active())
    text = speak(
        "account.role-of",
        role=speak(f"role.{role}"),
        organisation=names[organisation],
    )
    return role, organisation, text


@desk_page
def invite(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Make an account and send its owner the address at which to choose a password."""
    chooses = _may_invite(actor)
    speak = say(active())
    roles = list(Role) if chooses else [Role.CONTRIBUTOR]
    choices = {
        "organisation": [("", ""), *options("organisations")],
        "role": [(one.value, speak(f"role.{one.value}")) for one in roles],
    }  # fmt: skip

    def invited(form: DeskForm) -> HttpResponseBase:
        email, organisation = form.typed("email"), form.typed("organisation")
        _check(email, organisation, form.typed("role"))
        now = clock.now()
        if chooses:
            capacity = require(actor, Act.CREATE, _ACCOUNTS)
            user = work.add_user(
                email, organisation=organisation, role=Role(form.typed("role")), password=None,
                language=active(), by=capacity, at=now,
            )  # fmt: skip
        else:
            user = work.invite(actor, email, organisation=organisation, at=now)
        if not user.has_usable_password():
            send_invitation(user)
        return done(request, "done.invited", "desk-people")

    return form_page(
        request, InviteForm(sent_or_kept(request), choices=choices), invited,
        title=speak("people.invite"), button=speak("people.invite"),
        back=(reverse("desk-people"), speak("menu.people")),
    )  # fmt: skip


def _check(email: str, organisation: str, role: str) -> None:
    wrong = []
    try:
        validate_email(email)
    except ValidationError:
        wrong.append(Mistake("email", "not-an-address"))
    if not organisation:
        wrong.append(Mistake("organisation", "no-such-organisation"))
    if not role:
        wrong.append(Mistake("role", "choose-role"))
    if wrong:
        raise InvalidError(*wrong)


def send_invitation(user: User) -> None:
    """Send the address at which the owner of a new account chooses a password."""
    token = allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": token}
    address = reverse("account_reset_password_from_key", kwargs=parts)
    send_letter("invitation", to=user.email, language=active(), address=address)


@desk_page
def person(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Let the administrator give a role, take one away, invite again, or close an account."""
    if not permitted(actor, Act.READ, PermissionObject(Subject.ACCOUNT, account=ident)):
        raise NotThereError
    if Role.ADMINISTRATOR not in actor.roles:
        raise NotThereError
    user = User.objects.filter(pk=ident).first()
    if user is None:
        raise NotThereError
    if request.method == "POST" and "do" in request.POST:
        return _do(request, actor, user)
    speak = say(active())
    choices = {
        "organisation": options("organisations"),
        "role": [(one.value, speak(f"role.{one.value}")) for one in Role],
    }  # fmt: skip

    def given(form: DeskForm) -> HttpResponseBase:
        if not form.typed("role"):
            raise InvalidError(Mistake("role", "choose-role"))
        organisation, role = form.typed("organisation"), Role(form.typed("role"))
        work.give_role(actor, user.pk, organisation, role, at=clock.now())
        return done(request, "done.role-given", "desk-person", ident=user.pk)

    names = all_named("organisations", (seat.organisation for seat in user.seats.all()))
    return form_page(
        request, RoleForm(sent_or_kept(request), choices=choices), given, title=user.email,
        button=speak("people.give"), template="person.html", user=user, own=user.pk == actor.id,
        seats=[_seat(seat.role, seat.organisation, names) for seat in user.seats.all()],
        back=(reverse("desk-people"), speak("menu.people")),
    )  # fmt: skip


class RoleForm(DeskForm):
    """A role for an organisation."""

    asks = (("select", "organisation"), ("choices", "role"))


def _do(request: HttpRequest, actor: Actor, user: User) -> HttpResponseBase:
    now = clock.now()
    match request.POST["do"].split(" "):
        case ["take", role, organisation] if role in set(Role):
            work.take_role(actor, user.pk, organisation, Role(role), at=now)
            notice = "done.role-taken"
        case ["factors"]:
            work.take_factors(actor, user.pk, at=now)
            notice = "done.factors-taken"
        case ["close"]:
            work.close_account(actor, user.pk, at=now)
            notice = "done.account-closed"
        case ["again"] if not user.has_usable_password():
            send_invitation(user)
            notice = "done.invited"
        case _:
            raise NotThereError
    return done(request, notice, "desk-person", ident=user.pk)


def _may_invite(actor: Actor) -> bool:
    """Whether the actor chooses the role; raises `NotThereError` for who may not invite at all."""
    if permitted(actor, Act.CREATE, _ACCOUNTS):
        return True
    try:
        require(actor, Act.INVITE, _ACCOUNTS)
    except (ForbiddenError, DeskError):
        raise NotThereError from None
    return False
