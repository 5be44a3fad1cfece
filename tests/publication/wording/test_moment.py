"""Moments of the register in words."""

from __future__ import annotations

import pytest

from agdb.publication.wording.language import languages, raised
from agdb.publication.wording.moment import moment_name


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2023-06-08", "8 juni 2023"), ("2023-01", "januari 2023"), ("2024", "2024")],
)
def test_a_moment_is_told_as_surely_as_it_is_known(moment: str, said: str) -> None:
    assert moment_name(moment, languages(("nl",))["nl"]) == said


def test_what_begins_a_sentence_has_a_capital_and_keeps_the_rest() -> None:
    assert (raised("the Netherlands"), raised("")) == ("The Netherlands", "")
