"""What came from open data, over HTTP: the form asks for what the source does not say."""

from __future__ import annotations

import pytest
from tests.proposals.doors import ROWS, door, propose
from tests.proposals.recordings import page, pages, promise
from tests.web.desk.bench import NOW, REVIEWER
from tests.web.visitors import browser, value

pytestmark = pytest.mark.usefixtures("desk")


def test_a_promise_is_completed_and_accepted_in_a_browser() -> None:
    from agdb.web.desk.models import Proposal, Record
    from agdb.web.desk.proposals import arrival_of, receive
    from agdb.web.desk.records import stored_register

    words = [row for row in ROWS if row["field"] != "Ministerie"]
    record = promise(GewijzigdOp="2029-05-01T00:00:00Z", Activiteit=None)
    files = pages("Toezegging", page([record]))
    proposal = propose("tweede-kamer", files, stored_register(), door=door(words=words))
    receive([arrival_of(proposal)], origin="tweede-kamer", at=NOW)
    row = Proposal.objects.get()
    reviewer, path = browser(REVIEWER), f"/desk/en/arrivals/{row.pk}/"

    shown = reviewer.get(path).content
    assert b"What the source does not say: relation" in shown
    assert b"What the source does not say: ministry" in shown
    assert b"fietsbellen" in shown
    sent = {"version": value(shown, "version"), "for": value(shown, "for"), "verdict": "accept"}
    refused = reviewer.post(path, {**sent, "relation": "direct"})
    assert refused.status_code == 422
    assert Proposal.objects.get().state == "proposed"

    accepted = reviewer.post(
        path,
        {**sent, "relation": "direct", "ministry": "ministry", "text-en": "A letter about bells",
         "made_by-en": "Minister"},
    )  # fmt: skip

    assert accepted.status_code == 302, accepted.content
    assert Record.objects.get(ident="tz203101-001").fields["ministry"] == ["ministry"]
