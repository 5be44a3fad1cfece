"""Every role x action x object of the table of permissions, asked over HTTP.

What the table says is asked of the table itself; here it is held against what the pages answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.web.desk.bench import ANSWERS, NOW, RING, SECRETARY
from tests.web.visitors import account, browser

from agdb.web.desk.permissions import Act, PermissionObject, Subject, Verdict, allowed
from agdb.web.desk.roles import Role, actor

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.slow]

# Everybody sits once at the ring, which owns what is asked for, and once at another organisation.
ACTORS = {
    "visitor": None,
    **{
        f"{role.value} of {where}": actor(UUID(int=100 + number), [(role.value, where)])
        for number, (role, where) in enumerate(
            (role, where) for role in Role for where in ("ring", "polder")
        )
    },
}
STATUS = {Verdict.ALLOWED: {200, 302, 409, 422}, Verdict.FORBIDDEN: {403}, Verdict.HIDDEN: {404}}


@dataclass(frozen=True)
class Asked:
    """A request that does `act` to an object: how it is made, and what the table calls it.

    `stands_at` is the object on whose page it is done, where that is another one.
    """

    act: Act
    target: Callable[[], PermissionObject]
    path: Callable[[], str]
    fields: dict[str, Any] | None = None
    stands_at: Callable[[], PermissionObject] | None = None


def hand_in(state: str) -> Callable[[], Any]:
    """A hand-in of the ring in this state, made once a test."""

    def found() -> Any:
        from agdb.web.desk import handins
        from agdb.web.desk.models import HandIn

        row = HandIn.objects.first()
        if row is not None:
            return row
        account(RING, password=None)
        row = handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)
        if state != "draft":
            row = handins.hand_in(RING, row.pk, answers=ANSWERS, expected=row.version, at=NOW)
        if state == "rejected":
            from tests.web.desk.bench import REVIEWER

            row = handins.reject(REVIEWER, row.pk, reason="x", expected=row.version, at=NOW)
        return row

    return found


def of_hand_in(state: str) -> Callable[[], PermissionObject]:
    from agdb.web.desk import handins

    return lambda: handins.target(hand_in(state)())


def at_hand_in(state: str, where: str = "hand-in") -> Callable[[], str]:
    return lambda: f"{where}/{hand_in(state)().pk}/"


def record(kind: str, ident: str) -> Callable[[], PermissionObject]:
    def found() -> PermissionObject:
        from agdb.web.desk.records import held, target

        return target(kind, held(kind, ident).entry)

    return found


def meeting() -> str:
    """A meeting of the table at which the ring sits."""
    from agdb.web.desk.editing import create
    from agdb.web.desk.models import Record

    if not Record.objects.filter(kind="meetings").exists():
        fields = {
            "id": "first", "body": "table", "start": "2030-03-01T09:00:00+01:00",
            "end": "2030-03-01T10:00:00+01:00", "place": {"nl": "Utrecht", "en": "Utrecht"},
            "history": [{"state": "prepared", "since": "2030-02-01"}],
            "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
            "as_of": "2030-02-01",
            "items": [
                {"number": 1, "title": {"nl": "Brug", "en": "Bridge"}, "kind": "decide",
                 "asked": {"nl": "Twee", "en": "Two"}}
            ],
        }  # fmt: skip
        create(SECRETARY, "meetings", fields, at=NOW)
    return "meetings/first/"


def of_meeting(subject: Subject = Subject.MEETING) -> Callable[[], PermissionObject]:
    def found() -> PermissionObject:
        meeting()
        return PermissionObject(subject, members=frozenset({"ring"}))

    return found


def action() -> str:
    """An action of the ring, of a decision of that meeting."""
    from agdb.web.desk import actions, meetings
    from agdb.web.desk.models import Record
    from agdb.web.desk.records import held

    if not Record.objects.filter(kind="actions").exists():
        meeting()
        at: dict[str, Any] = {"at": NOW}
        meetings.settle_agenda(SECRETARY, "first", expected=1, **at)
        meetings.decide(
            SECRETARY, "first", 1, ident="two", text={"nl": "Twee", "en": "Two"},
            expected=held("meetings", "first").version, **at,
        )  # fmt: skip
        actions.open_action(
            SECRETARY, ident="draw", what={"nl": "Teken", "en": "Draw"}, owner="ring", due=None,
            decision="two", **at,
        )  # fmt: skip
    return "actions/draw/"


def decision() -> str:
    action()
    return "decisions/two/"


def of_action() -> PermissionObject:
    action()
    return PermissionObject(Subject.ACTION, frozenset({"ring"}))


def request() -> Any:
    from agdb.web.desk.models import DataRequest

    row = DataRequest.objects.first()
    if row is None:
        from datetime import date

        from agdb.web.desk.requests import ask

        row = ask(
            SECRETARY, organisation="ring", initiative="lanes",
            what={"nl": "stroken", "en": "lanes"}, answers={}, due=date(2030, 4, 1), at=NOW,
        )  # fmt: skip
    return row


def of_request() -> PermissionObject:
    request()
    return PermissionObject(Subject.REQUEST, frozenset({"ring"}))


def proposal() -> Any:
    from agdb.web.desk.models import Proposal
    from agdb.web.desk.proposals import propose

    row = Proposal.objects.filter(kind="initiatives").first()
    if row is None:
        changes = {"names": {"nl": "anders", "en": "other"}}
        row = propose(RING, "initiatives", "lanes", changes=changes, expected=1, at=NOW)
    return row


def of_proposal() -> PermissionObject:
    from agdb.web.desk.proposals import target

    return target(proposal())


def written_text() -> Any:
    """A text that the secretary wrote and that waits."""
    from agdb.web.desk.models import Proposal
    from agdb.web.desk.written import KIND, write

    row = Proposal.objects.filter(kind=KIND).first()
    if row is None:
        text = {"nl": "Stem in.", "en": "Agree."}
        row = write(SECRETARY, "advice", text=text, quotes=(), expected=0, at=NOW)
    return row


def of_text() -> PermissionObject:
    from agdb.web.desk.written import target

    return target(written_text())


def stranger() -> str:
    """The page of an account that is nobody's here."""
    other = actor(UUID(int=999), [(Role.READER.value, "polder")])
    return f"people/{account(other, password=None).pk}/"


