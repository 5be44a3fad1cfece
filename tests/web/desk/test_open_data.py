"""Open data at the desk: what is missing is asked, and of a known record only a difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.proposals.doors import ROWS, door, propose
from tests.proposals.recordings import line, page, pages, promise, table, tables
from tests.web.desk.bench import NOW, REVIEWER, SECRETARY

from agdb.web.desk import proposals
from agdb.web.desk.editing import edit
from agdb.web.desk.models import Event, Proposal, Record
from agdb.web.desk.proposals import arrival_of, missing_fields
from agdb.web.desk.records import stored_register

pytestmark = pytest.mark.usefixtures("desk")

WORDS = [row for row in ROWS if row["field"] != "Ministerie"]
THEN = datetime(2030, 1, 20, tzinfo=UTC)


def came(*, at: datetime = THEN, **other: Any) -> tuple[int, int]:
    """A promise of an invented parliament comes to the desk."""
    debate = {"Nummer": "2029A1", "Soort": "Debat", "Onderwerp": "Fietsen", "Datum": "2029-04-03T0"}
    told = {"GewijzigdOp": "2029-05-01T00:00:00Z", "Activiteit": debate} | other
    files = pages("Toezegging", page([promise(**told)]))
    proposal = propose("tweede-kamer", files, stored_register(), door=door(words=WORDS))
    return proposals.receive([arrival_of(proposal)], origin="tweede-kamer", at=at)


def test_what_the_source_does_not_say_is_asked_and_then_it_is_a_record() -> None:
    assert came() == (1, 0)
    row = Proposal.objects.get()

    assert missing_fields(row) == {"ministry": "several", "relation": "text"}
    kept = proposals.accept(
        REVIEWER, row.pk,
        completed={
            "ministry": ["ministry"], "relation": "direct",
            "text": {"nl": "een brief", "en": "a letter"},
            "made_by": {"nl": "minister", "en": "minister"},
            "occasion": {"nl": "debat", "en": "debate"},
        },
        expected=1, at=NOW,
    )  # fmt: skip

    assert kept.entry.id == "tz203101-001"
    assert row.raw.startswith('{"Id": ')


def test_an_amount_asks_of_which_initiative_it_is() -> None:
    proposal = propose("rijksfinancien", tables(table(line())), stored_register())
    proposals.receive([arrival_of(proposal)], origin="rijksfinancien", at=THEN)

    assert missing_fields(Proposal.objects.get()) == {"initiative": "text"}


def test_a_known_record_gets_its_difference_and_keeps_what_was_written() -> None:
    edit(SECRETARY, "commitments", "bells", changes={"number": "TZ203101-001"}, expected=1, at=NOW)

    came(Status="Deels afgedaan")

    row = Proposal.objects.get()
    assert (row.ident, row.base) == ("bells", 2)
    assert "text" not in row.fields
    assert missing_fields(row) == {}
    occasion = {"occasion": {"nl": "debat", "en": "debate"}}
    proposals.accept(REVIEWER, row.pk, completed=occasion, expected=1, at=NOW)
    record = Record.objects.get(kind="commitments", ident="bells")
    assert record.fields["text"] == {"nl": "bells before summer", "en": "bells before summer"}
    assert [step["state"] for step in record.fields["history"]] == ["open", "partly"]


def test_a_newer_arrival_takes_the_place_of_one_that_waits() -> None:
    came()
    assert came(Status="Afgedaan") == (1, 0)

    row = Proposal.objects.get()
    assert (row.version, row.fields["source_state"]) == (2, "Afgedaan")
    assert Event.objects.filter(kind="proposal", ident=str(row.pk)).count() == 2


def test_what_was_put_out_of_scope_comes_no_more() -> None:
    came()
    proposals.set_aside(SECRETARY, Proposal.objects.get().pk, expected=1, at=NOW)

    assert came(Status="Afgedaan") == (0, 1)
    assert Proposal.objects.count() == 1


def test_what_waits_is_held_against_the_record_as_it_is_now() -> None:
    edit(SECRETARY, "commitments", "bells", changes={"number": "TZ203101-001"}, expected=1, at=NOW)
    came(Status="Deels afgedaan")
    edit(SECRETARY, "commitments", "bells", changes={"relation": "own"}, expected=2, at=NOW)

    assert came(Status="Deels afgedaan") == (0, 1)
    assert came(Status="Deels afgedaan") == (0, 1)

    row = Proposal.objects.get()
    assert (row.base, row.version) == (3, 2)


def test_a_change_that_the_source_takes_back_is_proposed_again() -> None:
    came()
    proposals.reject(SECRETARY, Proposal.objects.get().pk, reason="x", expected=1, at=NOW)
    came(at=THEN + timedelta(days=1), Status="Afgedaan")
    proposals.reject(
        SECRETARY, Proposal.objects.get(state="proposed").pk, reason="x", expected=1, at=NOW
    )

    first, second = Proposal.objects.order_by("arrived")
    assert proposals.decided_on("tweede-kamer", first.raw) is None
    assert proposals.decided_on("tweede-kamer", second.raw) is not None
    assert came(at=THEN + timedelta(days=2)) == (1, 0)
    assert Proposal.objects.get(state="proposed").raw == first.raw
    assert proposals.decided_on("tweede-kamer", first.raw) is None
