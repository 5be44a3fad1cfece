"""A promise becomes a commitment: words are kept, states follow a table, no term is made."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.proposals.doors import LANGUAGES, door, propose, record, register
from tests.proposals.recordings import guid, letter, page, pages, promise

from agdb.errors import ProgrammeError
from agdb.proposals.acceptance import ProposalError, accepted
from agdb.proposals.proposal import Proposal, Standing
from agdb.register.paper import Commitment
from agdb.register.register import Register

DAY = date(2031, 4, 2)
ANSWERS = {
    "relation": "direct", "text.en": "A letter about bells", "made_by.en": "Minister",
    "occasion.en": "Debate",
}  # fmt: skip
LETTER = record(
    "documents", "99544-283", kind="letter", title={"nl": "Brief", "en": "Letter"},
    day="2031-06-01", dossier="99544", number=283,
)  # fmt: skip


def commitment(**other: Any) -> Commitment:
    fields = {
        "number": "TZ203101-001", "kind": "oral", "text": {"nl": "bellen", "en": "bells"},
        "made_by": {"nl": "minister", "en": "minister"}, "ministry": ["roads"],
        "made_to": {"nl": "Kamer", "en": "House"}, "occasion": "unknown", "day": "2031-01-20",
        "relation": "direct", "source_state": "Openstaand",
        "history": [{"state": "open", "since": "2031-01-20"}],
    }  # fmt: skip
    found = record("commitments", "bells", **(fields | other))
    assert isinstance(found, Commitment)
    return found


def made(known: Register | None = None, **other: Any) -> Proposal:
    files = pages("Toezegging", page([promise(**other)]))
    return propose("tweede-kamer", files, register() if known is None else known)


def test_a_new_promise_asks_for_what_the_service_does_not_tell() -> None:
    proposal = made()

    assert proposal.standing is Standing.NEW
    assert set(proposal.missing) == set(ANSWERS)
    assert proposal.fields["history"] == [{"state": "open", "since": "2031-01-20"}]
    assert proposal.fields["as_of"] == "2031-02-01"
    assert "made to TRAP, others" in proposal.notes


def test_an_accepted_promise_is_a_commitment_with_its_source_and_state_date() -> None:
    entry = accepted(made(), register=register(), answers=ANSWERS, day=DAY, languages=LANGUAGES)

    assert isinstance(entry, Commitment)
    assert (entry.number, entry.source_state) == ("TZ203101-001", "Openstaand")
    assert entry.made_to == {"nl": "Kamer van fietsers", "en": "House of cyclists"}
    assert (entry.as_of, entry.recorded) == ("2031-02-01", "2031-04-02")
    assert entry.sources[0].url is not None
    assert entry.sources[0].url.endswith(f"/Toezegging({guid(1)})")


def test_no_deadline_is_made_of_the_day_of_fulfilment_or_of_the_text() -> None:
    proposal = made()
    entry = accepted(proposal, register=register(), answers=ANSWERS, day=DAY, languages=LANGUAGES)

    assert isinstance(entry, Commitment)
    assert entry.deadline is None
    assert any("before-summer, 2031-06-30" in note for note in proposal.notes)


def test_an_unknown_word_of_status_waits_and_cannot_be_accepted() -> None:
    proposal = made(Status="Niet nagekomen")

    assert proposal.waits
    assert [(one.field, one.word) for one in proposal.unrecognised] == [
        ("Status", "Niet nagekomen")
    ]
    with pytest.raises(ProposalError, match=r"'Niet nagekomen' in 'Status'.*doors\.yaml"):
        accepted(proposal, register=register(), answers=ANSWERS, day=DAY, languages=LANGUAGES)


def test_a_row_that_means_what_no_record_has_is_a_mistake_of_the_programme() -> None:
    wrong = door(words=[{"field": "Status", "word": "Openstaand", "means": "opn", "seen": "x"}])
    files = pages("Toezegging", page([promise()]))

    with pytest.raises(ProgrammeError, match="means 'opn', which is not one of open, partly"):
        propose("tweede-kamer", files, register(), door=wrong)


def test_the_same_promise_again_says_nothing_new() -> None:
    proposal = made(register(commitments=[commitment()]))

    assert proposal.standing is Standing.UPDATE
    assert [change.field for change in proposal.changes] == ["occasion"]

    told = commitment(occasion={"nl": "debat", "en": "debate"})
    assert made(register(commitments=[told])).standing is Standing.SAME


def test_a_promise_that_was_met_is_an_update_with_its_difference() -> None:
    known = register(
        commitments=[commitment(occasion={"nl": "debat", "en": "debate"})], documents=[LETTER]
    )
    proposal = made(
        known,
        Status="Voldaan",
        DatumNakoming="2031-06-01T00:00:00+02:00",
        KamerbriefNakoming=[letter(283), letter(284)],
        GewijzigdOp="2031-06-05T00:00:00+02:00",
    )

    assert (proposal.standing, proposal.record_id) == (Standing.UPDATE, "bells")
    assert {one.field: (one.before, one.after) for one in proposal.changes} == {
        "source_state": ("Openstaand", "Voldaan"),
        "answered_by": (None, ["99544-283"]),
        "history": (
            [{"state": "open", "since": "2031-01-20"}],
            [
                {"state": "open", "since": "2031-01-20"},
                {"state": "fulfilled", "since": "2031-06-01"},
            ],
        ),
    }
    assert "answered by kst-99544-284, which is not in documents: add it first" in proposal.notes
    entry = accepted(
        proposal, register=known, answers={}, day=date(2031, 6, 6), languages=LANGUAGES
    )
    assert isinstance(entry, Commitment)
    assert entry.text == {"nl": "bellen", "en": "bells"}
    assert len(entry.sources) == 2


def test_what_is_fulfilled_without_a_paper_is_refused_with_the_rule() -> None:
    proposal = made(Status="Voldaan")

    with pytest.raises(ProposalError, match="what is fulfilled names the paper that did it"):
        accepted(proposal, register=register(), answers=ANSWERS, day=DAY, languages=LANGUAGES)


def test_a_state_that_cannot_follow_is_told_and_not_written() -> None:
    known = register(
        commitments=[
            commitment(
                occasion={"nl": "debat", "en": "debate"},
                source_state="Vervallen",
                history=[
                    {"state": "open", "since": "2031-01-20"},
                    {"state": "dropped", "since": "2031-02-01", "reason": {"nl": "x", "en": "x"}},
                ],
            )
        ]
    )
    proposal = made(known)

    assert [one.field for one in proposal.changes] == ["source_state"]
    assert any(
        "a promise never goes that way; see which is right" in note for note in proposal.notes
    )


def test_a_reason_can_be_put_into_a_step_of_the_history() -> None:
    answers = ANSWERS | {"history.1.reason": {"nl": "plan stopte", "en": "plan ended"}}
    entry = accepted(
        made(Status="Vervallen"), register=register(), answers=answers, day=DAY, languages=LANGUAGES
    )

    assert isinstance(entry, Commitment)
    assert entry.history[1].reason == {"nl": "plan stopte", "en": "plan ended"}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "it is not yet a record .*answer .*relation"),
        (ANSWERS | {"relation": "Nee!"}, "relation: String should match pattern"),
        (ANSWERS | {"text.fr": "cloches"}, "the programme has no language 'fr'"),
        (ANSWERS | {"history.7.state": "open"}, "there is no field 'history.7.state'"),
        (ANSWERS | {"": "x"}, "there is no field ''"),
        (ANSWERS | {"colour": "red"}, "colour: Extra inputs are not permitted"),
        (ANSWERS | {"ministry": ["nowhere"]}, "there is no 'nowhere' in organisations"),
    ],
)
def test_a_wrong_answer_is_one_sentence_and_makes_no_record(
    answers: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ProposalError, match=sentence) as told:
        accepted(made(), register=register(), answers=answers, day=DAY, languages=LANGUAGES)

    assert "\n" not in str(told.value)


def test_a_promise_that_the_service_deleted_changes_nothing_by_itself() -> None:
    files = pages("Toezegging", page([{"Id": guid(1), "Verwijderd": True}]))
    proposal = propose("tweede-kamer", files, register(commitments=[commitment()]), known="bells")

    assert (proposal.standing, proposal.record_id) == (Standing.WITHDRAWN, "bells")
    with pytest.raises(ProposalError, match="nothing in the register is ever deleted"):
        accepted(proposal, register=register(), answers={}, day=DAY, languages=LANGUAGES)


def test_a_person_can_say_which_record_without_a_number_it_is() -> None:
    known = register(commitments=[commitment(number=None)])
    files = pages("Toezegging", page([promise()]))

    proposal = propose("tweede-kamer", files, known, known="bells")

    assert proposal.standing is Standing.UPDATE
    assert ("number", None, "TZ203101-001") in [
        (one.field, one.before, one.after) for one in proposal.changes
    ]
