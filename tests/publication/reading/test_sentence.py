"""Sentences about a series."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agdb.publication.reading.sentence import bracket, member_sentence, missing_sentence
from agdb.publication.reading.series import Series, series_of
from agdb.publication.wording.language import NO_BREAK, Language
from agdb.publication.wording.quantity import Quantity
from agdb.results.release import Release
from agdb.results.value import Kind, Value
from agdb.statistics.status import Finality, ObservationStatus

PLAIN: dict[str, Any] = {
    "breakdown": (), "status": ObservationStatus.NORMAL, "finality": Finality.DEFINITIVE,
    "mark": "", "lower": None, "upper": None, "kind": Kind.OBSERVED, "keys": 1, "keys_hash": "",
}  # fmt: skip


def series(quantity: Quantity, **numbers: float | None) -> Series:
    values = [
        Value(region="NL01", period=period[1:].replace("_", "-"), value=number, **PLAIN)
        for period, number in numbers.items()
    ]
    return series_of(values, rounding=quantity.round)[0]


@pytest.fixture
def count(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["thousand-bicycles"], 1, nl)


@pytest.fixture
def percent(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["percent"], 1, nl)


def test_a_figure_that_is_not_in_front_is_told_with_whose_it_is(count: Quantity) -> None:
    found = series(count, p2023_Q4=10.0, p2024_Q4=1234.56)

    assert found.latest is not None
    said = member_sentence(found.latest, member="stadsfietsen", quantity=count)
    assert said == f"Stadsfietsen: 1.234,6{NO_BREAK}duizend fietsen in het 4e kwartaal van 2024."


def test_provisional_and_margin_stand_in_brackets(percent: Quantity) -> None:
    point = series(percent, p2024=60.0).points[0]
    value = replace(point.value, finality=Finality.PROVISIONAL, lower=58.61, upper=61.4)

    said = bracket([replace(point, value=value)], quantity=percent)

    assert said == " (voorlopig, marge 58,6% tot 61,4%)"


def test_of_more_figures_each_remark_is_told_once_and_no_margin(percent: Quantity) -> None:
    point = series(percent, p2024=60.0).points[0]
    value = replace(point.value, finality=Finality.PROVISIONAL, lower=58.61, upper=61.4)

    said = bracket([replace(point, value=value), replace(point, value=value)], quantity=percent)

    assert said == " (voorlopig)"


def test_a_newest_period_without_value_is_told(count: Quantity) -> None:
    found = series(count, p2023=1.0, p2024=None)

    assert missing_sentence(found, quantity=count) == (
        "Over 2024 is er geen cijfer: niet beschikbaar."
    )
    assert missing_sentence(series(count, p2024=1.0), quantity=count) == ""


def test_a_newest_period_that_is_hidden_is_told_as_the_range_it_lies_in(count: Quantity) -> None:
    found = series(count, p2023=1.0, p2024=None)
    hidden = replace(
        found.points[-1].value,
        status=ObservationStatus.MISSING_SUPPRESSED,
        lower=3.0,
        upper=5.0,
    )
    values = [*(point.value for point in found.points[:-1]), hidden]

    told = missing_sentence(series_of(values, rounding=count.round)[0], quantity=count)

    assert told.startswith("Over 2024 is er geen cijfer: geheim, tussen 3")


def test_scenario_values_are_not_part_of_what_was_measured(count: Quantity) -> None:
    value = series(count, p2024=1.0).points[0].value

    assert series_of([replace(value, kind=Kind.SCENARIO)], rounding=count.round) == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_judges(language: str) -> None:
    from agdb.publication.wording.language import catalogues

    catalogue = catalogues((language,))[language]
    # a method of forecasting may be called better than another; a figure may not
    figures = {key: text for key, text in catalogue.items() if not key.startswith("backtest.")}
    said = str(figures).lower()

    for word in ("verbeter", "verslechter", "improv", "worse", "better", "goed nieuws"):
        assert word not in said
