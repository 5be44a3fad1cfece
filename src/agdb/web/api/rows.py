"""Observations as the interface tells them: rows of cells, and objects of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agdb.publication.download.cells import Cells, Scalar, ValueCells
from agdb.publication.download.observations import BETWEEN, number
from agdb.statistics.columns import OBSERVATION, ColumnType


def observation_cells(cells: ValueCells) -> dict[str, Cells]:
    """Return the cells of `OBSERVATION`, one for each value in the order of the release.

    All breakdowns stand in one text: `sex=F;age=15-24`, empty for an indicator without any.
    """
    shared = cells.shared
    ids = [one.id for one in cells.reading.definition.breakdowns]
    parts = [[f"{name}={code}" for code in shared[name]] for name in ids]
    size = len(shared["region"])
    own: dict[str, Cells] = {
        "indicator": [cells.reading.definition.id] * size,
        "breakdown": [BETWEEN.join(row) for row in zip(*parts, strict=True)]
        if ids
        else [""] * size,
    }
    return {column.name: (own | shared)[column.name] for column in OBSERVATION}


def rows_of(cells: dict[str, Cells], places: Iterable[int] | None = None) -> Iterator[list[Scalar]]:
    """Yield the cells of each row, or of the rows at `places`."""
    columns = list(cells.values())
    if places is None:
        return map(list, zip(*columns, strict=True))
    return ([column[place] for column in columns] for place in places)


def as_object(row: Sequence[Scalar]) -> dict[str, object]:
    """Return a row as an object of JSON: numbers are numbers, breakdowns an object of their own."""
    found: dict[str, object] = {}
    for column, cell in zip(OBSERVATION, row, strict=True):
        if column.name == "breakdown":
            pairs = (part.partition("=") for part in str(cell).split(BETWEEN) if part)
            found[column.name] = {name: code for name, _, code in pairs}
        else:
            found[column.name] = cell if column.type is ColumnType.TEXT else number(cell)
    return found
