"""A dataset under examination: its corrected table, the vintage before it, and ways to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isfinite

from agdb.indicators.checks.finding import SHOWN, Found
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed
from agdb.statistics.structure import Measure, Structure, key_parts
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

ORDINAL = (
    "case frequency when 'year' then year(start) when 'school-year' then year(start)"
    " when 'half-year' then year(start) * 2 + (month(start) - 1) // 6"
    " when 'quarter' then year(start) * 4 + (month(start) - 1) // 3"
    " when 'month' then year(start) * 12 + month(start) - 1 end"
)
"""The place of a period in its row, as `Period.ordinal` has it; null where there is none.

Columns that the rules add begin with an underscore, which no dimension does.
"""


@dataclass(frozen=True)
class Vintage:
    """One version of a dataset, offered to the engine under the name `table`."""

    version: DatasetVersion
    table: str

    @property
    def structure(self) -> Structure:
        """Measures, dimensions and code lists."""
        return self.version.structure


@dataclass(frozen=True)
class Data:
    """A dataset with all that a rule may want to know.

    `measures` are those that are looked at. `last` is the vintage before, if there is one that
    compares. `today` is passed in.
    """

    engine: Engine
    now: Vintage
    last: Vintage | None
    measures: tuple[str, ...]
    programme: Programme
    today: date

    @property
    def structure(self) -> Structure:
        """Measures, dimensions and code lists of the version under examination."""
        return self.now.structure

    @cached_property
    def source(self) -> Source | None:
        """What the programme says about this dataset."""
        return self.programme.source_of(self.now.version.id)

    @cached_property
    def looked_at(self) -> str:
        """The condition that keeps to the measures looked at."""
        return f"measure in ({', '.join(map(sql_text, self.measures))})"

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The columns that tell one series from another: measure, dimensions and frequency."""
        return (*(f'"{part}"' for part in key_parts(self.structure.dimensions)[:-1]), "frequency")

    def cells(self, wrong: str, *, shown: str = "null", what: str) -> Iterator[Found]:
        """Yield the cells for which the condition `wrong` holds, in the order of their keys.

        `what` may quote the value of the expression `shown` as `{}`.
        """
        parts = key_parts(self.structure.dimensions)
        columns = ", ".join(f'"{part}"' for part in parts)
        yield from self.rows(
            f"select {shown}, {columns} from {self.now.table} where {self.looked_at} and ({wrong})",
            what=what,
            order=columns,
        )

    def rows(self, select: str, *, what: str, order: str) -> Iterator[Found]:
        """Yield the rows of `select`: what is quoted, then the parts of the place."""
        rows = self.engine.rows(
            f"select *, count(*) over () from ({select}) as found order by {order} limit {SHOWN}"
        )
        for place, (quoted, *parts, total) in enumerate(rows, start=1):
            cell = " ".join("?" if part is None else str(part) for part in parts)
            more = total - SHOWN if place == SHOWN else 0
            text = printed(quoted) if isinstance(quoted, float) and isfinite(quoted) else quoted
            yield Found(cell, what.format(text), more=max(more, 0))

    def measure(self, name: str) -> Measure:
        """Return a measure of this dataset with the unit that we know of it."""
        return self.structure.measure_by_id[name]

    def unit(self, name: str) -> Unit | None:
        """Return the unit of a measure as the programme knows it, or None."""
        return unit_of(self.programme, self.source, self.structure.measure_by_id.get(name))

    def of_kind(self, *kinds: str) -> Sequence[str]:
        """Return the measures looked at whose unit is of one of these kinds."""
        units = ((name, self.unit(name)) for name in self.measures)
        return [name for name, unit in units if unit is not None and unit.kind in kinds]


def unit_of(programme: Programme, source: Source | None, measure: Measure | None) -> Unit | None:
    """Return the programme's unit for a measure: as noted in the source, or by its spelling."""
    if measure is None:
        return None
    note = source.measures.get(measure.id) if source else None
    if note is not None:
        return programme.units.get(note.unit)
    for unit in programme.units.values():
        if measure.unit == unit.id or measure.unit in unit.spellings:
            return unit
    return None
