"""A motion: its number from its paper, its seats from the rows of one vote, nothing guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.proposals.doors import LANGUAGES, propose, record, register
from tests.proposals.recordings import ballot, letter, motion, page, pages, ruling

from agdb.proposals.acceptance import accepted
from agdb.proposals.proposal import Proposal, Standing
from agdb.register.entry import Entry
from agdb.register.paper import Motion
from agdb.register.register import Register

DAY = date(2031, 4, 2)


def made(known: Register | None = None, **other: Any) -> Proposal:
    files = pages("Zaak", page([motion(**other)]))
    return propose("tweede-kamer", files, register() if known is None else known)


def known_motion(**other: Any) -> Entry:
    fields = {
        "title": {"nl": "Bel", "en": "Bell"}, "day": "2031-02-20", "relation": "direct",
        "result": "unknown", "dossier": "99544", "number": 501, "movers": ["TRAP"],
    }  # fmt: skip
    return record("motions", "our-own-id", **(fields | other))


def test_a_motion_is_accepted_with_number_movers_advice_and_seats() -> None:
    proposal = made()
    answers = {"relation": "direct", "title.en": "Motion about a bell"}

    assert set(proposal.missing) == set(answers)
    entry = accepted(proposal, register=register(), answers=answers, day=DAY, languages=LANGUAGES)

    assert isinstance(entry, Motion)
    assert (entry.id, entry.paper, entry.day) == ("kst-99544-501", "kst-99544-501", "2031-02-20")
    assert entry.movers == ("TRAP", "REM")
    assert entry.advice == {"nl": "Oordeel Kamer", "en": "Left to the House"}
    assert entry.result == "carried"
    assert proposal.fields["vote"] == {"seats_for": 80, "seats_against": 69}
    assert entry.requests == ()
    assert entry.execution == "unknown"


def test_a_known_motion_is_matched_by_dossier_and_number_and_gets_the_difference_only() -> None:
    proposal = made(register(motions=[known_motion()]))

    assert (proposal.standing, proposal.record_id) == (Standing.UPDATE, "our-own-id")
    assert {one.field for one in proposal.changes} == {"result", "vote", "advice"}
    assert proposal.missing == ()

    same = known_motion(
        result="carried", vote={"seats_for": 80, "seats_against": 69},
        advice={"nl": "Oordeel Kamer", "en": "Left to the House"},
    )  # fmt: skip
    assert made(register(motions=[same])).standing is Standing.SAME


def test_a_roll_call_counts_members_and_not_the_size_of_their_party() -> None:
    rows = [ballot("TRAP", "Voor", 80), ballot("TRAP", "Voor", 80), ballot("REM", "Tegen", 69)]
    proposal = made(Besluit=[ruling(StemmingsSoort="Hoofdelijk", Stemming=rows)])

    assert proposal.fields["vote"] == {
        "seats_for": 2, "seats_against": 1, "show_of_hands": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rulings", "note"),
    [
        ([ruling(), ruling("Stemmen - verworpen")], "it was decided 2 times"),
        ([ruling(Stemming=[ballot("TRAP", "Voor", 100), ballot("REM", "Tegen", 51)])], "more than"),
        ([ruling(Stemming=[ballot("TRAP", "Voor", None)])], "has no number of seats"),
    ],
)
def test_a_vote_that_is_not_clear_is_told_and_not_counted(rulings: list[Any], note: str) -> None:
    proposal = made(Besluit=rulings)

    assert "vote" not in proposal.fields
    assert any(note in one for one in proposal.notes)


@pytest.mark.parametrize(
    "rulings", [[], [ruling(Status="Voorstel")], [ruling("Stemmen - uitstellen", Stemming=[])]]
)
def test_without_a_decision_the_result_is_unknown(rulings: list[Any]) -> None:
    assert made(Besluit=rulings).fields["result"] == "unknown"


@pytest.mark.parametrize(
    ("other", "field", "word"),
    [
        ({"Besluit": [ruling("Stemmen - loting")]}, "BesluitSoort", "Stemmen - loting"),
        ({"Besluit": [ruling(StemmingsSoort="Per brief")]}, "StemmingsSoort", "Per brief"),
        (
            {"Besluit": [ruling(Stemming=[ballot("A", "Misschien", 3)])]},
            "Stemming.Soort",
            "Misschien",
        ),
        ({"Kabinetsappreciatie": "Hm"}, "Kabinetsappreciatie", "Hm"),
    ],
)
def test_every_unknown_word_of_a_motion_waits(other: dict[str, Any], field: str, word: str) -> None:
    proposal = made(**other)

    assert [(one.field, one.word) for one in proposal.unrecognised] == [(field, word)]


def test_a_motion_without_a_numbered_paper_says_so_and_has_no_number() -> None:
    proposal = made(Document=[letter(1), letter(2, Soort="Motie", Volgnummer=-1)])

    assert proposal.record_id == "motie-2031z00501"
    assert "number" not in proposal.fields
    assert any("find dossier and number yourself" in note for note in proposal.notes)
