"""Promises and motions: deadlines from words by a printed rule, late only with a deadline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from tests.register.records import ENTRY, commitment, words

from agdb.register.paper import Motion
from agdb.register.terms import deadline

SAID = date(2025, 4, 3)


@pytest.mark.parametrize(
    ("term", "day", "rule"),
    [
        ("begin 2026", date(2026, 3, 31), "start-of-year"),
        ("voor de zomer", date(2025, 6, 30), "before-summer"),
        ("vóór het zomerreces van 2026", date(2026, 6, 30), "before-summer"),
        ("na de zomer", date(2025, 9, 30), "after-summer"),
        ("in het najaar", date(2025, 11, 30), "autumn"),
        ("einde jaar", date(2025, 12, 31), "end-of-year"),
        ("eind 2026", date(2026, 12, 31), "end-of-year"),
        ("maart 2026", date(2026, 3, 31), "month"),
        ("februari", date(2026, 2, 28), "month"),
        ("30 september 2025", date(2025, 9, 30), "day"),
        ("2e kwartaal 2026", date(2026, 6, 30), "quarter"),
        ("vanaf 2026", date(2026, 1, 1), "from-year"),
    ],
)
def test_words_become_a_day_by_a_named_rule(term: str, day: date, rule: str) -> None:
    found = deadline(term, said=SAID)

    assert found is not None
    assert (found.day, found.rule) == (day, rule)


@pytest.mark.parametrize("term", ["zo spoedig mogelijk", "op korte termijn", "", "31 februari"])
def test_what_names_no_time_has_no_deadline(term: str) -> None:
    found = deadline(term, said=SAID)

    assert found is None or found.rule == "month"


def test_a_term_without_year_comes_after_the_promise() -> None:
    assert deadline("voor de zomer", said=date(2025, 7, 1)) == deadline(
        "voor de zomer van 2026", said=SAID
    )


def test_a_promise_is_late_from_the_day_after_its_deadline() -> None:
    promised = commitment(term="voor de zomer")

    assert [promised.days_late(date(2025, 6, 30)), promised.days_late(date(2025, 7, 1))] == [0, 1]


def test_a_promise_without_a_term_is_never_late() -> None:
    assert commitment().days_late(date(2099, 1, 1)) == 0
    assert commitment(term="zo spoedig mogelijk").days_late(date(2099, 1, 1)) == 0


def test_what_was_answered_is_not_late() -> None:
    steps = [{"state": "open", "since": "2025-04"}, {"state": "answered", "since": "2025-07-01"}]

    assert commitment(term="maart 2025", history=steps).days_late(date(2026, 1, 1)) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "TZ2024-1"}, "match pattern"),
        ({"history": [{"state": "answered", "since": "2025"}]}, "nothing begins as"),
        (
            {
                "history": [
                    {"state": "open", "since": "2025"},
                    {"state": "fulfilled", "since": "2026"},
                ]
            },
            "names the paper that did it",
        ),
        (
            {
                "history": [
                    {"state": "open", "since": "2025"},
                    {"state": "dropped", "since": "2026"},
                ]
            },
            "needs a reason",
        ),
        (
            {"history": [{"state": "open", "since": "2025"}, {"state": "partly", "since": "2024"}]},
            "begin before",
        ),
    ],
)
def test_a_promise_that_cannot_be_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        commitment(**change)


def motion(**other: Any) -> Motion:
    fields = {
        "id": "bells", "dossier": "29544", "number": 1201, "title": words("bells"),
        "day": "2023-06-22", "relation": "direct", "result": "carried",
        "vote": {"seats_for": 112, "seats_against": 37},
    }  # fmt: skip
    return Motion.model_validate(ENTRY | fields | other)


def test_a_vote_has_the_seats_that_were_listed() -> None:
    carried = motion()

    assert carried.paper == "kst-29544-1201"
    assert carried.vote is not None
    assert getattr(carried.vote, "listed") == 149  # noqa: B009 - a vote or shares of one


@pytest.mark.parametrize(
    "change",
    [
        {"vote": {"seats_for": 112, "seats_against": 40}},
        {"vote": {"seats_for": 37, "seats_against": 112}},
        {"dossier": "29544-abc"},
        {"number": None},
        {"vote_day": "2023-06-21"},
    ],
)
def test_a_motion_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        motion(**change)


@pytest.mark.parametrize(
    ("number", "day", "term", "due", "late"),
    [
        ("TZ202412-116", "2024-12", "maart 2025", date(2025, 3, 31), 30),
        ("TZ202504-057", "2025-04", "voor de zomer", date(2025, 6, 30), 0),  # done in time
        ("TZ202402-164", "2024-02", None, None, 0),  # no term, so never late
    ],
)
def test_real_promises_keep_their_words_beside_the_date(
    number: str, day: str, term: str | None, due: date | None, late: int
) -> None:
    steps = [{"state": "open", "since": day}]
    if term != "maart 2025":
        steps.append({"state": "fulfilled", "since": day})
    promise = commitment(
        number=number, day=day, term=term, history=steps, answered_by=["letter"],
        source_state="Openstaand" if term == "maart 2025" else "Afgedaan",
    )  # fmt: skip

    assert promise.term == term
    assert (promise.deadline and promise.deadline.day) == due
    assert promise.days_late(date(2025, 4, 30)) == late


@pytest.mark.parametrize(
    ("result", "seats", "sound"),
    [
        ("carried", (76, 74), True),
        ("carried", (75, 75), False),
        ("rejected", (75, 75), True),
        ("rejected", (74, 76), True),
        ("rejected", (76, 74), False),
        ("adjourned", (76, 74), True),
        ("withdrawn", (10, 90), True),
        ("unknown", (10, 90), True),
        ("unknown", (90, 10), True),
        ("carried", (150, 0), True),
        ("carried", (150, 1), False),
    ],
)
def test_a_vote_fits_its_result_and_the_house(
    result: str, seats: tuple[int, int], sound: bool
) -> None:
    vote = {"seats_for": seats[0], "seats_against": seats[1]}
    if sound:
        assert motion(result=result, vote=vote).result == result
    else:
        with pytest.raises(ValidationError, match=r"does not fit|there are 150"):
            motion(result=result, vote=vote)


def test_shares_of_a_vote_are_taken_as_they_are() -> None:
    shares = {"percent_for": "10", "percent_against": "90"}

    assert motion(result="carried", vote=shares)


@pytest.mark.parametrize(
    ("moved", "voted", "sound"),
    [
        ("2023-06-22", "2023-06-22", True),
        ("2023-06-22", "2023-06-21", False),
        ("2023-06-22", "2023-06", True),  # on a day of that month
        ("2023-06", "2023-06-01", True),
        ("2023-06", "2023-05-31", False),
        ("unknown", "1990-01-01", True),
        ("2023-06-22", None, True),
    ],
)
def test_a_motion_is_voted_no_sooner_than_it_was_moved(
    moved: str, voted: str | None, sound: bool
) -> None:
    if sound:
        assert motion(day=moved, vote_day=voted)
    else:
        with pytest.raises(ValidationError, match="voted before it was moved"):
            motion(day=moved, vote_day=voted)


def test_a_motion_has_a_dossier_and_a_number_or_neither() -> None:
    assert motion(dossier=None, number=None).paper is None
    assert motion(dossier="29544-XIII", number=7).paper == "kst-29544-XIII-7"
    for half in ({"dossier": None}, {"number": None}):
        with pytest.raises(ValidationError, match="a dossier and a number, or neither"):
            motion(**half)


def test_the_day_that_is_written_counts_before_the_words() -> None:
    both = commitment(term="voor de zomer", due="2025-05-01")
    assert both.deadline is not None
    assert (both.deadline.day, both.deadline.rule) == (date(2025, 5, 1), "written")
    assert both.days_late(date(2025, 5, 3)) == 2
    # of a promise of no known day, and of a month the last day counts
    assert commitment(day="unknown", term="voor de zomer").deadline is None
    month = commitment(day="2025-06", term="voor de zomer").deadline
    assert month is not None
    assert month.day == date(2026, 6, 30)
    assert commitment(day="unknown", due="2025-05-01").deadline is not None


@pytest.mark.parametrize(
    ("states", "late"),
    [
        (["open"], 5),
        (["open", "partly"], 5),
        (["open", "answered"], 0),
        (["open", "fulfilled"], 0),
    ],
)
def test_a_promise_is_late_as_long_as_it_is_not_answered(states: list[str], late: int) -> None:
    steps = [{"state": one, "since": f"2025-0{4 + n}"} for n, one in enumerate(states)]

    promise = commitment(due="2025-07-01", history=steps, answered_by=["letter"])

    assert promise.days_late(date(2025, 7, 6)) == late
    assert promise.state == states[-1]


def test_what_is_fulfilled_names_its_paper() -> None:
    steps = [{"state": "open", "since": "2025-04"}, {"state": "fulfilled", "since": "2025-05"}]

    with pytest.raises(ValidationError, match="names the paper that did it"):
        commitment(history=steps)
