"""The publisher's own date decides which version is the newest, not the day of its import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from tests.warehouse.conftest import Told, recording_of

from agdb.sources.contract import Origin
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

JOBS = DatasetId("abc", "Jobs")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
Keep = Callable[..., DatasetVersion]


def test_a_version_tells_when_its_publisher_published_it_and_what_it_calls_it(keep: Keep) -> None:
    told = keep(publisher_date="2025-02-14T06:30:00+01:00", vintage="2024-Q4 edition")
    silent = keep(b"other", publisher_date="last spring")
    assert (told.published, told.vintage) == (date(2025, 2, 14), "2024-Q4 edition")
    assert (silent.published, silent.vintage) == (None, "")


def test_an_old_file_that_came_today_is_not_the_newest(warehouse: Warehouse, keep: Keep) -> None:
    newest = keep(b"new", publisher_date="2026-05-15", recorded=date(2026, 7, 2))
    keep(b"old", publisher_date="2025-02-14", recorded=date(2025, 2, 14), received=NOON)
    assert warehouse.find(JOBS) == newest
    assert warehouse.find(JOBS, as_of=date(2026, 1, 1)) != newest


def test_a_wrong_recorded_day_does_not_put_old_figures_before_newer_ones(
    warehouse: Warehouse, keep: Keep
) -> None:
    newest = keep(b"new", publisher_date="2026-05-15", recorded=date(2026, 7, 2))
    keep(b"old", publisher_date="2025-02-14", recorded=date(2026, 11, 24))
    assert warehouse.find(JOBS) == newest


@pytest.mark.parametrize(("recorded", "wins"), [(20, "theirs"), (26, "ours")])
def test_a_transcription_goes_by_the_day_on_which_it_was_made(
    warehouse: Warehouse, keep: Keep, recorded: int, wins: str
) -> None:
    # Given figures that the publisher published in August and still showed on 24 November
    theirs = keep(b"theirs", publisher_date="2026-08-14", recorded=date(2026, 11, 24))
    ours = keep(b"ours", origin=Origin.TRANSCRIPTION, recorded=date(2026, 11, recorded))
    # Then a copy from before that day is of the same figures or older ones
    assert warehouse.find(JOBS) == {"theirs": theirs, "ours": ours}[wins]


def test_of_one_publication_the_publishers_bytes_win(warehouse: Warehouse, keep: Keep) -> None:
    theirs = keep(b"theirs", publisher_date="2026-08-14", recorded=date(2026, 8, 20))
    keep(
        b"ours",
        origin=Origin.TRANSCRIPTION,
        publisher_date="2026-08-14",
        recorded=date(2026, 11, 1),
    )
    assert warehouse.find(JOBS) == theirs


def test_the_order_does_not_depend_on_the_order_of_arrival(
    warehouse: Warehouse,
) -> None:
    days = [("2026-08-01", 29), ("2026-08-02", 3), ("", 20), ("2026-09-01", 1)]
    orders = set()
    for number, some in enumerate(permutations(days)):
        place = Warehouse(warehouse.root / str(number))
        for hours, (published, recorded) in enumerate(some):
            month = {29: 11, 3: 8, 20: 11, 1: 9}[recorded]
            _keep_in(place, published, date(2026, month, recorded), hours)
        orders.add(tuple(v.receipt.publisher_date for v in place.versions(JOBS)))
    # The publisher replaced the figures of 1 August on the next day, whatever was recorded later.
    assert orders == {("2026-08-01", "2026-08-02", "2026-09-01", "")}


def _keep_in(place: Warehouse, published: str, day: date, hours: int) -> None:
    origin = Origin.IMPORT if published else Origin.TRANSCRIPTION
    recording = recording_of(
        published.encode() or b"ours", recorded=day, origin=origin, publisher_date=published
    )
    place.keep(recording, reader=Told(), received=NOON + timedelta(hours=hours))
