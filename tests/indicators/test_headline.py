"""Which figure stands in front: of which region, which members, and by which frequency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.indicators.invented import breakdown, computed, indicator, value

from agdb.indicators.headline import Front, fronts, members_in_front
from agdb.programme.indicator import Indicator
from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency

YEAR, QUARTER = Frequency.YEAR, Frequency.QUARTER
MAKE = {"breakdowns": (breakdown("make", "E", "S"),)}


def _made(period: str, number: float | None, code: str = "T", **facts: Any) -> Value:
    return value(period, number, ("make", code), **facts)


def _front(definition: Indicator, *values: Value, country: str = "NL01") -> tuple[Front, ...]:
    return fronts(computed(definition, *values), country=country)


def test_the_country_stands_in_front_and_else_the_region_that_is_fixed() -> None:
    abroad = indicator(region={"fixed": "BE"})
    both = [value("2020", 1.0), value("2020", 2.0, region="BE")]

    assert _front(abroad, *both) == (Front("NL01", (), YEAR),)
    assert _front(abroad, both[1]) == (Front("BE", (), YEAR),)
    assert _front(indicator(), value("2020", 1.0, region="PV20")) == ()
    assert _front(indicator(), value("2020", None)) == ()
    assert _front(indicator()) == ()


def test_the_first_declared_frequency_with_a_number_counts_and_else_any_other() -> None:
    definition = indicator(frequencies=("quarter", "year"))
    year, quarter, month = value("2020", 1.0), value("2020-Q1", 1.0), value("2020-01", 1.0)

    assert _front(definition, year, month, quarter)[0].frequency is QUARTER
    assert _front(definition, month, year)[0].frequency is YEAR
    assert _front(definition, month)[0].frequency is Frequency.MONTH
    assert _front(definition, value("2020-Q1", None), year)[0].frequency is YEAR


def test_the_total_stands_in_front_or_the_members_that_are_named() -> None:
    values = [_made("2020", 1.0, code) for code in ("T", "E", "S")]
    total = indicator(**MAKE)
    named = indicator(**MAKE, headline={"make": ("S", "E")})

    assert _front(total, *values) == (Front("NL01", (("make", "T"),), YEAR),)
    assert [one.breakdown for one in _front(named, *values)] == [
        (("make", "S"),), (("make", "E"),)
    ]  # fmt: skip
    # of those named, the ones that have a number
    assert [one.breakdown for one in _front(named, *values[:2])] == [(("make", "E"),)]


def test_without_a_total_nothing_stands_in_front() -> None:
    definition = indicator(breakdowns=(breakdown("make", "E", total=None),))

    assert members_in_front(computed(definition, _made("2020", 1.0, "E")), country="NL01") == ()


@pytest.mark.parametrize(("wanted", "found"), [("highest", "S"), ("lowest", "E")])
def test_the_highest_or_lowest_is_that_of_the_newest_period_apart_from_the_total(
    wanted: str, found: str
) -> None:
    definition = indicator(**MAKE, headline={"make": wanted})
    values = [
        _made("2021", 50.0, "T"),
        _made("2021", 20.0, "E"),
        _made("2021", 30.0, "S"),
        _made("2020", 99.0, "E"),
        _made("2020", 1.0, "S"),
        # neither of another region, nor a forecast, nor what has no number
        _made("2021", 77.0, "E", region="PV20"),
        _made("2021", -7.0, "S", region="PV20"),
        _made("2022", 99.0, "E", kind=Kind.FORECAST),
        _made("2023", None, "S"),
    ]

    for some in (values, values[::-1]):
        assert members_in_front(computed(definition, *some), country="NL01") == (
            (("make", found),),
        )


def test_of_the_other_breakdowns_the_named_member_counts() -> None:
    definition = indicator(
        breakdowns=(breakdown("make", "E", "S"), breakdown("colour", "R", "B")),
        headline={"make": "highest", "colour": "R"},
    )
    values = [
        value("2021", number, ("make", make), ("colour", colour))
        for make, colour, number in (
            ("E", "R", 5.0), ("S", "R", 4.0), ("S", "B", 90.0), ("E", "T", 1.0), ("T", "R", 95.0)
        )
    ]  # fmt: skip

    assert members_in_front(computed(definition, *values), country="NL01") == (
        (("make", "E"), ("colour", "R")),
    )


def test_numbers_below_nothing_have_a_highest_too_and_without_any_there_is_none() -> None:
    definition = indicator(**MAKE, headline={"make": "highest"})
    values = [_made("2021", -5.0, "E"), _made("2021", -2.0, "S")]

    assert members_in_front(computed(definition, *values), country="NL01") == ((("make", "S"),),)
    lowest = indicator(**MAKE, headline={"make": "lowest"})
    assert members_in_front(computed(lowest, *values), country="NL01") == ((("make", "E"),),)
    assert members_in_front(computed(definition, _made("2021", 1.0)), country="NL01") == ()
    fixed = indicator(**MAKE, headline={"make": "highest"}, region={"fixed": "BE"})
    abroad = [replace(one, region="BE") for one in values]
    assert members_in_front(computed(fixed, *abroad), country="NL01") == ((("make", "S"),),)


def test_what_somebody_has_looked_up_already_is_not_looked_up_again() -> None:
    definition = indicator()
    known = {("NL01", (), QUARTER): ["2020-Q1"]}

    found = fronts(computed(definition), country="NL01", known=known)  # type: ignore[arg-type]

    assert found == (Front("NL01", (), QUARTER),)
