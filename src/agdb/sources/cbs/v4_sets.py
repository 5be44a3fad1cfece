"""All that a recording of the fourth service tells besides its figures, in whatever form."""

from __future__ import annotations

from typing import Protocol, TypeVar

from agdb.sources.cbs.metadata import CodeRow, DimensionRow, GroupRow, MeasureRow, Properties
from agdb.sources.cbs.structure import Sets

Row = TypeVar("Row")


class RowsOf(Protocol):
    """Gives the rows of an entity set, none if it was not recorded."""

    def __call__(self, name: str, kind: type[Row], /) -> tuple[Row, ...]:
        """Return the rows of the entity set `name`."""
        ...


def v4_sets(
    properties: Properties,
    dimensions: tuple[DimensionRow, ...],
    measures: tuple[MeasureRow, ...],
    rows: RowsOf,
) -> Sets:
    """Return the sets of a table, with the codes and groups of each of its dimensions."""
    names = [row.identifier for row in dimensions]
    return Sets(
        properties=properties,
        dimensions=dimensions,
        measures=measures,
        measure_groups=rows("MeasureGroups", GroupRow),
        codes={name: rows(f"{name}Codes", CodeRow) for name in names},
        groups={name: rows(f"{name}Groups", GroupRow) for name in names},
    )
