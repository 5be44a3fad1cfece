"""A declared break is marked once in every series, at its first period after the break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.indicators.breaks import mark_breaks, without_mixed
from agdb.programme.indicator import Break, Indicator
from agdb.programme.reading import read_programme
from agdb.results.release import Release
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
