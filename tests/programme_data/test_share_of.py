"""How many people a share of a survey is of is a figure of the table that it names."""

from __future__ import annotations

import re

import pytest

from agdb.programme.indicator import Indicator
from tests.conftest import our_programme

from .figure import Row

TABLE = re.compile(r"^CBS (\w+NED), .*\b(20\d\d)\b")
BASES = [
    (one, table[1], table[2])
    for one in our_programme().indicators.values()
    if one.share_of and (table := TABLE.match(one.share_of.source))
]


@pytest.mark.parametrize(("indicator", "table", "year"), BASES, ids=lambda one: str(one)[:30])
def test_the_base_of_a_share_is_a_figure_of_its_table(
    figures: dict[str, list[Row]], indicator: Indicator, table: str, year: str
) -> None:
    assert indicator.share_of is not None
    rows = [row for row in figures[f"cbs:{table}"] if row["period"] == year]
    thousands = {row["value"] for row in rows if row["unit"] == "x 1 000"}

    assert f"{indicator.share_of.persons / 1000:g}" in thousands


def test_bases_are_held_against_tables() -> None:
    assert len(BASES) >= 4
