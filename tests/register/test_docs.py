"""docs/methods/register.md: each kind, state and way of seeing is there; dates come out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from tests.conftest import ROOT

from agdb.programme.located import read
from agdb.programme.record import records
from agdb.register.entry import Seen
from agdb.register.money import Money, MoneyKind
from agdb.register.states import (
    ActionState,
    ActivityStatus,
    BodyStatus,
    CommitmentState,
    MeetingState,
    ResultState,
)
from agdb.register.terms import deadline

PAGE = (ROOT / "docs/methods/register.md").read_text(encoding="utf-8")
SAID = date(2025, 4, 3)
DATES = re.findall(r"^\| ([^|]+) \| (\d{4}-\d\d-\d\d|none) \| (?:`([a-z-]+)`|none) \|$", PAGE, re.M)
STATES = (ActivityStatus, BodyStatus, ResultState, MeetingState, ActionState, CommitmentState)


@pytest.mark.parametrize("words", [MoneyKind, Seen, *STATES])
def test_every_word_is_explained(words: type[StrEnum]) -> None:
    assert [one.value for one in words if f"`{one.value}`" not in PAGE] == []


@pytest.mark.parametrize(("words", "day", "rule"), DATES)
def test_a_date_of_the_table_is_what_the_rule_makes(words: str, day: str, rule: str) -> None:
    found = deadline(words, said=SAID)

    assert (found and (found.day.isoformat(), found.rule)) == (
        None if day == "none" else (day, rule)
    )


def test_the_record_that_is_shown_is_one() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    (one,) = records(Money, read("register.md", example), languages=("nl", "en"))

    assert (one.id, one.amount) == ("bells-2029", Decimal("12.5"))


def test_the_table_has_every_rule() -> None:
    from agdb.register.terms import _RULES

    assert {rule for _, _, rule in DATES if rule} == {name for name, _, _ in _RULES}
