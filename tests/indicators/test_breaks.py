"""A declared break is marked once in every series, at its first period after the break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.indicators.invented import SIMPLE, breakdown, indicator, value

from agdb.errors import ProgrammeError
from agdb.indicators.breaks import is_whole, mark_breaks, series_of_value, without_mixed
from agdb.programme.indicator import Break, Indicator
from agdb.programme.reading import read_programme
from agdb.results.release import Release
from agdb.results.value import Value
from agdb.statistics.period import Frequency
from agdb.statistics.status import ObservationStatus

WORDS = {"nl": "anders", "en": "other"}


def with_break(release: Release, period: str) -> Indicator:
    """The bicycles with a break."""
    definition = release.computed["bicycles-number"].definition
    return definition.model_copy(
        update={"breaks": (Break(period=period, kind="method", words=WORDS),)}
    )


def test_every_series_that_crosses_the_break_is_marked_once(cycling_release: Release) -> None:
    values = cycling_release.computed["bicycles-number"].values

    marked = mark_breaks(with_break(cycling_release, "2024-Q2"), values)

    broken = [(v.region, v.period) for v in marked if v.status is ObservationStatus.BREAK]
    assert broken == [("NL01", "2024-Q2")] * 3  # PV27 has nothing before, PV20 nothing after


def test_a_break_outside_the_series_marks_nothing(cycling_release: Release) -> None:
    values = cycling_release.computed["bicycles-number"].values

    for period in ("2010", "2031"):
        assert mark_breaks(with_break(cycling_release, period), values) == list(values)


def test_a_break_at_no_period_is_one_sentence(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit(
        "indicators/roads/bicycles.yaml",
        "breakdowns:",
        "breaks: [{period: ooit, kind: method, words: {nl: x, en: x}}]\nbreakdowns:",
    )

    with pytest.raises(ProgrammeError, match="'ooit' is not a period"):
        read_programme(folder)


@pytest.mark.parametrize(
    ("metric", "broken"),
    [
        ({"type": "growth"}, {"2021", "2022"}),
        ({"type": "index", "base": "2020"}, {"2021", "2022", "2023"}),
        ({"type": "moving-total", "periods": 2}, {"2021"}),
        ({"type": "simple"}, set()),
    ],
)
def test_what_compares_both_sides_of_a_break_is_no_number(
    cycling_release: Release, metric: dict[str, object], broken: set[str]
) -> None:
    # Given values of 2019 to 2023, growth over two years among them, and a break in 2021
    computed = cycling_release.computed["bicycles-number"]
    selection = {"value": {"dataset": "demo:bicycles", "measure": "Bicycles"}}
    years = {"years": 2} if metric["type"] == "growth" else {}
    described = with_break(cycling_release, "2021").model_dump() | {
        "metric": metric | selection | years
    }
    definition = Indicator.model_validate(described)
    values = [
        replace(computed.values[0], period=str(year), value=1.0) for year in range(2019, 2024)
    ]

    found = without_mixed(definition, values)

    assert {value.period for value in found if value.value is None} == broken
    assert {value.status.name for value in found if value.value is None} <= {"MISSING_CANNOT_EXIST"}


def test_the_first_value_after_the_break_is_marked_whatever_else_is_said_of_it(
    cycling_release: Release,
) -> None:
    # Given a break after which the first figure is missing and the second is estimated
    one = cycling_release.computed["bicycles-number"].values[0]
    said = [
        (100.0, ObservationStatus.NORMAL),
        (None, ObservationStatus.MISSING),
        (101.0, ObservationStatus.ESTIMATED),
        (102.0, ObservationStatus.NORMAL),
    ]
    values = [
        replace(one, period=str(2020 + nth), value=value, status=status)
        for nth, (value, status) in enumerate(said)
    ]

    found = mark_breaks(with_break(cycling_release, "2021"), values)

    assert [value.status.name for value in found] == ["NORMAL", "MISSING", "BREAK", "NORMAL"]


def _break(period: str, **facts: object) -> dict[str, object]:
    return {"period": period, "kind": "method", "words": WORDS} | facts


def _told(definition: Indicator, *values: Value) -> list[str]:
    """The periods that are marked as the first after a break."""
    marked = mark_breaks(definition, values)
    assert [replace(one, status=two.status) for one, two in zip(values, marked, strict=True)] == [
        *marked
    ]
    return [one.period for one in marked if one.status is ObservationStatus.BREAK]


@pytest.mark.parametrize(
    ("numbers", "marked"),
    [
        ({"2019": 1.0, "2020": 1.0, "2021": 1.0, "2022": 1.0}, ["2021"]),
        ({"2022": 1.0, "2021": 1.0, "2020": 1.0}, ["2021"]),  # in whatever order they come
        ({"2020": 1.0, "2022": 1.0, "2023": 1.0}, ["2022"]),
        ({"2021": 1.0, "2022": 1.0}, []),  # nothing lies before it
        ({"2019": 1.0, "2020": 1.0}, []),  # nothing lies after it
        ({"2020": None, "2021": 1.0}, []),  # nothing with a value
        ({"2020": 1.0, "2021": None, "2022": 1.0}, ["2022"]),
        ({"2020": 1.0, "2021": 0.0}, ["2021"]),
    ],
)
def test_the_first_period_with_a_value_is_marked_where_one_lies_before(
    numbers: dict[str, float | None], marked: list[str]
) -> None:
    definition = indicator(breaks=(_break("2021"),))

    assert _told(definition, *(value(period, one) for period, one in numbers.items())) == marked


def test_each_series_and_each_break_is_marked_on_its_own() -> None:
    definition = indicator(breaks=(_break("2021"), _break("2023")))
    one = [value(str(year), 1.0) for year in range(2020, 2025)]
    other = [replace(each, region="PV20") for each in one[2:]]

    assert _told(definition, *one, *other) == ["2021", "2023", "2023"]


def test_a_break_in_the_middle_of_a_year_is_marked_in_each_frequency() -> None:
    definition = indicator(breaks=(_break("2021-Q3"),))
    years = [value(str(year), 1.0) for year in (2020, 2021, 2022)]
    quarters = [value(f"2021-Q{nth}", 1.0) for nth in (1, 2, 3, 4)]

    assert _told(definition, *years, *quarters) == ["2022", "2021-Q3"]


def test_a_break_of_the_parts_alone_leaves_the_whole_as_it_is() -> None:
    parts = {"breakdowns": (breakdown("make", "E"), breakdown("colour", "R"))}
    definition = indicator(breaks=(_break("2021", only_parts=True),), **parts)
    values = [
        value(period, 1.0, ("make", make), ("colour", colour))
        for make, colour in (("T", "T"), ("E", "T"), ("T", "R"))
        for period in ("2020", "2021")
    ]

    assert [is_whole(definition, one) for one in values[::2]] == [True, False, False]
    marked = mark_breaks(definition, values)
    broken = [dict(one.breakdown) for one in marked if one.status is ObservationStatus.BREAK]
    assert broken == [{"make": "E", "colour": "T"}, {"make": "T", "colour": "R"}]
    # and of what compares both sides of it, the whole is kept too
    growth = {"type": "growth", "value": SIMPLE["value"]}
    growing = indicator(breaks=(_break("2021", only_parts=True),), metric=growth, **parts)
    kept = [one for one in without_mixed(growing, values) if one.value is not None]
    assert [(one.period, dict(one.breakdown)["make"]) for one in kept] == [
        ("2020", "T"), ("2021", "T"), ("2020", "E"), ("2020", "T")
    ]  # fmt: skip


def test_without_a_break_nothing_changes() -> None:
    values = [value("2020", 1.0), value("2021", 2.0)]

    assert mark_breaks(indicator(), values) == without_mixed(indicator(), values) == values


def test_what_cannot_exist_has_neither_value_nor_bounds() -> None:
    growth = indicator(
        breaks=(_break("2021"),), metric={"type": "growth", "value": SIMPLE["value"]}
    )
    told = value("2021", 1.0, lower=0.5, upper=1.5)

    (found,) = without_mixed(growth, [told])

    assert (found.value, found.lower, found.upper) == (None, None, None)
    assert found.status is ObservationStatus.MISSING_CANNOT_EXIST
    assert replace(told, value=None, lower=None, upper=None, status=found.status) == found


@pytest.mark.parametrize(
    ("metric", "periods", "kept"),
    [
        # growth over two years from 2021 on, and over the year of quarters
        ({"type": "growth", "years": 2}, ("2020", "2021", "2022", "2023"), ("2020", "2023")),
        ({"type": "growth"}, ("2020-Q4", "2021-Q1", "2021-Q4", "2022-Q1"), ("2020-Q4", "2022-Q1")),
        ({"type": "growth"}, ("2020-12", "2021-01", "2021-12", "2022-01"), ("2020-12", "2022-01")),
        (
            {"type": "moving-total", "periods": 3},
            ("2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3"),
            ("2020-Q4", "2021-Q3"),
        ),
        # an index compares with its base alone
        ({"type": "index", "base": "2021"}, ("2020", "2021", "2022"), ("2021", "2022")),
        ({"type": "index", "base": "2020"}, ("2019", "2020", "2021"), ("2019", "2020")),
        ({"type": "simple"}, ("2020", "2021"), ("2020", "2021")),
        # of what has no number in a year no earlier one is known
        ({"type": "growth"}, ("2020-W10", "2021-W10"), ("2020-W10", "2021-W10")),
    ],
)
def test_a_comparison_is_kept_where_both_its_ends_lie_on_one_side(
    metric: dict[str, object], periods: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    definition = indicator(breaks=(_break("2021"),), metric={**metric, "value": SIMPLE["value"]})

    found = without_mixed(definition, [value(period, 1.0) for period in periods])

    assert tuple(one.period for one in found if one.value is not None) == kept


def test_a_series_is_told_by_region_codes_and_frequency() -> None:
    codes = (("make", "E"),)

    assert series_of_value(value("2021-Q3", 1.0, *codes)) == ("NL01", codes, Frequency.QUARTER)
    assert series_of_value(value("2021", None)) == ("NL01", (), Frequency.YEAR)
