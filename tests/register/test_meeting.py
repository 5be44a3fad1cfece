"""Meetings, decisions and actions: what cannot be is refused, and late is from the day after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from tests.register.records import ENTRY, words

from agdb.register.meeting import Action, Decision, Meeting
from agdb.register.states import ActionState, MeetingState

WAY = ["prepared", "scheduled", "held", "reported"]


def steps(*states: str) -> list[dict[str, Any]]:
    return [
        {"state": state, "since": f"2025-0{nth}-01", "reason": words("x")}
        for nth, state in enumerate(states, start=1)
    ]


def item(number: int, kind: str = "decide", **facts: Any) -> dict[str, Any]:
    return {"number": number, "title": words("bells"), "kind": kind} | facts


def meeting(*items: dict[str, Any], state: str = "prepared", **facts: Any) -> Meeting:
    way = WAY[: WAY.index(state) + 1] if state in WAY else ["prepared", "scheduled", state]
    plain = {
        "id": "m",
        "body": "table",
        "start": "2025-09-09T16:45:00+02:00",
        "end": "2025-09-09T18:00:00+02:00",
        "items": list(items),
        "history": steps(*way),
    }
    return Meeting.model_validate(ENTRY | plain | facts)


def refused(sentence: str, *items: dict[str, Any], **facts: Any) -> None:
    with pytest.raises(ValidationError, match=sentence):
        meeting(*items, **facts)


ASKED: dict[str, Any] = {"asked": words("buy bells")}


def test_a_meeting_has_the_state_of_its_last_step() -> None:
    assert [meeting(state=one).state.value for one in WAY] == WAY
    assert meeting(state="cancelled").state is MeetingState.CANCELLED


def test_a_meeting_lasts_and_its_times_have_a_zone() -> None:
    refused("it ends before it starts", end="2025-09-09T16:45:00+02:00")
    refused("it ends before it starts", end="2025-09-09T16:44:00+02:00")
    assert meeting(end="2025-09-09T16:45:01+02:00")
    refused("needs its zone", start="2025-09-09T16:45:00")
    refused("needs its zone", end="2025-09-09T18:00:00")


@pytest.mark.parametrize(
    ("numbers", "sound"),
    [((1, 2, 3), True), ((1, 3), True), ((), True), ((2, 1), False), ((1, 1), False)],
)
def test_items_are_numbered_upward_each_once(numbers: tuple[int, ...], sound: bool) -> None:
    items = [item(one, "inform") for one in numbers]
    if sound:
        assert [one.number for one in meeting(*items).items] == list(numbers)
    else:
        refused("numbered upward, each once", *items)
    refused("greater than or equal to 1", item(0, "inform"))


@pytest.mark.parametrize("state", ["scheduled", "held", "reported"])
def test_what_is_to_be_decided_asks_a_decision_once_it_is_on_an_agenda(state: str) -> None:
    refused("item 2 is to be decided and asks no decision", item(1, "inform"), item(2), state=state)
    assert meeting(item(1, "discuss"), state=state)


@pytest.mark.parametrize("state", ["prepared", "cancelled"])
def test_before_that_and_of_one_that_was_cancelled_nothing_is_asked(state: str) -> None:
    assert meeting(item(1), state=state)


@pytest.mark.parametrize(
    ("state", "ended", "sound"),
    [
        ("reported", "decided", True),
        ("reported", "adjourned", True),
        ("reported", "open", False),
        ("reported", "discussed", False),
        ("held", "open", True),
        ("scheduled", "discussed", True),
    ],
)
def test_a_report_says_of_each_decision_that_it_was_taken_or_adjourned(
    state: str, ended: str, sound: bool
) -> None:
    one = item(1, state=ended, **ASKED)
    if sound:
        assert meeting(one, state=state)
    else:
        refused("item 1 was to be decided: decided or adjourned", one, state=state)
    # what was only to be discussed may stay open
    assert meeting(item(1, "discuss", state="open"), state=state)


def test_a_way_that_no_meeting_goes_is_refused() -> None:
    refused("reported", history=steps("prepared", "reported"))


@pytest.mark.parametrize(
    ("author", "sound"),
    [
        ({"meeting": "m"}, True),
        ({"decided_by": words("minister")}, True),
        ({}, False),
        ({"meeting": "m", "decided_by": words("minister")}, False),
    ],
)
def test_a_decision_is_of_a_meeting_or_of_somebody(author: dict[str, Any], sound: bool) -> None:
    plain = ENTRY | {"id": "d", "text": words("buy bells"), "day": "2025-09-09"}
    if sound:
        assert Decision.model_validate(plain | author)
    else:
        with pytest.raises(ValidationError, match="the meeting or who decided, one of the two"):
            Decision.model_validate(plain | author)


def action(*states: str, **facts: Any) -> Action:
    plain = {
        "id": "a",
        "what": words("buy"),
        "owner": "riders",
        "history": steps(*states or ["open"]),
    }
    return Action.model_validate(ENTRY | plain | facts)


def test_an_action_is_late_from_the_day_after_it_was_due_until_it_is_done() -> None:
    open_one = action(due="2025-06-30")

    assert [open_one.days_late(date(2025, 6, day)) for day in (29, 30)] == [0, 0]
    assert [open_one.days_late(date(2025, 7, day)) for day in (1, 2)] == [1, 2]
    assert action().days_late(date(2099, 1, 1)) == 0
    done = action("open", "done", due="2025-06-30", proof=words("a photo"))
    assert done.days_late(date(2025, 7, 2)) == 0


@pytest.mark.parametrize(
    ("states", "unfinished"),
    [
        (["open"], True),
        (["open", "running"], True),
        (["open", "dropped"], False),
        (["open", "done"], False),
    ],
)
def test_somebody_has_to_do_what_is_neither_done_nor_dropped(
    states: list[str], unfinished: bool
) -> None:
    one = action(*states, proof=words("a photo"))

    assert one.unfinished is unfinished
    assert one.state is ActionState(states[-1])


def test_what_is_done_has_a_proof_and_what_was_moved_a_new_day() -> None:
    with pytest.raises(ValidationError, match="what is done needs a proof"):
        action("open", "done")
    moved = [{"was": "2025-06-30", "reason": words("rain")}]
    with pytest.raises(ValidationError, match="a day that was moved has a new one"):
        action(postponed=moved)
    assert action(postponed=moved, due="2025-07-31").postponed[0].was == date(2025, 6, 30)
    with pytest.raises(ValidationError, match="done"):
        action("done", proof=words("a photo"))
