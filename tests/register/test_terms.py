"""A term without a year is the next one after the promise, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from agdb.register.terms import RULES, deadline


def day_of(term: str, said: date) -> date | None:
    found = deadline(term, said=said)
    return None if found is None else found.day


@pytest.mark.parametrize(
    ("term", "said", "day"),
    [
        ("voor de zomer", date(2025, 6, 29), date(2025, 6, 30)),
        ("voor de zomer", date(2025, 6, 30), date(2026, 6, 30)),
        ("voor de zomer", date(2025, 7, 1), date(2026, 6, 30)),
        ("na het zomerreces", date(2025, 9, 29), date(2025, 9, 30)),
        ("na het zomerreces van 2027", date(2025, 9, 30), date(2027, 9, 30)),
        ("dit najaar", date(2025, 11, 29), date(2025, 11, 30)),
        ("dit najaar", date(2025, 11, 30), date(2026, 11, 30)),
        ("in het voorjaar", date(2025, 5, 30), date(2025, 5, 31)),
        ("in het voorjaar", date(2025, 6, 1), date(2026, 5, 31)),
        ("het voorjaar 2026", date(2025, 1, 1), date(2026, 5, 31)),
        ("eind dit jaar", date(2025, 3, 1), date(2025, 12, 31)),
        ("einde van het jaar", date(2025, 12, 31), date(2026, 12, 31)),
        ("eind 2027", date(2025, 3, 1), date(2027, 12, 31)),
        ("in maart", date(2025, 2, 28), date(2025, 3, 31)),
        ("in maart", date(2025, 3, 31), date(2025, 3, 31)),
        ("in maart", date(2025, 4, 1), date(2026, 3, 31)),
        ("januari", date(2025, 12, 1), date(2026, 1, 31)),
        ("december", date(2025, 1, 1), date(2025, 12, 31)),
        ("februari 2028", date(2025, 1, 1), date(2028, 2, 29)),
        ("15 mei", date(2025, 5, 14), date(2025, 5, 15)),
        ("15 mei", date(2025, 5, 15), date(2025, 5, 15)),
        ("15 mei", date(2025, 5, 16), date(2026, 5, 15)),
        ("1 juni van 2027", date(2025, 5, 16), date(2027, 6, 1)),
        ("1e kwartaal", date(2025, 3, 31), date(2025, 3, 31)),
        ("1e kwartaal", date(2025, 4, 1), date(2026, 3, 31)),
        ("4e kwartaal", date(2025, 4, 1), date(2025, 12, 31)),
        ("3e kwartaal van 2026", date(2025, 4, 1), date(2026, 9, 30)),
        ("begin 2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("vanaf 2026", date(2025, 4, 1), date(2026, 1, 1)),
        ("  Eind   2026 ", date(2025, 4, 1), date(2026, 12, 31)),
    ],
)
def test_a_term_comes_down_to_one_day(term: str, said: date, day: date) -> None:
    assert day_of(term, said) == day


def test_a_day_that_no_month_has_is_read_as_that_month() -> None:
    found = deadline("31 februari 2026", said=date(2025, 4, 1))

    assert found is not None
    assert (found.rule, found.day) == ("month", date(2026, 2, 28))
    assert day_of("29 februari 2028", date(2025, 4, 1)) == date(2028, 2, 29)


def test_words_that_name_no_time_have_no_day() -> None:
    assert day_of("binnenkort", date(2025, 4, 1)) is None
    assert day_of("in overleg met de sector", date(2025, 4, 1)) is None


def test_every_rule_has_a_name_of_its_own_and_a_day_goes_before_its_month() -> None:
    assert len(set(RULES)) == len(RULES) == 10
    assert RULES.index("day") < RULES.index("month")
