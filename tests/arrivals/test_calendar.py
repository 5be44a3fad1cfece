"""When the next figures are expected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agdb.arrivals.calendar import (
    Basis,
    Expectation,
    ExpectationState,
    Schedule,
    expectation,
    months_later,
    schedule,
)
from agdb.programme.source import Expected, Source
from agdb.statistics.period import Period


def source(rhythm: str = "quarter", **expected: Any) -> Source:
    words = {"nl": "x", "en": "x"}
    return Source.model_validate(
        {
            "id": "cbs:80472ned",
            "publisher": words,
            "names": words,
            "citation": words,
            "page": "https://example.org/a",
            "licence": "CC BY 4.0",
            "rhythm": rhythm,
            "expected": expected | {"source": "https://example.org/a"} if expected else None,
        }
    )


def expected(rhythm: str, newest: str | None, published: date | None, **rule: Any) -> Any:
    period = None if newest is None else Period.parse(newest)
    return expectation(source(rhythm, **rule), newest=period, published=published)


DAY = date(2026, 2, 14)


def test_a_quarter_is_expected_some_days_after_the_next_one_ends() -> None:
    found = expected("quarter", "2025-Q4", DAY, lag_days=44, grace_days=7)

    assert (found.day, found.latest, found.basis) == (
        date(2026, 5, 15),
        date(2026, 5, 22),
        Basis.PERIOD,
    )


@pytest.mark.parametrize(
    ("rhythm", "newest", "day"),
    [
        ("month", "2026-01", date(2026, 3, 1)),
        ("half-year", "2025-S2", date(2026, 7, 1)),
        ("year", "2024", date(2026, 1, 1)),
        ("year", "2024/25", date(2026, 8, 1)),
        ("two-year", "2024", date(2027, 1, 1)),
        ("year", "2025-Q4", date(2027, 1, 1)),
    ],
)
def test_each_rhythm_has_its_next_period(rhythm: str, newest: str, day: date) -> None:
    assert expected(rhythm, newest, DAY, lag_days=0).day == day


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2026, 2, 14), date(2026, 5, 31)),
        (date(2026, 5, 31), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2027, 5, 31)),
    ],
)
def test_fixed_days_follow_each_other_and_short_months_end_early(
    published: date, day: date
) -> None:
    found = expected("irregular", None, published, months=[11, 5], day=31)

    assert (found.day, found.basis) == (day, Basis.DAYS)


def test_without_a_rule_the_rhythm_counts_from_the_last_publication() -> None:
    found = expected("quarter", "2025-Q4", date(2025, 11, 30))

    assert (found.day, found.basis) == (date(2026, 2, 28), Basis.RHYTHM)
    assert not found.late(date(2026, 4, 14))
    assert found.late(date(2026, 4, 15))


def test_nobody_is_late_before_the_window_is_over() -> None:
    found = expected("quarter", "2025-Q4", date(2025, 10, 2))  # by its rhythm on 2 January

    assert str(found.window) == "2026-Q1"
    assert not found.late(date(2026, 3, 31))
    assert found.late(date(2026, 4, 1))


@pytest.mark.parametrize(
    ("rhythm", "newest", "published", "rule"),
    [
        ("once", "2024", DAY, {}),
        ("once", "2024", DAY, {"months": [1]}),
        ("irregular", "2024", DAY, {}),
        ("irregular", "2024", DAY, {"lag_days": 3}),
        ("year", None, DAY, {"lag_days": 3}),
        ("year", "2001 voor revisie", DAY, {"lag_days": 3}),
        ("year", None, None, {"months": [1]}),
        ("year", None, None, {}),
    ],
)
def test_where_nothing_tells_nothing_is_expected(
    rhythm: str, newest: str | None, published: date | None, rule: dict[str, Any]
) -> None:
    assert expected(rhythm, newest, published, **rule) is None


@pytest.mark.parametrize(
    "rule", [{}, {"lag_days": 1, "months": [1]}, {"months": [13]}, {"lag_days": -1}]
)
def test_a_rule_is_one_of_the_two(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Expected.model_validate(rule)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_is_that_many_months_on(day: date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    last_of_its_month = (later + timedelta(1)).day == 1
    assert later.day == day.day or last_of_its_month


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sets(st.integers(1, 12), min_size=1),
    st.integers(1, 31),
)
def test_a_fixed_day_is_always_later_and_within_a_year(
    published: date, months: set[int], day: int
) -> None:
    found = expected("irregular", None, published, months=sorted(months), day=day)

    assert published < found.day <= months_later(published, 12).replace(day=28) or (
        (found.day - published).days <= 366
    )


@pytest.mark.parametrize(
    ("rule", "standing"),
    [
        ({"lag_days": 44}, ExpectationState.DOCUMENTED),
        ({"lag_days": 44, "observed": True}, ExpectationState.OBSERVED),
        ({}, ExpectationState.DERIVED),
    ],
)
def test_an_expected_day_says_how_sure_it_is(
    rule: dict[str, Any], standing: ExpectationState
) -> None:
    assert expected("quarter", "2025-Q4", DAY, **rule).standing is standing


@pytest.mark.parametrize(
    ("rhythm", "rule", "window"),
    [
        ("quarter", {"lag_days": 44}, "2026-05-15"),
        ("quarter", {"lag_days": 44, "observed": True}, "2026-05"),
        ("quarter", {}, "2026-Q2"),
        ("irregular", {"months": [6]}, "2026-06"),
        ("irregular", {"months": [6], "day": 30}, "2026-06-30"),
        ("irregular", {"months": [6], "day": 30, "observed": True}, "2026-06"),
    ],
)
def test_only_what_is_announced_is_a_day(rhythm: str, rule: dict[str, Any], window: str) -> None:
    found = expected(rhythm, "2025-Q4", DAY, **rule)

    assert str(found.window) == window
    assert found.first <= found.day <= found.last


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
def test_what_only_a_rhythm_tells_is_never_a_day(published: date, rhythm: str) -> None:
    found = expected(rhythm, None, published)

    assert (found.last - found.first).days >= 89


def seen(rhythm: str, newest: str | None, today: date, **rule: Any) -> Schedule:
    period = None if newest is None else Period.parse(newest)
    return schedule(source(rhythm, **rule), newest=period, published=DAY, today=today)


def test_of_each_source_only_the_next_is_told() -> None:
    found = seen("month", "2026-01", date(2026, 2, 20), lag_days=15)

    assert found.missed is None
    assert found.coming is not None
    assert (str(found.coming.period), str(found.coming.window)) == ("2026-02", "2026-03-16")


def test_of_what_was_missed_the_first_is_told_beside_what_comes() -> None:
    found = seen("month", "2026-01", date(2026, 7, 10), lag_days=15)

    assert found.missed is not None
    assert found.coming is not None
    assert (str(found.missed.period), str(found.coming.period)) == ("2026-02", "2026-06")
    assert found.coming.day == date(2026, 7, 16)


@pytest.mark.parametrize("rhythm", ["once", "irregular"])
def test_a_source_that_appears_once_or_when_it_likes_has_no_next_one(rhythm: str) -> None:
    assert seen(rhythm, "2025", DAY) == Schedule()


def test_a_closed_edition_has_no_next_one() -> None:
    ended = source("year", months=[8]).model_copy(update={"closed": {"nl": "x", "en": "x"}})

    assert schedule(ended, newest=Period.parse("2017/18"), published=DAY, today=DAY) == Schedule()
    assert expectation(ended, newest=Period.parse("2017/18"), published=DAY) is None


def names(newest: str | None, published: date, rhythm: str, **rule: Any) -> list[str]:
    """The names of the first eight publications that are expected."""
    period, day = None if newest is None else Period.parse(newest), published
    found: list[str] = []
    known = source(rhythm, **rule)
    while len(found) < 8:
        one = schedule(known, newest=period, published=published, today=day).coming
        assert isinstance(one, Expectation)
        found += [one.name] if one.name not in found else []
        day = max(one.latest, one.last) + timedelta(1)
    return found


@pytest.mark.slow
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_publication_keeps_its_name_when_its_day_moves(lag: int, other: int) -> None:
    before = names("2025-Q4", DAY, "quarter", lag_days=lag, grace_days=0)
    after = names("2025-Q4", DAY, "quarter", lag_days=other, grace_days=0)

    assert before == after
    assert len(set(before)) == 8


def test_a_publication_keeps_its_name_when_the_one_before_it_has_come() -> None:
    before = names("2025-Q4", DAY, "quarter", lag_days=44)
    after = names("2026-Q1", date(2026, 5, 15), "quarter", lag_days=44)

    assert after[:7] == before[1:]


def test_a_month_of_the_year_keeps_its_name_when_it_moves() -> None:
    june, july = (names(None, DAY, "irregular", months=[month, 11]) for month in (6, 7))

    assert june == july


def test_a_late_copy_does_not_put_off_what_comes_after_the_next_period() -> None:
    found = expected("year", "2022", date(2026, 11, 23))

    assert (found.day, found.basis) == (date(2025, 1, 1), Basis.RHYTHM)
