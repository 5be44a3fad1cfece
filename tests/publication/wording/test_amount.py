"""An amount of money is told in the digits of its source, with its unit and how often it comes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.register.records import money

from agdb.publication.wording.amount import euros, shown
from agdb.publication.wording.language import NO_BREAK, Language


@pytest.mark.parametrize(
    ("text", "printed", "decimals"),
    [
        ("5", "5", 0),
        ("152.6", "152.6", 1),
        ("0.25", "0.25", 2),
        ("368.64008", "368.64", 2),
        ("0.125", "0.13", 2),
        ("1E+2", "100", 0),
    ],
)
def test_no_digit_is_added_and_no_more_than_two_decimals_stay(
    text: str, printed: str, decimals: int
) -> None:
    assert shown(Decimal(text)) == (Decimal(printed), decimals)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, "€ 12,5 miljoen"),
        ({"rate": "yearly"}, "€ 12,5 miljoen per jaar"),
        ({"at_least": True}, "ten minste € 12,5 miljoen"),
        ({"rate": "yearly", "at_least": True}, "ten minste € 12,5 miljoen per jaar"),
        ({"unit": "percent"}, "12,5%"),
    ],
)
def test_an_amount_is_told_with_its_unit_its_rate_and_that_it_may_be_more(
    other: dict[str, Any], said: str, nl: Language
) -> None:
    told = euros(money("a", "12.5", **other), nl)

    assert told.replace(NO_BREAK, " ") == said


def test_an_amount_that_nobody_named_is_told_as_nothing_and_never_as_zero(nl: Language) -> None:
    assert euros(money("a", "unknown"), nl) == ""
    assert euros(money("a", "0"), nl).replace(NO_BREAK, " ") == "€ 0 miljoen"
