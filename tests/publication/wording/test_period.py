"""Periods in words."""

from __future__ import annotations

import pytest

from agdb.publication.wording.language import Language
from agdb.publication.wording.period import frequency_name, period_in, period_name, period_short
from agdb.statistics.period import Frequency, Period

CASES = [
    ("2024", "2024", "2024", "In 2024"),
    ("2024-S1", "eerste helft 2024", "1e helft 2024", "In de eerste helft van 2024"),
    ("2024-Q4", "4e kwartaal 2024", "4e kw. 2024", "In het 4e kwartaal van 2024"),
    ("2024-03", "maart 2024", "mrt 2024", "In maart 2024"),
    ("2024-W05", "week 5 van 2024", "wk 5 2024", "In week 5 van 2024"),
    ("2024-10-01", "1 oktober 2024", "1 oktober 2024", "Op 1 oktober 2024"),
    ("2023/24", "schooljaar 2023/24", "2023/24", "In schooljaar 2023/24"),
    ("2018/2024", "2018 tot en met 2024", "2018–2024", "Over 2018 tot en met 2024"),
    ("2001 voor revisie", "2001 voor revisie", "2001 voor revisie",
     "In de periode ‘2001 voor revisie’"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "short", "within"), CASES)
def test_every_kind_of_period_has_dutch_words(
    nl: Language, text: str, name: str, short: str, within: str
) -> None:
    period = Period.parse(text)

    assert period_name(period, nl) == name
    assert period_short(period, nl).replace(".", "") == short.replace(".", "")
    assert period_in(period, nl) == within


def test_english_quarters_are_ordinals(en: Language) -> None:
    period = Period.parse("2024-Q2")

    assert period_name(period, en) == "second quarter of 2024"
    assert period_short(period, en) == "Q2 2024"
    assert period_in(period, en) == "In the second quarter of 2024"


@pytest.mark.parametrize("frequency", Frequency)
def test_every_frequency_has_a_name(nl: Language, en: Language, frequency: Frequency) -> None:
    assert frequency_name(frequency, nl)
    assert frequency_name(frequency, en)
