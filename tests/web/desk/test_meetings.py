"""From an agenda to a decision; and who sees what of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.register.records import words
from tests.web.desk.bench import NOW, POLDER, READER, RING, SECRETARY

from agdb.register.meeting import ItemKind, Meeting
from agdb.register.states import ItemState
from agdb.web.desk import inside, meetings
from agdb.web.desk.editing import create, edit, listed, naming, read
from agdb.web.desk.models import Event
from agdb.web.desk.records import Held, held
from agdb.web.desk.refusals import (
    ConflictError,
    InvalidError,
    NotThereError,
    WrongStateError,
)

pytestmark = pytest.mark.usefixtures("desk")

LATER = NOW + timedelta(days=10)


def prepared(**other: Any) -> Held:
    fields = {
        "id": "spring", "body": "table", "start": "2030-03-05T10:00:00+01:00",
        "end": "2030-03-05T12:00:00+01:00", "place": words("hall"),
        "history": [{"state": "prepared", "since": "2030-03-01"}],
        "sources": [{"title": words("invitation"), "seen": "whole"}], "as_of": "2030-03-01",
    }  # fmt: skip
    return create(SECRETARY, "meetings", fields | other, at=NOW)


def scheduled() -> Held:
    prepared()
    meetings.add_item(
        SECRETARY, "spring", title=words("bells"), kind=ItemKind.DECIDE,
        asked=words("buy bells"), expected=1, at=NOW,
    )  # fmt: skip
    return meetings.settle_agenda(SECRETARY, "spring", expected=2, at=NOW)


def decided() -> Held:
    scheduled()
    return meetings.decide(
        SECRETARY, "spring", 1, ident="buy-bells", text=words("bells are bought"), expected=3,
        at=LATER,
    )  # fmt: skip


def test_an_agenda_that_asks_no_decision_is_not_settled_and_says_which_item() -> None:
    prepared(place=None, online=False)
    meetings.add_item(
        SECRETARY, "spring", title=words("bells"), kind=ItemKind.DECIDE, expected=1, at=NOW
    )

    with pytest.raises(InvalidError) as refused:
        meetings.settle_agenda(SECRETARY, "spring", expected=2, at=NOW)

    assert [(one.field, one.key) for one in refused.value.mistakes] == [
        ("items.1", "no-decision-asked"),
        ("place", "place-missing"),
    ]


def test_a_decision_settles_its_item_and_names_its_report() -> None:
    decision = decided()

    meeting = held("meetings", "spring").entry
    assert isinstance(meeting, Meeting)
    assert meeting.items[0].state is ItemState.DECIDED
    assert decision.entry.sources[0].title == {
        "nl": "verslag van the table, 5 maart 2030",
        "en": "report of the table, 5 March 2030",
    }


def test_a_meeting_goes_forward_only() -> None:
    decided()
    meetings.hold_meeting(SECRETARY, "spring", expected=4, at=LATER)
    meetings.approve_report(SECRETARY, "spring", expected=5, at=LATER)

    with pytest.raises(WrongStateError):
        meetings.cancel_meeting(SECRETARY, "spring", reason=words("no"), expected=6, at=LATER)


def test_a_report_waits_for_every_item_that_was_to_be_decided() -> None:
    scheduled()
    meetings.hold_meeting(SECRETARY, "spring", expected=3, at=LATER)

    with pytest.raises(InvalidError) as refused:
        meetings.approve_report(SECRETARY, "spring", expected=4, at=LATER)

    assert [one.field for one in refused.value.mistakes] == ["items.1"]


def test_a_decision_is_replaced_by_another_and_both_stay() -> None:
    decided()

    meetings.decide(
        SECRETARY, "spring", 1, ident="buy-none", text=words("no bells"), replaces="buy-bells",
        expected=4, at=LATER,
    )  # fmt: skip

    assert held("decisions", "buy-bells").version == 1
    with pytest.raises(InvalidError):
        meetings.decide(
            SECRETARY, "spring", 1, ident="again", text=words("bells"), replaces="buy-bells",
            expected=4, at=LATER,
        )  # fmt: skip


def test_a_meeting_is_seen_by_who_has_a_seat() -> None:
    scheduled()

    assert read(RING, "meetings", "spring").version == 3
    assert listed(RING, "meetings").total == 1
    with pytest.raises(NotThereError):
        read(POLDER, "meetings", "spring")
    assert listed(POLDER, "meetings").total == 0


def test_what_stays_inside_is_for_who_sits_there_and_not_in_the_log() -> None:
    prepared()
    inside.write_note(
        SECRETARY, "spring", 1, inside.NoteSort.INPUT, text="we want bells", expected=0, at=NOW
    )

    assert [note.text for note in inside.notes(RING, "spring")] == ["we want bells"]
    for nobody in (POLDER, READER):
        with pytest.raises(NotThereError):
            inside.notes(nobody, "spring")
    assert "bells" not in str(list(Event.objects.filter(kind="note").values()))


def test_the_person_in_a_seat_is_in_no_event_and_no_record() -> None:
    inside.name_contact(
        RING, "table-ring", name="A. Fietser", email="a@example.org", telephone="", expected=0,
        at=NOW,
    )  # fmt: skip

    assert inside.contact(SECRETARY, "table-ring") is not None
    with pytest.raises(NotThereError):
        inside.contact(POLDER, "table-ring")
    assert "Fietser" not in str(list(Event.objects.values()))
    assert "Fietser" not in str(held("memberships", "table-ring").row.fields)


def test_an_edit_that_contradicts_the_register_changes_nothing() -> None:
    with pytest.raises(InvalidError) as refused:
        edit(SECRETARY, "money", "lanes-granted", changes={"amount": "5"}, expected=1, at=NOW)

    assert [one.key for one in refused.value.mistakes] == ["contradicts"]
    assert held("money", "lanes-granted").row.fields["amount"] == "12.50"


@pytest.mark.parametrize("name", ["id", "history", "recorded", "version", "state"])
def test_a_form_sets_no_field_that_grows_by_its_own_steps(name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        edit(SECRETARY, "initiatives", "lanes", changes={name: "x"}, expected=1, at=NOW)

    assert [(one.field, one.key) for one in refused.value.mistakes] == [(name, "no-such-field")]


def test_the_second_of_two_secretaries_is_told_field_by_field() -> None:
    edit(SECRETARY, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW)

    with pytest.raises(ConflictError) as refused:
        edit(SECRETARY, "initiatives", "lanes", changes={"level": "scheme"}, expected=1, at=NOW)

    changes = {change.field: (change.before, change.now) for change in refused.value.changes}
    assert changes["national"] == (False, True)


def test_links_are_walked_back() -> None:
    names = [(row.kind, row.ident) for row in naming(SECRETARY, "initiatives", "lanes")]

    assert names == [("money", "lanes-granted"), ("money", "lanes-phase")]


def test_a_list_shows_what_is_the_readers_to_see() -> None:
    assert [row.ident for row in listed(RING, "initiatives").rows] == ["lanes"]
    assert [row.ident for row in listed(READER, "initiatives").rows] == ["lanes", "bridges"]
    assert listed(RING, "money").total == 2
    assert listed(POLDER, "money").total == 0
    assert [row.ident for row in listed(READER, "initiatives", search="BRIDGE").rows] == ["bridges"]
