"""From the entity sets of a CBS v4 table to the structure of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from agdb.errors import Place, SourceError
from agdb.sources.cbs.dimensions import ancestry, group_code, group_codes, kind_of
from agdb.sources.cbs.metadata import CodeRow, DimensionRow, GroupRow, MeasureRow, Properties
from agdb.sources.cbs.periods import finality_of, finality_of_label, only_period, period_of
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import Finality
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    EmptyCell,
    Measure,
    Structure,
    UnitOrigin,
)


@dataclass(frozen=True)
class Sets:
    """All that a recording tells of one table besides its figures; codes and groups by dimension.

    `measure_source` is where measures and units were found. `read_period` reads a time code.
    """

    properties: Properties
    dimensions: tuple[DimensionRow, ...]
    measures: tuple[MeasureRow, ...]
    measure_groups: tuple[GroupRow, ...]
    codes: Mapping[str, tuple[CodeRow, ...]]
    groups: Mapping[str, tuple[GroupRow, ...]] = field(default_factory=dict)
    measure_source: str = "MeasureCodes"
    read_period: Callable[[str], Period] = period_of
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def numeric(self) -> bool:
        """Whether the table says that its figures are numbers, and no texts."""
        return self.properties.dataset_type == "Numeric"

    @property
    def time(self) -> DimensionRow | None:
        """The main time dimension: the first, or None for a table that has none."""
        return next((row for row in self.dimensions if row.kind == "TimeDimension"), None)

    @property
    def cells(self) -> int:
        """How many cells the complete cross of all code lists and measures has."""
        count = len(self.measures)
        for row in self.dimensions:
            count *= len(self.codes[row.identifier])
        return count


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
        **sets.notes,
    }
    return Structure(
        title=properties.title.strip(),
        measures=_measures(sets),
        dimensions=tuple(_dimension(row, sets) for row in sets.dimensions if row is not main),
        periods=(only_period(properties.temporal_coverage),)
        if main is None
        else _codes(main, sets),
        licence=properties.license or "",
        published=properties.observations_modified or properties.modified or "",
        description=(properties.description or "").strip(),
        notes={key: text.strip() for key, text in notes.items() if text and text.strip()},
    )


def period_codes(sets: Sets) -> tuple[PeriodCode, ...]:
    """Return the codes of the main time dimension, each with a period of its own."""
    if sets.time is None:
        only = only_period(sets.properties.temporal_coverage)
        assert only.period is not None
        return (PeriodCode(only.id, only.period, Finality.UNKNOWN),)
    rows = _rows(sets.time, sets)
    periods = _periods(rows, sets)
    return tuple(
        PeriodCode(code, periods[code], _finality(row)) for row in rows for code in [_id(row)]
    )


def _id(row: CodeRow | MeasureRow) -> str:
    return row.identifier.strip()


def _finality(row: CodeRow) -> Finality:
    """What the status says, and where it is blank what the asterisks behind the title say."""
    told = finality_of(row.status, period=_id(row))
    return finality_of_label(row.title) if told is Finality.UNKNOWN else told


def _periods(rows: Sequence[CodeRow], sets: Sets) -> dict[str, Period]:
    """Two codes for one period stay apart: both are then kept as they are."""
    read = {_id(row): sets.read_period(row.identifier) for row in rows}
    uses = Counter(period.text for period in read.values())
    return {
        code: period if uses[period.text] == 1 else _kept_as_is(code)
        for code, period in read.items()
    }


def _kept_as_is(code: str) -> Period:
    return Period(date.min, date.min, Frequency.OTHER, code)


def _rows(dimension: DimensionRow, sets: Sets) -> tuple[CodeRow, ...]:
    rows = sets.codes.get(dimension.identifier)
    if not rows:
        raise SourceError(
            f"the recording has no codes for dimension {dimension.identifier!r}",
            remedy=f"record {dimension.identifier}Codes as well",
        )
    return rows


def _dimension(row: DimensionRow, sets: Sets) -> Dimension:
    own = _codes(row, sets)
    groups = sets.groups.get(row.identifier, ())
    name = f"{row.identifier}Groups"
    used = [code.dimension_group_id for code in _rows(row, sets) if code.dimension_group_id]
    above = group_codes(groups, used, name=name) if groups else ()
    kind = kind_of(row.identifier, row.kind, [(code.id, code.title) for code in own])
    return Dimension(row.identifier, row.title.strip(), kind, own + above)


def _codes(dimension: DimensionRow, sets: Sets) -> tuple[Code, ...]:
    rows = sorted(_rows(dimension, sets), key=lambda row: row.index)
    timed = kind_of(dimension.identifier, dimension.kind, ()) is DimensionKind.TIME
    periods = _periods(rows, sets) if timed else {}
    grouped = dimension is not sets.time and bool(sets.groups.get(dimension.identifier))
    return tuple(
        Code(
            id=code,
            title=row.title.strip(),
            parent=group_code(row.dimension_group_id)
            if grouped and row.dimension_group_id
            else None,
            description=(row.description or "").strip(),
            period=periods.get(code),
        )
        for row in rows
        for code in [_id(row)]
    )


def _measures(sets: Sets) -> tuple[Measure, ...]:
    by_id = {group.id.strip(): group for group in sets.measure_groups}
    return tuple(
        Measure(
            id=_id(row),
            title=row.title.strip(),
            unit=(row.unit or "").strip(),
            unit_origin=UnitOrigin.RECORDED if row.unit else UnitOrigin.NOT_RECORDED,
            unit_source=sets.measure_source if row.unit else "",
            decimals=row.decimals,
            group=_group_titles(row.measure_group_id, by_id),
            description=(row.description or "").strip(),
            empty=_empty(row),
        )
        for row in sorted(sets.measures, key=lambda row: row.index)
    )


def _group_titles(group: str | None, by_id: Mapping[str, GroupRow]) -> tuple[str, ...]:
    """The titles from the top group down; the bare id where the groups were not recorded."""
    if not group or not group.strip():
        return ()
    if not by_id:
        return (group.strip(),)
    path = ancestry(group, by_id, name="MeasureGroups")
    return tuple(by_id[above].title.strip() for above in path)


def _empty(row: MeasureRow) -> EmptyCell:
    word = (row.default or "").strip()
    try:
        return EmptyCell(word.lower() or EmptyCell.MISSING)
    except ValueError:
        raise SourceError(
            f"the meaning {word!r} of an empty cell is not known",
            place=Place(_id(row)),
            remedy="known are Missing, Impossible and Zero",
        ) from None
