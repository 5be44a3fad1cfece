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
