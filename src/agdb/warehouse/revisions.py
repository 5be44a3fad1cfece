"""Figures that the publisher had called definitive, and changed all the same, cell by cell.

One release of a StatLine table revised more than a thousand cells already marked as definitive, so
this is looked for between any two versions. Only what both versions can tell apart is compared: a
version whose codes are titles has hardly a cell in common with one that has codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from agdb.errors import Place, WarehouseError
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Finality
from agdb.statistics.structure import key_parts
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion


@dataclass(frozen=True, slots=True)
class VersionCell:
    """What stands in one cell of a version."""

    value: float | None
    text: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A definitive cell that changed; `after` is None where the newer version has it no more.

    `key` holds the measure, the codes in the order of the dimensions, and the period.
    """

    key: tuple[str, ...]
    before: VersionCell
    after: VersionCell | None


@dataclass(frozen=True)
class VersionComparison:
    """Two versions of a dataset: the definitive cells of the older one, held against the newer.

    `definitive` is how many there are. `incomparable` of them have a measure, code or period that
    the newer version does not know, or that its declared slice may leave out.
    """

    older: DatasetVersion
    newer: DatasetVersion
    columns: tuple[str, ...]
    definitive: int
    incomparable: int
    revisions: tuple[Revision, ...]


def compare(older: DatasetVersion, newer: DatasetVersion) -> VersionComparison:
    """Return what became of the definitive figures of `older` in `newer`.

    Raises `WarehouseError` if the two do not have the same dimensions.
    """
    columns = key_parts(older.structure.dimensions)
    if set(columns) != set(key_parts(newer.structure.dimensions)):
        raise WarehouseError(
            f"version {newer.version} has other dimensions than {older.version}",
            place=Place(str(newer.id)),
            remedy="compare versions of one layout",
        )
    with Engine(folders=(older.folder, newer.folder)) as engine:
        rows = engine.rows(_statement(older, newer, columns))
        total = engine.rows(
            f"select count(*) from read_parquet({sql_text(str(older.parquet))})"
            f" where finality = {sql_text(Finality.DEFINITIVE)}"
        )[0][0]
    lists = _lists(newer)
    revisions, incomparable = [], 0
    for found, value, text, status, *rest in rows:
        key = tuple(rest[3:])
        if found:
            revisions.append(
                Revision(key, VersionCell(value, text, status), VersionCell(*rest[:3]))
            )
        elif newer.partial or any(
            part not in lists[name] for name, part in zip(columns, key, strict=True)
        ):
            incomparable += 1
        else:
            revisions.append(Revision(key, VersionCell(value, text, status), None))
    return VersionComparison(older, newer, columns, total, incomparable, tuple(revisions))


def history(versions: tuple[DatasetVersion, ...]) -> tuple[VersionComparison, ...]:
    """Return the comparison of each version with the one before it, leaving out other readings.

    `versions` are of one dataset, the one that wins last. Of one snapshot the last reading counts.
    Versions with other dimensions than the one before begin a new row.
    """
    last = {version.receipt.checksum: version for version in versions}
    kept = [version for version in versions if last[version.receipt.checksum] is version]
    return tuple(
        compare(older, newer)
        for older, newer in pairwise(kept)
        if set(key_parts(older.structure.dimensions)) == set(key_parts(newer.structure.dimensions))
    )


def _statement(older: DatasetVersion, newer: DatasetVersion, columns: tuple[str, ...]) -> str:
    """Definitive cells that are gone or changed; a reason that is reworded is not a revision."""
    on = " and ".join(f'older."{name}" = newer."{name}"' for name in columns)
    key = ", ".join(f'older."{name}"' for name in columns)
    return f"""
select newer.measure is not null, older.value, older.text, older.status,
  newer.value, newer.text, newer.status, {key}
from read_parquet({sql_text(str(older.parquet))}) older
left join read_parquet({sql_text(str(newer.parquet))}) newer on {on}
where older.finality = {sql_text(Finality.DEFINITIVE)} and (newer.measure is null
  or older.value is distinct from newer.value or older.text is distinct from newer.text)
order by {key}"""


def _lists(version: DatasetVersion) -> dict[str, frozenset[str]]:
    structure = version.structure
    return {
        "measure": frozenset(measure.id for measure in structure.measures),
        **{item.id: frozenset(item.by_id) for item in structure.dimensions},
        "period": frozenset(code.period.text for code in structure.periods if code.period),
    }
