"""Region codes are trimmed and checked; a name is not a code."""

from __future__ import annotations

import pytest

from agdb.errors import StatisticsError
from agdb.statistics.region import RegionCode


def test_padding_of_a_publisher_is_not_part_of_the_code() -> None:
    code = RegionCode.parse("PV27  ")

    assert (str(code), code.prefix, code.unassignable) == ("PV27", "PV", False)


@pytest.mark.parametrize("text", ["AM99", "GM9999"])
def test_a_code_for_what_cannot_be_placed_says_so(text: str) -> None:
    assert RegionCode.parse(text).unassignable


@pytest.mark.parametrize("text", ["Utrecht", "27", "", "pv27"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(StatisticsError, match="not a region code"):
        RegionCode.parse(text)
