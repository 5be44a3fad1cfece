"""A region is one area over time only where every list of municipalities says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publication.bicycles import made_up_release

from agdb.programme.geography.borders import same_area
from agdb.statistics.period import Period

PROGRAMME = made_up_release().programme  # lists of 2023 and 2024; GM0102 went to PV22 in 2024


@pytest.mark.parametrize(
    ("region", "first", "last", "same"),
    [
        ("PV20", "2023", "2024", True),
        ("PV20", "2023/24", "2024/25", True),
        ("PV22", "2023", "2024", False),  # it gained a municipality
        ("PV23", "2023-Q4", "2024-Q1", False),  # it lost one
        ("PV20", "2022", "2024", False),  # before the first list
        ("PV20", "2023", "2025", False),  # after the last
        ("PV20", "2011/2015", "2024", False),  # a range has no place in a list
        ("NL01", "1995", "2026", True),  # the country
        ("PV23", "2010", "2010", True),  # one and the same period
    ],
)
def test_only_what_every_list_proves_is_one_area(
    region: str, first: str, last: str, same: bool
) -> None:
    found = same_area(PROGRAMME, region, first=Period.parse(first), last=Period.parse(last))

    assert found is same


def test_a_later_list_that_moves_a_region_counts_for_earlier_years_too() -> None:
    # Given a table that may count 2023 by the division of 2024
    year = Period.parse("2023-Q1"), Period.parse("2023-Q4")

    assert not same_area(PROGRAMME, "PV22", first=year[0], last=year[1])


def test_without_lists_nothing_is_proven() -> None:
    bare = replace(PROGRAMME, geography=replace(PROGRAMME.geography, lists={}))

    assert not same_area(bare, "PV20", first=Period.parse("2023"), last=Period.parse("2024"))


def test_other_lists_are_not_answered_from_what_was_made_of_the_first() -> None:
    # Given a geography that was asked, and the same with the newer list for both years
    geography = made_up_release().programme.geography
    assert geography.unchanged("PV", first=2023, second=2024) is not None
    newer = geography.lists[2024]

    other = replace(geography, lists={2023: newer, 2024: newer})

    same = other.unchanged("PV", first=2023, second=2024)
    assert same is not None
    assert "PV22" in same
