"""What a new version of a dataset changes against the one before, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import Structure, key_parts
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

_SHOWN: Final = 3
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of cells, and one sentence for each change of layout.

    `changed` are cells with another value, text or status; `definitive` those among them that were
    said to be definitive before. Cells are compared only where both have the same dimensions.
    """

    added: int
    changed: int
    gone: int
    definitive: int
    layout: tuple[str, ...]


def difference(before: DatasetVersion, after: DatasetVersion) -> Difference:
    """Return what `after` changes; raises `WarehouseError` if a version is damaged."""
    layout = tuple(_layout(before.structure, after.structure))
    parts = key_parts(after.structure.dimensions)
    if sorted(parts) != sorted(key_parts(before.structure.dimensions)):
        return Difference(
            added=after.rows, changed=0, gone=before.rows, definitive=0, layout=layout
        )
    on = " and ".join(f'o."{part}" = n."{part}"' for part in parts)
    both = "o.measure is not null and n.measure is not null"
    other = " or ".join(
        f"o.{name} is distinct from n.{name}" for name in ("value", "text", "status")
    )
    sql = f"""
select count(*) filter (where o.measure is null),
       count(*) filter (where {both} and ({other})),
       count(*) filter (where n.measure is null),
       count(*) filter (where {both} and ({other}) and o.finality = 'definitive')
from {_table(before)} o full join {_table(after)} n on {on}"""
    with Engine(folders=(before.folder, after.folder)) as engine:
        added, changed, gone, definitive = engine.rows(sql)[0]
    return Difference(added, changed, gone, definitive, layout)


def newest_period(version: DatasetVersion) -> Period | None:
    """Return the period that ends last among those with a figure, None if none has dates."""
    sql = f"select distinct period from {_table(version)} where value is not null"
    with Engine(folders=(version.folder,)) as engine:
        periods = [Period.parse(text) for (text,) in engine.rows(sql)]
    return max(
        (period for period in periods if period.dated),
        key=lambda period: (period.end, period.start),
        default=None,
    )


def _table(version: DatasetVersion) -> str:
    return f"read_parquet({sql_text(str(version.parquet))})"


def _layout(before: Structure, after: Structure) -> Iterator[str]:
    yield from _names("dimension", before.dimension_by_id, after.dimension_by_id)
    yield from _names("measure", before.measure_by_id, after.measure_by_id)
    for name, old in before.measure_by_id.items():
        new = after.measure_by_id.get(name)
        if new is not None and (new.unit, new.empty) != (old.unit, old.empty):
            yield f"measure {name} was in {old.unit or '?'} and is in {new.unit or '?'}"
    for dimension in before.dimensions:
        now = after.dimension_by_id.get(dimension.id)
        if now is None:
            continue
        lost = [code for code in dimension.by_id if code not in now.by_id]
        if lost:
            yield f"{len(lost)} codes of {dimension.id} are gone: {_some(lost)}"


def _names(what: str, before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[str]:
    for one, other, word in ((before, after, "gone"), (after, before, "new")):
        names = [name for name in one if name not in other]
        if names:
            yield f"{what} {word}: {_some(names)}"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
