"""What a record is called, asked once for all rows of a page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.web.desk.bench import (
    ADMINISTRATOR,
    NOW,
    READER,
    REVIEWER,
    RING,
    SECRETARY,
    initiative,
    organisation,
    someone,
)
from tests.web.visitors import account, browser

from agdb.web.desk.roles import Actor, Role

pytestmark = pytest.mark.usefixtures("desk")
KEPT = {"sources": [{"url": "https://example.org/paper", "seen": "whole"}], "as_of": "2030-01-01"}

PAGES = {
    "actions": (READER, "actions/"),
    "a new action": (SECRETARY, "decisions/two/action/"),
    "a meeting": (SECRETARY, "meetings/first/"),
    "the calendar": (SECRETARY, "calendar.ics"),
    "late actions at home": (SECRETARY, ""),
    "requests at home": (RING, ""),
    "hand-ins at home": (REVIEWER, ""),
    "hand-ins to review": (REVIEWER, "review/"),
    "requests": (SECRETARY, "requests/"),
    "the workbook": (RING, "workbook/desk.xlsx"),
    "what can be begun": (RING, "hand-in/"),
    "proposals": (REVIEWER, "arrivals/"),
    "members": (READER, "bodies/table/"),
    "members and who comes": (SECRETARY, "bodies/table/"),
    "a new member": (SECRETARY, "bodies/table/members/add/"),
    "accounts": (ADMINISTRATOR, "people/"),
    "an invitation": (ADMINISTRATOR, "people/invite/"),
}


def more(number: int) -> None:
    """One more row on every page, of an organisation and an initiative of its own."""
    from agdb.web.desk import actions, handins, proposals
    from agdb.web.desk.editing import create
    from agdb.web.desk.requests import ask

    name, owner = f"plan-{number}", f"club-{number}"
    create(SECRETARY, "organisations", {**organisation(owner), **KEPT}, at=NOW)
    create(SECRETARY, "initiatives", {**initiative(name, "ring"), **KEPT}, at=NOW)
    seat = {"id": f"table-{owner}", "body": "table", "organisation": owner, "role": "member"}
    create(SECRETARY, "memberships", {**seat, **KEPT}, at=NOW)
    account(someone(50 + number, (Role.CONTRIBUTOR, owner)), factor=False, password=None)
    words = {"nl": "meer", "en": "more"}
    given = {"organisation": "ring", "initiative": name}
    ask(SECRETARY, **given, what=words, answers={}, due=date(2030, 4, 1), at=NOW)
    actions.open_action(
        SECRETARY, ident=f"act-{number}", what=words, owner=owner, due=date(2030, 3, 1),
        decision="two", at=NOW,
    )  # fmt: skip
    changes = {"names": {"nl": f"{name} x", "en": f"{name} x"}}
    proposals.propose(RING, "initiatives", name, changes=changes, expected=1, at=NOW)
    row = handins.draft(RING, organisation="ring", initiative=name, language="nl", at=NOW)
    from tests.web.desk.bench import ANSWERS

    handins.hand_in(RING, row.pk, answers=ANSWERS, expected=row.version, at=NOW)


def questions(who: Actor, path: str) -> int:
    """How often a page asks the database for names, apart from who asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(who)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/desk/en/{path}").status_code == 200, path
    return len(asked)


@pytest.mark.slow
def test_a_longer_list_asks_the_database_no_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given pages with one row, two days after its day
    from tests.web.views.test_permissions_over_http import decision

    from agdb.web import clock

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=20))
    monkeypatch.setattr(clock, "today", lambda: date(2030, 3, 3))
    account(RING, password=None)
    decision()
    more(0)
    few = {name: questions(who, path) for name, (who, path) in PAGES.items()}

    # When they have four rows
    for number in (1, 2, 3):
        more(number)
    many = {name: questions(who, path) for name, (who, path) in PAGES.items()}

    # Then names are asked for as often
    assert many == few
