"""Periods in words."""

from __future__ import annotations

import pytest

from agdb.publication.wording.language import Language
from agdb.publication.wording.period import (
    age_name,
    frequency_name,
    period_end,
    period_in,
    period_name,
    period_short,
    published_name,
)
from agdb.statistics.age import Age
from agdb.statistics.period import Frequency, Period

CASES = [
    ("2024", "2024", "2024", "In 2024"),
    ("2024-S1", "eerste helft 2024", "1e helft 2024", "In de eerste helft van 2024"),
    ("2024-S2", "tweede helft 2024", "2e helft 2024", "In de tweede helft van 2024"),
    ("2024-Q1", "1e kwartaal 2024", "1e kw. 2024", "In het 1e kwartaal van 2024"),
    ("2024-Q3", "3e kwartaal 2024", "3e kw. 2024", "In het 3e kwartaal van 2024"),
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


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (0, "less than a month old"),
        (1, "1 month old"),
        (23, "23 months old"),
        (24, "2 years old"),
        (35, "2 years old"),
        (36, "3 years old"),
    ],
)
def test_an_age_is_told_in_months_until_it_is_two_years(
    months: int, told: str, en: Language
) -> None:
    assert age_name(Age(months), en) == told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024", "Eind 2024"),
        ("2024-10", "Eind oktober 2024"),
        ("2023/24", "Aan het eind van schooljaar 2023/24"),
        ("2024-10-01", "Op 1 oktober 2024"),
        ("2024-W05", "In week 5 van 2024"),
    ],
)
def test_a_stock_is_counted_at_the_end_and_a_day_is_that_day(
    text: str, said: str, nl: Language
) -> None:
    assert period_end(Period.parse(text), nl) == said


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([], "publication date not known"),
        ([""], "publication date not known"),
        (["2024-06-27", "2024-06-27"], "published on 27 June 2024"),
        (["2024-06"], "published in June 2024"),
    ],
)
def test_a_day_of_publication_is_told_as_it_is_known(
    dates: list[str], said: str, en: Language
) -> None:
    assert published_name(dates, en) == said


def test_several_days_of_publication_are_told_from_the_first_to_the_last(en: Language) -> None:
    told = published_name(["2025-03", "2024-06-27", "2024-12"], en)

    assert told.index("27 June 2024") < told.index("March 2025")
    assert "December" not in told
