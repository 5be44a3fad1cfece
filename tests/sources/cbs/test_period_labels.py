"""Titles of periods in all the shapes that StatLine has, and the rest kept as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.sources.cbs.periods import finality_of_label, period_of_label
from agdb.statistics.period import Frequency
from agdb.statistics.status import Finality


@pytest.mark.parametrize(
    ("label", "text", "frequency"),
    [
        ("2015 ", "2015", Frequency.YEAR),
        ("2024**", "2024", Frequency.YEAR),
        ("2024 jaargem. /jaartotaal", "2024", Frequency.YEAR),
        ("2012 jaargemiddelde", "2012", Frequency.YEAR),
        ("2011 2e  kwartaal ", "2011-Q2", Frequency.QUARTER),
        ("2024 4e kwartaal*", "2024-Q4", Frequency.QUARTER),
        ("2016 1st quarter", "2016-Q1", Frequency.QUARTER),
        ("2025 januari*", "2025-01", Frequency.MONTH),
        ("2011 december ", "2011-12", Frequency.MONTH),
        ("2010 1e halfjaar", "2010-S1", Frequency.HALF_YEAR),
        ("2023/'24", "2023/24", Frequency.SCHOOL_YEAR),
        ("1999/'00", "1999/00", Frequency.SCHOOL_YEAR),
        ("2018-2024", "2018/2024", Frequency.RANGE),
        ("2006 zondag 1 januari", "2006-01-01", Frequency.DAY),
        ("zondag 1 januari 2006", "2006-01-01", Frequency.DAY),
    ],
)
def test_a_known_shape_becomes_its_period(label: str, text: str, frequency: Frequency) -> None:
    period = period_of_label(label)
    assert (period.text, period.frequency) == (text, frequency)


@pytest.mark.parametrize(
    "label",
    [
        "2001 voor revisie",
        "2001 na revisie",
        "2000 januari-december",
        "2011/'12 naar 2012/'13",
        "cohort 2014",
        "2023/'25",
        "2006 zondag 31 februari",
        "9999",
        "",
    ],
)
def test_other_titles_are_kept_as_they_are(label: str) -> None:
    period = period_of_label(label)
    assert (period.text, period.frequency) == (label, Frequency.OTHER)


@pytest.mark.parametrize(
    ("label", "finality"),
    [
        ("2024", Finality.UNKNOWN),
        ("2024*", Finality.PROVISIONAL),
        ("2024 4e kwartaal** ", Finality.REVISED_PROVISIONAL),
        ("2024***", Finality.UNKNOWN),
    ],
)
def test_asterisks_tell_how_settled_a_period_is(label: str, finality: Finality) -> None:
    assert finality_of_label(label) is finality


@given(st.text())
def test_any_title_gives_a_period(label: str) -> None:
    period = period_of_label(label)
    assert period.dated or period.text == " ".join(label.split())
