"""What is divided by each other must be of one vintage, which need not be one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import pytest

from agdb.errors import IndicatorError, Place
from agdb.indicators.vintages import check_vintages
from agdb.warehouse.version import DatasetVersion

PLACE = Place("indicators/a.yaml", 7)


@dataclass(frozen=True)
class Told:
    """What the check looks at in a version; dates as day and month of 2026."""

    id: str
    published: date | None
    recorded: date
    vintage: str = ""


def held(*some: Told) -> None:
    check_vintages(cast("list[DatasetVersion]", list(some)), place=PLACE)


def of(
    name: str, published: tuple[int, int] | None, recorded: tuple[int, int], vintage: str = ""
) -> Told:
    day = None if published is None else date(2026, *published)
    return Told(name, day, date(2026, *recorded), vintage)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # fetched around midnight; tables of one publisher are seldom published on one day
        (of("a", (6, 30), (11, 28)), of("b", (8, 14), (11, 29))),
        # our copy was made while the publisher showed the other table
        (of("a", None, (7, 2)), of("b", (6, 30), (11, 29))),
        (of("a", None, (7, 2)), of("b", None, (7, 2))),
        # the publisher says that they are of one edition
        (of("a", None, (7, 2), "2026"), of("b", None, (9, 2), "2026")),
        (of("a", None, (7, 2), "2026"), of("b", (6, 30), (7, 2))),
        # one dataset is always of one vintage
        (of("a", None, (7, 2)), of("a", None, (7, 2))),
    ],
)
def test_these_are_of_one_vintage(one: Told, other: Told) -> None:
    held(one, other)
    held(other, one)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            of("a", None, (7, 2)),
            of("b", None, (7, 3)),
            "a recorded on 2026-07-02 and b recorded on",
        ),
        # the newer figures came when the older ones had been recorded
        (
            of("a", (2, 14), (3, 1)),
            of("b", (8, 14), (11, 29)),
            "a published on 2026-02-14 and recorded on 2026-03-01 and b published on 2026-08-14",
        ),
        # editions with other names, although both were there on one day
        (
            of("a", (1, 1), (11, 29), "2024"),
            of("b", (1, 1), (11, 29), "2026"),
            "a of '2024' and b of",
        ),
    ],
)
def test_these_are_not(one: Told, other: Told, told: str) -> None:
    with pytest.raises(IndicatorError) as caught:
        held(one, other)
    assert f"indicators/a.yaml:7: the datasets are of different vintages ({told}" in str(
        caught.value
    )
