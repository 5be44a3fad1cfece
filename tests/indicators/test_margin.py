"""Margins of the survey: published widths come out again, and small changes are not called one."""

from __future__ import annotations

import pytest
from tests.conftest import our_programme

from agdb.indicators.margin import clearly_differ, margin
from agdb.programme.margin import MarginRule
from agdb.statistics.period import Frequency


def rule() -> MarginRule:
    """The rule of the plan."""
    return our_programme().margins["ebb"]


def three_years() -> MarginRule:
    """The rule as published: for the average of three years, without a factor."""
    plain = {"low": 1.0, "high": 1.0}
    return MarginRule.model_validate(rule().model_dump() | {"factors": {"year": plain}})


@pytest.mark.parametrize(
    ("size", "published"),
    [(10, 1.1), (50, 2.4), (100, 3.4), (200, 4.8), (500, 7.5), (1000, 10.4), (2000, 14.1)],
)
def test_the_published_margins_come_out_within_their_rounding(size: int, published: float) -> None:
    # CBS, bijlage D, toelichting bij de marges EBB, three-year average 2017/19, x 1,000
    found = margin(size, rule=three_years(), frequency=Frequency.YEAR, scale=3)

    assert found == pytest.approx(published, rel=0.025, abs=0.05)


@pytest.mark.parametrize(
    ("before", "after"),
    [(555, 575), (1383, 1352)],  # ICT and technical occupations, 2024-Q4 and 2025-Q4, 85276NED
)
def test_the_changes_of_2025_are_no_clear_change(before: float, after: float) -> None:
    widths = tuple(
        margin(size, rule=rule(), frequency=Frequency.QUARTER, scale=3) for size in (before, after)
    )

    assert None not in widths
    assert not clearly_differ(before, after, margins=widths)  # type: ignore[arg-type]


def test_the_wider_margin_decides_where_only_a_range_is_known() -> None:
    year = margin(555, rule=rule(), frequency=Frequency.YEAR, scale=3)
    quarter = margin(555, rule=rule(), frequency=Frequency.QUARTER, scale=3)

    assert year is not None
    assert quarter == pytest.approx(2 * year)


def test_a_margin_is_in_the_unit_of_its_value() -> None:
    thousands = margin(555, rule=rule(), frequency=Frequency.YEAR, scale=3)
    persons = margin(555_000, rule=rule(), frequency=Frequency.YEAR, scale=0)

    assert thousands is not None
    assert persons == pytest.approx(1000 * thousands)


@pytest.mark.parametrize(("size", "frequency"), [(0, "year"), (13000, "year"), (500, "month")])
def test_where_the_rule_does_not_reach_there_is_no_margin(size: float, frequency: str) -> None:
    assert margin(size, rule=rule(), frequency=Frequency(frequency), scale=3) is None