ASKED = {
    "list the texts": Asked(Act.READ, of_text, lambda: "texts/"),
    "write a text": Asked(
        Act.SUBMIT, lambda: PermissionObject(Subject.OPTION), lambda: "texts/aim/write/",
        {"version": "0", "text-nl": "a", "text-en": "a"},
    ),
    "read a draft": Asked(Act.READ, of_hand_in("draft"), at_hand_in("draft")),
    "save a draft": Asked(
        Act.UPDATE, of_hand_in("draft"), at_hand_in("draft"), {"version": "1", "save": "y"}
    ),
    "begin a hand-in": Asked(
        Act.CREATE, lambda: PermissionObject(Subject.DRAFT, frozenset({"ring"})),
        lambda: "hand-in/", {"initiative": "ring lanes"},
    ),
    "read what was handed in": Asked(Act.READ, of_hand_in("handed-in"), at_hand_in("handed-in")),
    "take it back": Asked(
        Act.TAKE_BACK, of_hand_in("handed-in"), at_hand_in("handed-in"),
        {"version": "3", "take-back": "y"},
    ),
    "open it for review": Asked(
        Act.DECIDE, of_hand_in("handed-in"), at_hand_in("handed-in", "review")
    ),
    "reject it": Asked(
        Act.DECIDE, of_hand_in("handed-in"), at_hand_in("handed-in", "review"),
        {"version": "4", "verdict": "reject", "reason": "no"},
    ),
    "read what was rejected": Asked(Act.READ, of_hand_in("rejected"), at_hand_in("rejected")),
    "read a body": Asked(Act.READ, record("bodies", "table"), lambda: "bodies/table/"),
    "give a seat": Asked(
        Act.CREATE, record("bodies", "table"), lambda: "bodies/table/members/add/",
        {"organisation": "polder", "member-role": "member"},
    ),
    "end a seat": Asked(
        Act.UPDATE, record("memberships", "table-ring"), lambda: "members/table-ring/end/",
        {"version": "1", "last-day": "2030-03-01"},
    ),
    "name who comes": Asked(
        Act.UPDATE, lambda: PermissionObject(Subject.PERSON, frozenset({"ring"})),
        lambda: "members/table-ring/contact/", {"version": "0", "name": "a"},
    ),
    "record a decision": Asked(
        Act.UPDATE, of_meeting(), lambda: f"{meeting()}items/1/decide/",
        {"version": "1", "decision-nl": "a", "decision-en": "a"},
    ),
    "open an action": Asked(
        Act.CREATE, lambda: PermissionObject(Subject.ACTION), lambda: f"{decision()}action/",
        {"what-nl": "a", "what-en": "a", "owner": "ring"},
        lambda: PermissionObject(Subject.DECISION, members=frozenset({"ring"})),
    ),
    "read an initiative": Asked(
        Act.READ, record("initiatives", "lanes"), lambda: "register/initiatives/lanes/"
    ),
    "read money": Asked(
        Act.READ, record("money", "lanes-granted"), lambda: "register/money/lanes-granted/"
    ),
    "read a promise": Asked(
        Act.READ, record("commitments", "bells"), lambda: "commitments/bells/"
    ),
    "move a promise": Asked(
        Act.UPDATE, record("commitments", "bells"), lambda: "commitments/bells/state/",
        {"version": "1", "state": "partly", "answered_by": "letter"},
    ),
    "read a meeting": Asked(Act.READ, of_meeting(), meeting),
    "print an agenda": Asked(Act.READ, of_meeting(), lambda: f"{meeting()}print/agenda/"),
    "settle an agenda": Asked(
        Act.UPDATE, of_meeting(), meeting, {"version": "1", "move": "settle"}
    ),
    "add an item": Asked(
        Act.UPDATE, of_meeting(), lambda: f"{meeting()}item/",
        {"version": "1", "title-nl": "a", "title-en": "a", "item-kind": "inform"},
    ),
    "change an item": Asked(
        Act.UPDATE, of_meeting(), lambda: f"{meeting()}items/1/",
        {"version": "1", "title-nl": "b", "title-en": "b", "item-kind": "decide"},
    ),
    "cancel a meeting": Asked(
        Act.END, of_meeting(), lambda: f"{meeting()}cancel/",
        {"version": "1", "reason-nl": "a", "reason-en": "a"},
    ),
    "write a note": Asked(
        Act.UPDATE, of_meeting(Subject.INSIDE), lambda: f"{meeting()}items/1/note/",
        {"version": "0", "sort": "aim", "note": "a"},
    ),
    "plan a meeting": Asked(
        Act.CREATE, lambda: PermissionObject(Subject.MEETING, members=frozenset({"ring"})),
        lambda: "bodies/table/plan/", {"day": "2030-04-01", "from": "09:00", "until": "10:00"},
    ),
    "read an action": Asked(Act.READ, of_action, action),
    "begin an action": Asked(Act.UPDATE, of_action, action, {"version": "1"}),
    "finish an action": Asked(
        Act.UPDATE, of_action, lambda: f"{action()}done/",
        {"version": "1", "proof-nl": "a", "proof-en": "a"},
    ),
    "read a request": Asked(Act.READ, of_request, lambda: f"request/{request().pk}/"),
    "pass a request on": Asked(
        Act.UPDATE, of_request, lambda: f"request/{request().pk}/pass-on/",
        {"version": "1", "pass-reason": "a"},
    ),
    "withdraw a request": Asked(
        Act.END, of_request, lambda: f"requests/{request().pk}/withdraw/",
        {"version": "1", "reason": "a"},
    ),
    "read a proposal": Asked(Act.READ, of_proposal, lambda: f"arrivals/{proposal().pk}/"),
    "set a proposal aside": Asked(
        Act.DECIDE, of_proposal, lambda: f"arrivals/{proposal().pk}/",
        {"version": lambda: proposal().version, "verdict": "set-aside"},
    ),
    "read an account": Asked(
        Act.READ, lambda: PermissionObject(Subject.ACCOUNT, account=UUID(int=999)), stranger
    ),
    "give a role": Asked(
        Act.UPDATE, lambda: PermissionObject(Subject.ACCOUNT, account=UUID(int=999)), stranger,
        {"organisation": "ring", "role": "reader"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_pages_answer_as_the_table_says(what: str) -> None:
    asked = ASKED[what]
    wrong = []
    for name, who in ACTORS.items():
        target = asked.target()
        path = f"/desk/en/{asked.path()}"
        client = Client() if who is None else browser(who)
        fields = {
            key: value() if callable(value) else value
            for key, value in (asked.fields or {}).items()
        }
        answer = client.post(path, fields) if fields else client.get(path)
        if who is None:  # who it is has to be known first
            assert answer["Location"].startswith("/desk/en/sign-in/"), what
            continue
        verdict = allowed(who, asked.act, target)
        expected = STATUS[verdict]
        page = asked.stands_at() if asked.stands_at else target
        if allowed(who, Act.READ, page) is not Verdict.ALLOWED and verdict is not Verdict.ALLOWED:
            expected = expected | {404}  # a page that one may not read does not exist at all
        if answer.status_code not in expected:
            wrong.append(f"{name}: the table says {verdict.value}, and it is {answer.status_code}")
    assert wrong == []


# What is read and changed by commands and files, or has no page of its own at the desk.
WITHOUT_A_PAGE = {
    Subject.PUBLISHED, Subject.DECISION, Subject.RELEASE, Subject.LOG, Subject.SYSTEM,
}  # fmt: skip


def test_every_object_is_asked_for_or_has_no_page() -> None:
    from agdb.web.desk.models import HandIn

    covered = set()
    for asked in ASKED.values():
        covered.add(asked.target().subject)
        HandIn.objects.all().delete()  # the next is made in the state that it asks for

    assert covered | WITHOUT_A_PAGE == set(Subject)
    assert not covered & WITHOUT_A_PAGE
