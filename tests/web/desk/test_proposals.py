"""What arrives is proposed until a person decides, with the raw record beside it."""

from __future__ import annotations

import pytest
from tests.register.records import words
from tests.web.desk.bench import NOW, POLDER, READER, REVIEWER, RING, SECRETARY, someone

from agdb.register.states import CommitmentState
from agdb.web.desk import proposals
from agdb.web.desk.commitments import late_commitments, move_commitment
from agdb.web.desk.editing import edit
from agdb.web.desk.models import Proposal, Record
from agdb.web.desk.proposals import SourceRecord
from agdb.web.desk.records import held
from agdb.web.desk.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotThereError,
    WrongStateError,
)
from agdb.web.desk.roles import Role

pytestmark = pytest.mark.usefixtures("desk")

RAW = '{"Nummer": "TZ203001-001", "Tekst": "paden verlichten", "Status": "Openstaand"}'
ARRIVAL = SourceRecord(
    kind="commitments",
    ident="lights",
    fields={
        "number": "TZ203001-001", "kind": "oral", "text": {"nl": "paden verlichten"},
        "made_by": words("minister"), "ministry": ["ministry"], "made_to": words("house"),
        "occasion": "unknown", "day": "2030-01-10", "source_state": "Openstaand",
        "relation": "direct", "history": [{"state": "open", "since": "2030-01-10"}],
        "sources": [{"url": "https://example.org/tz", "seen": "whole"}], "as_of": "2030-01-10",
    },
    raw=RAW,
)  # fmt: skip


def arrived() -> Proposal:
    assert proposals.receive([ARRIVAL], origin="house", at=NOW) == (1, 0)
    return Proposal.objects.get()


def test_nothing_that_arrives_is_part_of_the_register_by_itself() -> None:
    row = arrived()

    assert (row.state, row.raw, row.origin) == ("proposed", RAW, "house")
    assert not Record.objects.filter(ident="lights").exists()


def test_what_arrived_before_is_known_whatever_was_decided_on_it() -> None:
    row = arrived()
    proposals.set_aside(SECRETARY, row.pk, expected=1, at=NOW)

    assert proposals.receive([ARRIVAL], origin="house", at=NOW) == (0, 1)


def test_a_person_completes_and_accepts_it() -> None:
    row = arrived()
    with pytest.raises(InvalidError) as refused:
        proposals.accept(REVIEWER, row.pk, expected=1, at=NOW)
    assert [one.field for one in refused.value.mistakes] == ["text"]
    assert Proposal.objects.get().state == "proposed"

    kept = proposals.accept(
        REVIEWER, row.pk, completed={"text": {"nl": "paden verlichten", "en": "light the paths"}},
        expected=1, at=NOW,
    )  # fmt: skip

    assert (kept.entry.id, Proposal.objects.get().state) == ("lights", "accepted")
    with pytest.raises(ConflictError):
        proposals.reject(REVIEWER, row.pk, reason="late", expected=1, at=NOW)
    with pytest.raises(WrongStateError):
        proposals.reject(REVIEWER, row.pk, reason="late", expected=2, at=NOW)


def test_a_rejection_has_a_reason() -> None:
    row = arrived()

    with pytest.raises(InvalidError):
        proposals.reject(SECRETARY, row.pk, reason=" ", expected=1, at=NOW)

    assert proposals.reject(SECRETARY, row.pk, reason="double", expected=1, at=NOW).reason


def test_an_organisation_proposes_for_its_own_records_and_does_not_decide() -> None:
    row = proposals.propose(
        RING, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW
    )

    assert list(proposals.visible(RING)) == [row]
    assert list(proposals.visible(POLDER)) == []
    with pytest.raises(ForbiddenError):
        proposals.accept(RING, row.pk, expected=1, at=NOW)
    with pytest.raises(ForbiddenError):
        proposals.accept(someone(9, (Role.REVIEWER, "ring")), row.pk, expected=1, at=NOW)
    with pytest.raises(NotThereError):
        proposals.read(POLDER, row.pk)
    proposals.accept(REVIEWER, row.pk, expected=1, at=NOW)
    assert held("initiatives", "lanes").row.fields["national"] is True


def test_a_proposal_on_what_changed_since_is_a_conflict() -> None:
    row = proposals.propose(
        RING, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW
    )
    edit(SECRETARY, "initiatives", "lanes", changes={"level": "scheme"}, expected=1, at=NOW)

    with pytest.raises(ConflictError):
        proposals.accept(REVIEWER, row.pk, expected=1, at=NOW)

    assert Proposal.objects.get().state == "proposed"


@pytest.mark.parametrize("name", ["id", "history", "recorded", "owner"])
def test_what_is_no_field_to_propose_is_refused(name: str) -> None:
    with pytest.raises(InvalidError):
        proposals.propose(RING, "initiatives", "lanes", changes={name: "x"}, expected=1, at=NOW)


def test_a_promise_is_late_by_the_printed_rule_until_a_paper_answers_it() -> None:
    assert [one.entry.id for one in late_commitments(NOW.date())] == ["bells"]
    with pytest.raises(InvalidError):
        move_commitment(SECRETARY, "bells", CommitmentState.FULFILLED, expected=1, at=NOW)

    move_commitment(
        SECRETARY, "bells", CommitmentState.FULFILLED, answered_by=["letter"], expected=1, at=NOW
    )

    assert late_commitments(NOW.date()) == ()
    with pytest.raises(ForbiddenError):
        move_commitment(READER, "bells", CommitmentState.PARTLY, expected=2, at=NOW)
    with pytest.raises(WrongStateError):
        move_commitment(SECRETARY, "bells", CommitmentState.DROPPED, expected=2, at=NOW)
