"""What became of a data set, and how it is told: in a list, a feed and a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON

from agdb.arrivals.arrival import (
    Arrival,
    ArrivalOutcome,
    came,
    failed,
    letter_lines,
    news,
    remembered,
    same,
    summary,
    touched,
)
from agdb.arrivals.atom import atom
from agdb.arrivals.calendar import Basis, Expectation
from agdb.arrivals.difference import Difference
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId

ID = DatasetId.parse("demo:bicycles")
ATOM = "{http://www.w3.org/2005/Atom}"
NONE = Difference(0, 0, 0, 0, ())


def arrival(change: Difference | None, **more: Any) -> Arrival:
    told = {"version": "v2", "rows": 9, "moment": NOON, "indicators": ("a", "b"), **more}
    return came(ID, change=change, **told)


@pytest.mark.parametrize(
    ("change", "outcome", "sentence"),
    [
        (None, ArrivalOutcome.NEW, "9 observations, the first of this data set"),
        (replace(NONE, added=3), ArrivalOutcome.NEW, "observations: 3 new"),
        (
            replace(NONE, added=3, changed=1),
            ArrivalOutcome.REVISED,
            "observations: 3 new, 1 changed",
        ),
        (
            replace(NONE, changed=2, definitive=1),
            ArrivalOutcome.REVISED,
            "observations: 2 changed, 1 of them said to be definitive",
        ),
        (replace(NONE, gone=1), ArrivalOutcome.REVISED, "observations: 1 gone"),
        (
            replace(NONE, layout=("measure gone: M1",)),
            ArrivalOutcome.LAYOUT_CHANGED,
            "measure gone: M1; observations: none changed",
        ),
        (NONE, ArrivalOutcome.UNCHANGED, "published again with the same figures"),
    ],
)
def test_the_gravest_change_names_the_outcome(
    change: Difference | None, outcome: ArrivalOutcome, sentence: str
) -> None:
    found = arrival(change)

    assert (found.outcome, found.sentence) == (outcome, sentence)


def test_nothing_new_is_late_only_after_the_days_of_grace() -> None:
    def outcome(latest: date | None) -> ArrivalOutcome:
        expected = None if latest is None else Expectation(date(2026, 11, 1), latest, Basis.DAYS)
        return same(ID, expected=expected, moment=NOON, indicators=()).outcome

    assert outcome(None) is ArrivalOutcome.UNCHANGED
    assert outcome(NOON.date()) is ArrivalOutcome.UNCHANGED
    assert outcome(NOON.date() - timedelta(1)) is ArrivalOutcome.LATE


def test_the_indicators_that_use_a_data_set_are_touched(cycling: Programme) -> None:
    assert set(touched(cycling, DatasetId.parse("demo:BICYCLES"))) == {
        "bicycles-number",
        "bicycles-electric-share",
    }
    assert touched(cycling, DatasetId.parse("demo:other")) == ()


def one(outcome: ArrivalOutcome, dataset: str = "a:b", **more: Any) -> Arrival:
    return Arrival(dataset, outcome, more.pop("moment", NOON), more.pop("sentence", "s"), **more)


def test_news_leaves_out_what_did_not_change_and_tells_failures_first() -> None:
    told = news([one(o, f"a:{n}") for n, o in enumerate(reversed(ArrivalOutcome))])

    assert [a.outcome for a in told] == [
        o for o in ArrivalOutcome if o is not ArrivalOutcome.UNCHANGED
    ]


def test_what_was_said_before_is_not_said_again() -> None:
    late = one(ArrivalOutcome.LATE, sentence="expected in 2026-11-01 and not there")
    later = msgspec.structs.replace(late, moment=NOON + timedelta(days=3))

    assert remembered([late], [later]) == (late,)


def test_a_failure_of_another_day_is_said_again() -> None:
    bad = failed(ID, sentence="no connection", moment=NOON, indicators=())
    again = failed(ID, sentence="no connection", moment=NOON + timedelta(days=1), indicators=())

    assert remembered([bad], [again]) == (again, bad)


def test_the_memory_is_bounded_and_keeps_the_latest() -> None:
    many = [
        one(ArrivalOutcome.NEW, moment=NOON + timedelta(hours=n), version=str(n))
        for n in range(300)
    ]

    kept = remembered(many, [])

    assert len(kept) == 200
    assert kept[0].version == "299"


def test_a_feed_has_what_the_standard_asks_for() -> None:
    entries = [
        one(ArrivalOutcome.REVISED, sentence="a < b & c", indicators=("x", "y"), version="v1"),
        one(ArrivalOutcome.NEW, moment=NOON - timedelta(days=1), version="v1"),
    ]

    feed = ET.fromstring(atom(entries, title="Monitor & co"))

    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == "Monitor & co"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-24T12:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "agdb"
    ids = [feed.findtext(f"{ATOM}id")]
    for entry in feed.iter(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated", "").endswith("Z")
    assert all(str(id_).startswith("urn:uuid:") for id_ in ids)
    assert len(set(ids)) == 3
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == "a < b & c\nIndicators: x, y"


def test_an_empty_feed_is_a_feed_and_the_same_news_give_the_same_bytes() -> None:
    assert ET.fromstring(atom([], title="t")).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert atom([one(ArrivalOutcome.NEW)], title="t") == atom([one(ArrivalOutcome.NEW)], title="t")


@given(st.text(max_size=60))
def test_whatever_a_publisher_says_the_feed_stays_xml(sentence: str) -> None:
    feed = ET.fromstring(atom([one(ArrivalOutcome.FAILED, sentence=sentence)], title="t"))

    assert feed.find(f"{ATOM}entry") is not None


def test_a_letter_tells_each_and_whom_it_touches() -> None:
    told = [
        one(ArrivalOutcome.FAILED, "a:b"),
        one(ArrivalOutcome.NEW, "c:d", indicators=("x", "y")),
    ]

    assert summary(told) == "1 failed, 1 new"
    assert list(letter_lines(told)) == [
        "failed  a:b: s",
        "new     c:d: s",
        "        touches x, y",
    ]
