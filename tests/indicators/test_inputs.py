"""What is divided by each other must be of one vintage, which need not be one day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import pytest

from agdb.errors import IndicatorError, Place
from agdb.indicators.inputs import check_vintages
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion

PLACE = Place("indicators/a.yaml", 7)


@dataclass(frozen=True)
class Receipt:
    """Whether it is our own copy."""

    transcription: bool = False


@dataclass(frozen=True)
class Told:
    """What the check looks at in a version; dates as day and month of 2026."""

    id: DatasetId
    published: date | None
    recorded: date
    vintage: str = ""
    receipt: Receipt = field(default_factory=Receipt)


def held(programme: Programme, *some: Told) -> None:
    check_vintages(cast("list[DatasetVersion]", list(some)), programme=programme, place=PLACE)


def of(
    name: str, published: tuple[int, int] | None, recorded: tuple[int, int], vintage: str = ""
) -> Told:
    day = None if published is None else date(2026, *published)
    return Told(DatasetId("x", name), day, date(2026, *recorded), vintage)


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
def test_these_are_of_one_vintage(cycling: Programme, one: Told, other: Told) -> None:
    held(cycling, one, other)
    held(cycling, other, one)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            of("a", None, (7, 2)),
            of("b", None, (7, 3)),
            "x:a recorded on 2026-07-02 and x:b recorded on",
        ),
        # the newer figures came when the older ones had been recorded
        (
            of("a", (2, 14), (3, 1)),
            of("b", (8, 14), (11, 29)),
            "x:a published on 2026-02-14 and recorded on 2026-03-01 and x:b published on 2026-",
        ),
        # editions with other names, although both were there on one day
        (
            of("a", (1, 1), (11, 29), "2024"),
            of("b", (1, 1), (11, 29), "2026"),
            "x:a of '2024' and x:b of",
        ),
    ],
)
def test_these_are_not(cycling: Programme, one: Told, other: Told, told: str) -> None:
    with pytest.raises(IndicatorError) as caught:
        held(cycling, one, other)
    assert f"indicators/a.yaml:7: the datasets are of different vintages ({told}" in str(
        caught.value
    )


def test_of_our_own_copies_the_programme_names_the_edition(cycling: Programme) -> None:
    # Given two copies that were made on two days, of which the programme says that they are of one
    bicycles = cycling.sources["demo:bicycles"]
    ours = Receipt(transcription=True)
    copies = [
        Told(DatasetId("demo", name), None, date(2026, 7, day), receipt=ours)
        for name, day in (("bicycles", 2), ("parking", 3))
    ]
    with pytest.raises(IndicatorError, match="different vintages"):
        held(cycling, *copies)
    named = {
        "demo:bicycles": bicycles.model_copy(update={"vintage": "edition 2026"}),
        "demo:parking": cycling.sources["demo:parking"].model_copy(
            update={"vintage": "edition 2026"}
        ),
    }
    held(replace(cycling, sources={**cycling.sources, **named}), *copies)
