"""An invented desk to look around in: people, plans, figures, a meeting and something that is late.

It lives in a database of its own, which no release reads, and every page and letter of it says that
it is invented.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from agdb.register.fields import entry_of
from agdb.register.meeting import ItemKind
from agdb.register.register import register_of
from agdb.web.desk import actions, handins, meetings, requests
from agdb.web.desk.editing import create
from agdb.web.desk.exchange import load_register
from agdb.web.desk.messages import tongues
from agdb.web.desk.models import Record, User
from agdb.web.desk.people import actor_of, add_user
from agdb.web.desk.permissions import SYSTEM
from agdb.web.desk.roles import Actor, Role

ACCOUNTS: Final = {
    "contributor@demo.example": (Role.CONTRIBUTOR, "demo-region"),
    "reviewer@demo.example": (Role.REVIEWER, "demo-ministry"),
    "secretary@demo.example": (Role.SECRETARY, "demo-ministry"),
    "administrator@demo.example": (Role.ADMINISTRATOR, "demo-ministry"),
}
"""Who can sign in, in which role and for which invented organisation."""

_NOWHERE: Final = "django.core.mail.backends.dummy.EmailBackend"  # nobody waits for these letters
_PLAN: Final = "demo-plan"
_BODY: Final = "demo-table"
_ANSWERS: Final = {"kind": "output", "not_counted": "", "method": "demo", "source": "demo"}


def fill_demo(*, pillar: str, unit: str, at: datetime) -> str:
    """Fill an empty database with invented content; return the password of its accounts.

    The password is another one at every call. `pillar` and `unit` are of the programme that is
    served, so that the invented records fit it.
    """
    password = secrets.token_urlsafe(12)
    sending, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, _NOWHERE
    try:
        _fill(pillar, unit, at, password)
    finally:
        settings.EMAIL_BACKEND = sending
    return password


def _fill(pillar: str, unit: str, at: datetime, password: str) -> None:
    with transaction.atomic():
        if not Record.objects.exists():
            _records(pillar, at)
            for email, (role, organisation) in ACCOUNTS.items():
                add_user(
                    email, organisation=organisation, role=role, password=None, by=SYSTEM, at=at
                )
            _hand_ins(unit, at)
            _meeting(at)
        for email in ACCOUNTS:
            user = User.objects.get(email=email)
            user.set_password(password)
            user.save(update_fields=["password"])


def _words(key: str) -> dict[str, str]:
    """A text of the demonstration in every language; each says that it is invented."""
    spoken = tongues(settings.AGDB_LANGUAGES)
    return {code: tongue.say(f"demo.{key}") for code, tongue in spoken.items()}


def _records(pillar: str, at: datetime) -> None:
    year, today = at.year, at.date().isoformat()
    kept = {
        "sources": [{"title": _words("source"), "seen": "not-seen"}],
        "as_of": f"{year - 1}",
        "recorded": today,
    }
    found: dict[str, list[dict[str, Any]]] = {
        "organisations": [
            {"id": "demo-ministry", "names": _words("ministry"), "kind": "government"},
            {"id": "demo-region", "names": _words("region"), "kind": "partnership"},
        ],
        "initiatives": [
            {
                "id": _PLAN, "names": _words("plan"), "level": "project", "relation": "own",
                "pillars": [pillar], "national": False, "period": {"start": f"{year - 1}"},
                "partners": [{"organisation": "demo-region", "role": "accountable"}],
                "history": [{"state": "implementation", "since": f"{year - 1}"}],
            }
        ],
        "bodies": [
            {
                "id": _BODY, "names": _words("table"), "kind": "consultation",
                "level": "governing", "relation": "own", "pillars": [pillar],
                "history": [{"state": "active", "since": f"{year - 1}"}], "members_known": True,
            }
        ],
        "memberships": [
            {"id": f"{_BODY}-region", "body": _BODY, "organisation": "demo-region",
             "role": "member"}
        ],
    }  # fmt: skip
    languages = settings.AGDB_LANGUAGES
    load_register(
        register_of(
            {
                kind: {
                    one["id"]: entry_of(kind, {**one, **kept}, languages=languages) for one in some
                }
                for kind, some in found.items()
            }
        ),
        at=at,
    )


def _actor(role: Role) -> Actor:
    email = next(email for email, (held, _) in ACCOUNTS.items() if held is role)
    return actor_of(User.objects.get(email=email))


def _hand_ins(unit: str, at: datetime) -> None:
    """One result that waits for a reviewer, one that came back, and one that is asked for."""
    contributor, reviewer = _actor(Role.CONTRIBUTOR), _actor(Role.REVIEWER)
    language = settings.AGDB_LANGUAGES[0]
    for number, came_back in ((39, False), (12, True)):
        row = handins.draft(
            contributor, organisation="demo-region", initiative=_PLAN, language=language, at=at
        )
        answers = _ANSWERS | {
            "what": _words("what")[language],
            "value": str(number),
            "unit": unit,
            "day": str(at.year),
            "text": _words("story")[language],
        }
        row = handins.hand_in(contributor, row.pk, answers=answers, expected=row.version, at=at)
        if came_back:
            handins.send_back(
                reviewer, row.pk, question=_words("question")[language], about=["value"],
                expected=row.version, at=at,
            )  # fmt: skip
    requests.ask(
        _actor(Role.SECRETARY),
        organisation="demo-region",
        initiative=_PLAN,
        what=_words("what"),
        answers={"kind": "output", "unit": unit},
        due=at.date() + timedelta(days=10),
        at=at,
    )


def _meeting(at: datetime) -> None:
    """A meeting that decided, and an action of it that is late by now."""
    secretary = _actor(Role.SECRETARY)
    then = at - timedelta(days=30)
    fields = {
        "id": "demo-meeting", "body": _BODY, "start": then.isoformat(),
        "end": (then + timedelta(hours=2)).isoformat(), "online": True,
        "history": [{"state": "prepared", "since": then.date().isoformat()}],
        "sources": [{"title": _words("source"), "seen": "whole"}],
        "as_of": then.date().isoformat(),
    }  # fmt: skip
    create(secretary, "meetings", fields, at=then)
    meetings.add_item(
        secretary, "demo-meeting", title=_words("item"), kind=ItemKind.DECIDE,
        asked=_words("decision"), expected=1, at=then,
    )  # fmt: skip
    meetings.settle_agenda(secretary, "demo-meeting", expected=2, at=then)
    meetings.decide(
        secretary, "demo-meeting", 1, ident="demo-decision", text=_words("decision"), expected=3,
        at=then,
    )  # fmt: skip
    meetings.hold_meeting(secretary, "demo-meeting", expected=4, at=then)
    actions.open_action(
        secretary, ident="demo-action", what=_words("action"), owner="demo-region",
        due=at.date() - timedelta(days=3), decision="demo-decision", at=then,
    )  # fmt: skip
