"""A declared break is marked once in every series, at its first period after the break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.indicators.comparable import mark_breaks
from agdb.programme.indicator import Break, Indicator
from agdb.programme.reading import read_programme
from agdb.release.model import Release
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
