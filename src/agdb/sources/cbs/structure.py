"""From the entity sets of a CBS v4 table to the structure of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agdb.errors import SourceError
from agdb.sources.cbs.finality import finality_of
from agdb.sources.cbs.kinds import kind_of
from agdb.sources.cbs.metadata import CodeRow, DimensionRow, GroupRow, MeasureRow, Properties
from agdb.sources.cbs.periods import period_of
from agdb.statistics.period import Period
from agdb.statistics.status import Finality
from agdb.statistics.structure import Code, Dimension, DimensionKind, Measure, Structure, UnitOrigin


@dataclass(frozen=True)
class Sets:
    """All entity sets of one table besides its observations; codes by dimension."""

    properties: Properties
    dimensions: tuple[DimensionRow, ...]
    measures: tuple[MeasureRow, ...]
    measure_groups: tuple[GroupRow, ...]
    codes: Mapping[str, tuple[CodeRow, ...]]

    @property
    def time(self) -> DimensionRow:
        """The main time dimension: the first. Raises `SourceError` if there is none."""
        for row in self.dimensions:
            if row.kind == "TimeDimension":
                return row
        raise SourceError(
            "the table has no time dimension, and such tables cannot be read yet",
            remedy="choose a table with periods",
        )


@dataclass(frozen=True, slots=True)
class PeriodCode:
    """A time code with the period it stands for and how far its figures are settled."""

    code: str
    period: Period
    finality: Finality


def structure_of(sets: Sets) -> Structure:
    """Return the structure that `sets` describe; raises `SourceError` where they do not fit."""
    main = sets.time
    properties = sets.properties
    notes = {
        "frequency": properties.frequency,
        "source": properties.source,
        "status": properties.status,
        "temporal-coverage": properties.temporal_coverage,
        "version": properties.version,
        "version-notes": properties.version_notes,
        "version-reason": properties.version_reason,
    }
    return Structure(
        title=properties.title.strip(),
        measures=_measures(sets.measures, sets.measure_groups),
        dimensions=tuple(_dimension(row, sets) for row in sets.dimensions if row is not main),
        periods=_codes(main, sets),
        licence=properties.license or "",
        published=properties.observations_modified or properties.modified or "",
        description=(properties.description or "").strip(),
        notes={key: text.strip() for key, text in notes.items() if text and text.strip()},
    )


def period_codes(sets: Sets) -> tuple[PeriodCode, ...]:
    """Return the codes of the main time dimension, each with a period of its own."""
    rows = _rows(sets.time, sets)
    periods = _periods(rows)
    return tuple(
        PeriodCode(code, periods[code], finality_of(row.status, period=code))
        for row in rows
        for code in [row.identifier.strip()]
    )


def _periods(rows: Sequence[CodeRow]) -> dict[str, Period]:
    """Two codes for one period stay apart: both are then kept as they are."""
    read = {row.identifier.strip(): period_of(row.identifier) for row in rows}
    uses = Counter(period.text for period in read.values())
    return {
        code: period if uses[period.text] == 1 else Period.parse(code)
        for code, period in read.items()
    }


def _rows(dimension: DimensionRow, sets: Sets) -> tuple[CodeRow, ...]:
    rows = sets.codes.get(dimension.identifier)
    if not rows:
        raise SourceError(
            f"the recording has no codes for dimension {dimension.identifier!r}",
            remedy=f"record {dimension.identifier}Codes as well",
        )
    return rows


def _dimension(row: DimensionRow, sets: Sets) -> Dimension:
    codes = _codes(row, sets)
    kind = kind_of(row.identifier, row.kind, (code.id for code in codes))
    return Dimension(row.identifier, row.title.strip(), kind, codes)


def _codes(dimension: DimensionRow, sets: Sets) -> tuple[Code, ...]:
    rows = sorted(_rows(dimension, sets), key=lambda row: row.index)
    timed = kind_of(dimension.identifier, dimension.kind, ()) is DimensionKind.TIME
    periods = _periods(rows) if timed else {}
    return tuple(
        Code(
            id=code,
            title=row.title.strip(),
            description=(row.description or "").strip(),
            period=periods.get(code),
        )
        for row in rows
        for code in [row.identifier.strip()]
    )


def _measures(rows: Sequence[MeasureRow], groups: Sequence[GroupRow]) -> tuple[Measure, ...]:
    by_id = {group.id: group for group in groups}
    return tuple(
        Measure(
            id=row.identifier.strip(),
            title=row.title.strip(),
            unit=(row.unit or "").strip(),
            unit_origin=UnitOrigin.RECORDED if row.unit else UnitOrigin.NOT_RECORDED,
            unit_source="MeasureCodes" if row.unit else "",
            decimals=row.decimals,
            group=_path(row.measure_group_id, by_id),
            description=(row.description or "").strip(),
        )
        for row in sorted(rows, key=lambda row: row.index)
    )


def _path(group: str | None, by_id: Mapping[str, GroupRow]) -> tuple[str, ...]:
    """The titles from the top group down; the bare id where the groups were not recorded."""
    path: list[str] = []
    seen: set[str] = set()
    while group and group not in seen:
        seen.add(group)
        row = by_id.get(group)
        path.insert(0, group if row is None else row.title.strip())
        group = None if row is None else row.parent_id
    return tuple(path)
