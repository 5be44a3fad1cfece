"""A number together with its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.programme.plan import Unit
from agdb.publication.wording.language import NO_BREAK, Language, languages
from agdb.publication.wording.quantity import Quantity
from agdb.results.release import Release

DUTCH = languages(("nl",))["nl"]
PIECES = Unit(id="u", names={"nl": "stuks"}, short={"nl": "st"}, kind="count")
PUPILS = Unit(
    id="pupils",
    names={"nl": "leerlingen"},
    one={"nl": "leerling"},
    short={"nl": "leerlingen"},
    kind="count",
)


@pytest.fixture
def percent(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["percent"], 1, nl)


@pytest.fixture
def thousands(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["thousand-bicycles"], 1, nl)


def test_a_percent_sign_stands_against_its_number(percent: Quantity) -> None:
    assert percent.short(Decimal("45.3")) == percent.full(Decimal("45.3")) == "45,3%"


def test_other_units_follow_in_full_and_do_not_break_off(thousands: Quantity) -> None:
    assert thousands.short(Decimal("1234.5")) == "1.234,5"
    assert thousands.full(Decimal("1234.5")) == f"1.234,5{NO_BREAK}duizend fietsen"


def test_shares_differ_in_points(percent: Quantity, release: Release, en: Language) -> None:
    english = Quantity(percent.unit, 0, en)

    assert percent.difference(Decimal("-1.2")) == "1,2 procentpunt"
    assert english.difference(Decimal(1)) == "1 percentage point"
    assert english.difference(Decimal(2)) == "2 percentage points"


def test_what_is_counted_is_compared_as_such(percent: Quantity, thousands: Quantity) -> None:
    assert (percent.comparison, thousands.comparison) == ("level", "counted")
    assert thousands.counted
    assert not percent.counted


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_rounded_value_is_within_half_a_unit_of_the_last_decimal(
    number: float, decimals: int
) -> None:
    quantity = Quantity(PIECES, decimals, DUTCH)

    distance = abs(quantity.round(number) - Decimal(repr(number)))
    assert distance * 2 <= Decimal(1).scaleb(-decimals)


@pytest.mark.parametrize(
    ("kind", "full", "difference"),
    [
        ("index", f"3{NO_BREAK}stuks", "3 punten"),
        ("rate", f"3{NO_BREAK}stuks", f"3{NO_BREAK}stuks"),
        ("ratio", "3", "3"),
        ("money", f"3{NO_BREAK}stuks", f"3{NO_BREAK}stuks"),
    ],
)
def test_each_kind_of_unit_has_its_own_words(kind: Any, full: str, difference: str) -> None:
    quantity = Quantity(PIECES.model_copy(update={"kind": kind}), 0, DUTCH)

    assert quantity.full(Decimal(3)) == full
    assert quantity.difference(Decimal(-3)) == difference


def test_a_rate_in_percent_differs_in_points(percent: Quantity) -> None:
    growth = Quantity(percent.unit.model_copy(update={"kind": "rate"}), 1, percent.language)

    assert growth.difference(Decimal("3.4")) == "3,4 procentpunt"


@pytest.mark.parametrize(
    ("lower", "upper", "words", "short"),
    [
        (3.04, 4.96, "tussen 3,0% en 5,0%", "3,0%–5,0%"),
        (3.0, 5.000000000000001, "tussen 3,0% en 5,0%", "3,0%–5,0%"),
        (16.0, None, "ten minste 16,0%", f"≥{NO_BREAK}16,0%"),
        (None, 4.01, "ten hoogste 4,1%", f"≤{NO_BREAK}4,1%"),
        (None, None, "", ""),
    ],
)  # fmt: skip
def test_a_value_that_is_not_published_is_written_as_the_range_that_it_lies_in(
    percent: Quantity, lower: float | None, upper: float | None, words: str, short: str
) -> None:
    assert percent.between(lower, upper) == words
    assert percent.range(lower, upper) == short


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_printed_bounds_are_never_inside_the_true_ones(number: float, decimals: int) -> None:
    below, above = Quantity(PIECES, decimals, DUTCH).outward(number, number)

    noise = abs(number) * 1e-14
    assert float(below) <= number + noise
    assert float(above) >= number - noise
    assert float(above - below) <= 10.0**-decimals * 1.000001


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 leerlingen"), (1, "1 leerling"), (2, "2 leerlingen")]
)
def test_one_is_followed_by_a_singular(number: int, said: str) -> None:
    assert Quantity(PUPILS, 0, DUTCH).full(Decimal(number)).replace(NO_BREAK, " ") == said


def test_one_with_a_decimal_is_not_one() -> None:
    assert Quantity(PUPILS, 1, DUTCH).name_beside(Decimal("1.0")) == "leerlingen"


HUNDREDS = PUPILS.model_copy(update={"scale": 3, "names": {"nl": "duizend leerlingen"}})


@pytest.mark.parametrize(
    ("number", "decimals", "told"),
    [
        (99.94, 0, "99.9"),
        (100.4, 1, "100"),
        (-100.0, 1, "-100"),
        (12.345, 2, "12.30"),
        (1234.0, 0, "1230"),
    ],
)
def test_a_change_is_told_to_three_figures(number: float, decimals: int, told: str) -> None:
    assert str(Quantity(PIECES, decimals, DUTCH).change(number)) == told


def test_of_an_index_the_number_alone_is_said(percent: Quantity) -> None:
    index = Quantity(PIECES.model_copy(update={"kind": "index"}), 1, DUTCH)

    assert index.said(Decimal("103.2")) == "103,2"
    assert Quantity(PIECES, 0, DUTCH).said(Decimal(3)) == f"3{NO_BREAK}stuks"
    assert percent.said(Decimal("45.3")) == "45,3%"


def test_thousands_are_written_out_where_the_unit_counts_another() -> None:
    counted = Quantity(HUNDREDS, 1, DUTCH, base=PUPILS)

    assert counted.plain(Decimal("403.7")) == "403.700"
    assert counted.full(Decimal("403.7")).replace(NO_BREAK, " ") == "403.700 leerlingen"
    assert counted.ones(Decimal("403.7")) == Decimal("403700")
    assert Quantity(HUNDREDS, 4, DUTCH, base=PUPILS).plain(Decimal("0.0012")) == "1,2"


def test_beside_a_name_that_says_what_is_counted_stands_the_number_alone() -> None:
    # Given: whole things, thousands with their own unit, thousands without, euros
    euros = PIECES.model_copy(update={"kind": "money", "names": {"nl": "euro"}})

    assert Quantity(PUPILS, 0, DUTCH).told(Decimal(75)) == "75"
    assert Quantity(HUNDREDS, 1, DUTCH, base=PUPILS).told(Decimal("75.6")) == "75.600"
    without = Quantity(HUNDREDS, 1, DUTCH).told(Decimal("75.6"))
    assert without.replace(NO_BREAK, " ") == "75,6 duizend leerlingen"
    assert Quantity(euros, 0, DUTCH).told(Decimal(7)) == f"7{NO_BREAK}euro"


def test_a_heading_has_the_name_of_the_unit() -> None:
    assert Quantity(PUPILS, 0, DUTCH).name == "leerlingen"


@pytest.mark.parametrize(
    ("other", "lower", "upper", "nothing"),
    [
        ({"kind": "share"}, 10.0, 29.9, False),
        ({"kind": "share"}, 10.0, 30.0, True),
        ({"kind": "count"}, 10.0, 19.9, False),
        ({"kind": "count"}, 10.0, 20.0, True),
        ({"kind": "count", "signed": True}, -5.0, 20.0, False),
    ],
)
def test_bounds_that_fit_growth_and_decline_alike_say_nothing(
    other: dict[str, Any], lower: float, upper: float, nothing: bool
) -> None:
    quantity = Quantity(PIECES.model_copy(update=other), 0, DUTCH)

    assert quantity.says_nothing(lower, upper) is nothing


def test_a_unit_may_have_its_own_words_for_a_difference() -> None:
    own = {"nl": {"one": "{value} vacature per 1.000 banen", "other": "{value} vacatures"}}
    rate = PIECES.model_copy(update={"kind": "rate", "difference": own})

    assert Quantity(rate, 0, DUTCH).difference(Decimal(-1)) == "1 vacature per 1.000 banen"
    assert Quantity(rate, 0, DUTCH).difference(Decimal(2)) == "2 vacatures"
    assert Quantity(rate, 0, DUTCH).comparison == "amount"
    assert Quantity(PIECES.model_copy(update={"kind": "rate"}), 0, DUTCH).comparison == "level"
    assert Quantity(PIECES.model_copy(update={"kind": "money"}), 0, DUTCH).comparison == "amount"


def test_half_a_point_is_points_and_not_a_point(percent: Quantity, en: Language) -> None:
    english = Quantity(percent.unit, 1, en)

    assert english.difference(Decimal("0.5")) == "0.5 percentage points"
