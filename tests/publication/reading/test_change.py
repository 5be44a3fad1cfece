"""What a newest figure is held against: typed first, and then in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.publication.reading.test_sentence import count, percent, series

from agdb.programme.plan import Unit
from agdb.publication.reading.change import (
    ChangeOutcome,
    Changes,
    Course,
    change_of,
    changes_of,
    course_of,
)
from agdb.publication.reading.sentence import change_sentence
from agdb.publication.reading.series import Series, series_of
from agdb.publication.wording.language import NO_BREAK, Language
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.status import ObservationStatus

__all__ = ["count", "percent"]


def changes(
    found: Series, quantity: Quantity, *, margin: float | None = None, cyclical: bool = False
) -> Changes:
    return changes_of(found, quantity=quantity, margin=lambda _: margin, cyclical=cyclical)


def said(found: Series, quantity: Quantity, *, quoted: int = 0) -> str:
    return change_sentence(changes(found, quantity), quantity=quantity, quoted=quoted)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (110.0, f"Dat is 10,0{NO_BREAK}duizend fietsen meer dan een jaar eerder (+10,0%)."),
        (90.0, f"Dat is 10,0{NO_BREAK}duizend fietsen minder dan een jaar eerder (−10,0%)."),
        (100.04, "Dat is hetzelfde als een jaar eerder."),
    ],
)
def test_counts_change_by_an_amount_and_in_percent(
    count: Quantity, now: float, sentence: str
) -> None:
    assert said(series(count, p2023=100.0, p2024=now), count) == sentence


def test_shares_change_in_points_and_never_in_percent(percent: Quantity) -> None:
    found = series(percent, p2023=50.0, p2024=48.8)

    assert said(found, percent) == "Dat is 1,2 procentpunt lager dan een jaar eerder."


def test_the_difference_is_that_of_the_printed_numbers(percent: Quantity) -> None:
    # Given 0.14 and 0.16, printed as 0.1 and 0.2
    found = series(percent, p2023=0.14, p2024=0.16)

    # Then a reader who subtracts what is printed finds what is said
    assert "0,1 procentpunt hoger" in said(found, percent)


def test_no_percent_of_nothing(count: Quantity) -> None:
    found = series(count, p2023=0.0, p2024=5.0)

    change = change_of(found.points[1], found.points[0], quantity=count)

    assert (change.difference, change.percent) == (Decimal("5.0"), None)


def test_without_a_year_earlier_it_is_held_against_the_last_figure(percent: Quantity) -> None:
    found = series(percent, p2010=11.0, p2013=12.6, p2022=16.5)

    short = changes(found, percent).short

    assert short is not None
    assert (short.earlier.period.text, short.yearly, short.outcome) == (
        "2013",
        False,
        ChangeOutcome.UP,
    )
    assert said(found, percent) == (
        "In 2013 was het 12,6%; het nieuwste cijfer ligt 3,9 procentpunt hoger."
    )


def test_a_figure_of_half_a_year_ago_is_none_to_hold_it_against(count: Quantity) -> None:
    # Given quarters of one year, in which only the season may differ
    found = series(count, p2024_Q2=10.0, p2024_Q4=30.0)

    assert changes(found, count) == Changes(None)


def test_a_range_is_held_against_the_range_before_it(percent: Quantity) -> None:
    found = series(percent, **{"p1974/2013": 1.5, "p2014/2023": 0.4})

    short = changes(found, percent).short

    assert short is not None
    assert short.earlier.period.text == "1974/2013"


def test_one_figure_is_held_against_nothing(count: Quantity) -> None:
    found = series(count, p2024=5.0)

    assert said(found, count) == "Er is geen eerder cijfer om mee te vergelijken."
    assert "aangehaald" in said(found, count, quoted=1)


def test_the_longer_time_is_told_where_it_shows_another_picture(percent: Quantity) -> None:
    # Given a share that rose in the last year, and lies below what it was before a hole
    found = series(percent, p2014=62.0, p2016=62.0, p2017=62.0, p2022=59.0, p2023=60.0)

    both = changes(found, percent)

    assert both.short is not None
    assert both.long is not None
    assert (both.short.outcome, both.long.outcome) == (ChangeOutcome.UP, ChangeOutcome.DOWN)
    assert both.long.earlier.period.text == "2017"
    assert said(found, percent) == (
        "Dat is 1,0 procentpunt hoger dan een jaar eerder. Over een langere tijd is het beeld"
        " anders: in 2017 was het 62,0%; het nieuwste cijfer ligt 2,0 procentpunt lager."
    )


@pytest.mark.parametrize(
    ("first", "cyclical"),
    [(50.0, False), (60.4, False), (62.0, True)],
    ids=["the same picture", "it comes out even", "it moves with the economy"],
)
def test_the_longer_time_is_not_told_otherwise(
    percent: Quantity, first: float, cyclical: bool
) -> None:
    found = series(percent, p2017=first, p2022=59.0, p2023=60.0)

    assert changes(found, percent, cyclical=cyclical).long is None


def test_nothing_is_compared_across_a_break(count: Quantity) -> None:
    found = series(count, p2022=1.0, p2023=1.0, p2024=5.0)
    broken = replace(found.points[2].value, status=ObservationStatus.BREAK)
    values = [*(point.value for point in found.points[:2]), broken]

    cut = series_of(values, rounding=count.round)[0]

    told = changes(cut, count)
    assert told.short is None
    assert told.broken is not None
    assert said(cut, count) == (
        "Door een breuk in de reeks is dit niet te vergelijken met het cijfer over 2023."
    )


def test_the_longer_time_ends_at_a_break(percent: Quantity) -> None:
    found = series(percent, p2015=90.0, p2019=62.0, p2022=59.0, p2023=60.0)
    broken = replace(found.points[1].value, status=ObservationStatus.BREAK)
    values = [found.points[0].value, broken, *(point.value for point in found.points[2:])]

    long = changes(series_of(values, rounding=percent.round)[0], percent).long

    assert long is not None
    assert long.earlier.period.text == "2019"


def test_another_definition_is_compared_with_neither_side(count: Quantity) -> None:
    found = series(count, p2022=1.0, p2023=2.0, p2024=5.0)
    other = replace(found.points[1].value, status=ObservationStatus.DEFINITION_DIFFERS)
    values = [found.points[0].value, other, found.points[2].value]

    assert changes(series_of(values, rounding=count.round)[0], count).short is None


def test_a_difference_within_the_margin_of_the_survey_is_no_change(count: Quantity) -> None:
    found = series(count, p2023=555.0, p2024=575.0)

    outcomes = [
        told.short.outcome
        for margin in (27.0, 5.0, None)
        if (told := changes(found, count, margin=margin)).short is not None
    ]

    assert outcomes == [ChangeOutcome.UNCLEAR, ChangeOutcome.UP, ChangeOutcome.UP]
    unclear = change_sentence(changes(found, count, margin=27.0), quantity=count)
    assert f"het verschil (20,0{NO_BREAK}duizend fietsen)" in unclear
    assert f"(38,2{NO_BREAK}duizend fietsen)" in unclear


@pytest.mark.parametrize(
    ("numbers", "direction", "certain", "course"),
    [
        ({"p2023": 1.0, "p2024": 5.0}, "up", True, Course.WANTED),
        ({"p2023": 1.0, "p2024": 5.0}, "down", True, Course.OTHER),
        ({"p2023": 5.0, "p2024": 1.0}, "up", True, Course.OTHER),
        ({"p2023": 5.0, "p2024": 5.0}, "up", True, Course.UNSAID),
        ({"p2023": 1.0, "p2024": 5.0}, "up", False, Course.UNSAID),
        ({"p2023": 1.0, "p2024": 5.0}, "context", True, Course.NONE),
        ({"p2024": 5.0}, "up", True, Course.NONE),
        ({"p2017": 9.0, "p2023": 1.0, "p2024": 5.0}, "up", True, Course.UNSAID),
    ],
)
def test_the_course_is_told_only_where_it_is_known(
    percent: Quantity, numbers: dict[str, float], direction: str, certain: bool, course: Course
) -> None:
    told = changes(series(percent, **numbers), percent)

    assert course_of([told], direction=direction, certain=certain) is course


def test_of_two_figures_that_part_no_course_is_told(percent: Quantity) -> None:
    up, down = (changes(series(percent, p2023=2.0, p2024=now), percent) for now in (3.0, 1.0))

    assert course_of([up, up], direction="up", certain=True) is Course.WANTED
    assert course_of([up, down], direction="up", certain=True) is Course.UNSAID


def test_a_difference_is_said_in_the_words_that_its_unit_has_for_it(nl: Language) -> None:
    rate = Unit(
        id="per-thousand",
        names={"nl": "bellen per 1.000 fietsen"},
        short={"nl": "per 1.000"},
        difference={
            "nl": {
                "one": "{value} bel per 1.000 fietsen",
                "other": "{value} bellen per 1.000 fietsen",
            }
        },
        kind="rate",
    )
    quantity = Quantity(rate, 0, nl)

    assert said(series(quantity, p2023=42.0, p2024=41.0), quantity) == (
        "Dat is 1 bel per 1.000 fietsen minder dan een jaar eerder."
    )
    assert "2 bellen per 1.000 fietsen meer" in said(
        series(quantity, p2023=42.0, p2024=44.0), quantity
    )
