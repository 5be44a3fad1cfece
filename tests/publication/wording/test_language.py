"""Numbers, dates and messages in a language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import ReleaseError
from agdb.publication.wording.language import MINUS, Language, languages

DUTCH = languages(("nl",))["nl"]


def test_numbers_have_the_marks_of_the_language(nl: Language, en: Language) -> None:
    number = Decimal("-1234567.50")

    assert nl.figure(number, decimals=2) == f"{MINUS}1.234.567,50"
    assert en.figure(number, decimals=2) == f"{MINUS}1,234,567.50"


def test_dates_are_written_in_full(nl: Language, en: Language) -> None:
    assert nl.date(date(2025, 3, 1)) == "1 maart 2025"
    assert en.date(date(2025, 3, 1)) == "1 March 2025"


@given(st.decimals(-(10**12), 10**12, places=3, allow_nan=False))
def test_a_printed_number_reads_back_as_itself(number: Decimal) -> None:
    dutch = DUTCH.figure(number, decimals=3)

    back = dutch.replace(MINUS, "-").replace(".", "").replace(",", ".")
    assert Decimal(back) == number


def test_signs_are_shown_and_zero_has_none(nl: Language) -> None:
    assert [nl.signed(Decimal(n), decimals=0) for n in (3, 0, -3)] == ["+3", "0", f"{MINUS}3"]


def test_plural_forms_follow_the_number(nl: Language) -> None:
    assert nl.say("describe.gaps", n=1) == "De reeks heeft 1 gat."
    assert nl.say("describe.gaps", n=1200) == "De reeks heeft 1.200 gaten."


def test_an_unknown_message_is_one_sentence(nl: Language) -> None:
    with pytest.raises(ReleaseError, match=r"message 'nothing\.like\.it' is missing"):
        nl.say("nothing.like.it")


def test_words_without_this_language_are_one_sentence(en: Language) -> None:
    with pytest.raises(ReleaseError, match="'fiets' is not there in language 'en'"):
        en.words({"nl": "fiets"})


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (list("abc"), "a, b en c")]
)
def test_a_listing_ends_with_and(nl: Language, parts: list[str], said: str) -> None:
    assert nl.listing(parts) == said


def test_a_language_names_itself(nl: Language, en: Language) -> None:
    assert (nl.autonym, en.autonym) == ("Nederlands", "English")
