"""What was called definitive and changed all the same is found, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.warehouse.conftest import NOON, Told, structure_of

from agdb.errors import WarehouseError
from agdb.warehouse.revisions import Revision, VersionCell, compare, history
from agdb.warehouse.version import DatasetVersion

Keep = Callable[..., DatasetVersion]


def row(plain: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return plain | {"finality": "definitive"} | changes


def at(keep: Keep, day: int, reader: Told) -> DatasetVersion:
    return keep(
        f"figures {day}".encode(),
        reader=reader,
        recorded=date(2025, 1, day),
        received=NOON + timedelta(days=day),
    )


def test_changed_and_withdrawn_definitive_cells_are_revisions_and_no_others(
    keep: Keep, plain: dict[str, Any]
) -> None:
    # Given four definitive cells and a provisional one
    older = at(
        keep,
        1,
        Told(
            [
                row(plain),
                row(plain, Sector="F"),
                row(plain, period="2024", frequency="year", start="2024-01-01"),
                row(plain, Sector="F", period="2024", frequency="year", start="2024-01-01"),
                plain | {"period": "2024-Q3", "start": "2024-07-01", "finality": "provisional"},
            ]
        ),
    )
    # When one changes, one is emptied, one is gone, and the provisional one changes too
    newer = at(
        keep,
        2,
        Told(
            [
                row(plain, value=404.0),
                row(plain, Sector="F", value=None, status="O"),
                row(plain, period="2024", frequency="year", start="2024-01-01"),
                plain | {"period": "2024-Q3", "start": "2024-07-01", "value": 1.0},
            ]
        ),
    )
    # Then three are revisions
    found = compare(older, newer)
    assert (found.definitive, found.incomparable) == (4, 0)
    assert found.columns == ("measure", "Sector", "period")
    before = VersionCell(403.7, None, "A")
    assert found.revisions == (
        Revision(("jobs", "C", "2024-Q4"), before, VersionCell(404.0, None, "A")),
        Revision(("jobs", "F", "2024"), before, None),
        Revision(("jobs", "F", "2024-Q4"), before, VersionCell(None, None, "O")),
    )


@pytest.mark.slow
def test_what_the_newer_version_cannot_know_is_not_called_withdrawn(
    keep: Keep, plain: dict[str, Any]
) -> None:
    older = at(keep, 1, Told([row(plain), row(plain, Sector="F")]))
    without = at(keep, 2, Told([row(plain)], structure_of("C")))
    slice_ = at(keep, 3, Told([row(plain)], partial="only C"))
    for newer in (without, slice_):
        found = compare(older, newer)
        assert (found.revisions, found.incomparable) == ((), 1)


@pytest.mark.slow
def test_the_history_compares_neighbours_and_leaves_out_other_readings(
    keep: Keep, plain: dict[str, Any]
) -> None:
    first = at(keep, 1, Told([row(plain)]))
    again = at(keep, 1, Told([row(plain, value=1.0)], revision="told/2"))
    second = at(keep, 2, Told([row(plain, value=2.0)]))
    other = at(keep, 3, Told([row(plain) | {"Branch": "C"}], structure_of("C", dimension="Branch")))
    (found,) = history((first, again, second, other))
    assert (found.older, found.newer) == (again, second)
    with pytest.raises(WarehouseError, match="has other dimensions"):
        compare(second, other)
