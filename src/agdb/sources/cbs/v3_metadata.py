"""The entity sets of a CBS v3 table apart from its figures, told in the terms of the v4 service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.cbs.metadata import CodeRow, DimensionRow, GroupRow, MeasureRow, Properties
from agdb.sources.cbs.structure import Sets

_DIMENSIONS: Final = frozenset({"Dimension", "TimeDimension", "GeoDimension", "GeoDetail"})
_TOPIC, _TOPIC_GROUP = "Topic", "TopicGroup"
DESCRIPTIVE: Final = frozenset({"TableInfos", "DataProperties", "CategoryGroups"})
FIGURES: Final = frozenset({"TypedDataSet", "UntypedDataSet"})


class TableInfo(msgspec.Struct, rename="pascal", frozen=True):
    """The one row of `TableInfos`, or the record of the table in the catalogue."""

    identifier: str
    title: str
    modified: str | None = None
    frequency: str | None = None
    period: str | None = None
    short_description: str | None = None
    source: str | None = None
    output_status: str | None = None
    reason_delivery: str | None = None


class PropertyRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `DataProperties`: a dimension, a topic, or a group of topics without a key."""

    type: str
    title: str
    id: int = msgspec.field(name="ID")
    key: str | None = None
    parent_id: int | None = msgspec.field(default=None, name="ParentID")
    description: str | None = None
    datatype: str | None = None
    unit: str | None = None
    decimals: int | None = None
    default: str | None = None
    map_year: int | str | None = None


class KeyRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of the set of a dimension; only time has a status."""

    key: str
    title: str
    description: str | None = None
    category_group_id: int | None = msgspec.field(default=None, name="CategoryGroupID")
    status: str | None = None


class CategoryGroupRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `CategoryGroups`."""

    dimension_key: str
    title: str
    id: int = msgspec.field(name="ID")
    parent_id: int | None = msgspec.field(default=None, name="ParentID")
    description: str | None = None


def sets_of(
    *,
    info: TableInfo,
    properties: Sequence[PropertyRow],
    keys: Mapping[str, Sequence[KeyRow]],
    groups: Sequence[CategoryGroupRow],
) -> Sets:
    """Return what a v3 recording tells of a table.

    Raises `SourceError` for a kind of column that we do not know: nothing is passed over.
    """
    for row in properties:
        if row.type not in {*_DIMENSIONS, _TOPIC, _TOPIC_GROUP}:
            raise SourceError(
                f"the type {row.type!r} of {row.title.strip()!r} is not known",
                place=Place("DataProperties"),
                remedy=f"known are {', '.join(sorted({*_DIMENSIONS, _TOPIC, _TOPIC_GROUP}))}",
            )
    dimensions = tuple(
        DimensionRow(row.key or "", row.title, kind=row.type, map_year=row.map_year)
        for row in properties
        if row.type in _DIMENSIONS
    )
    return Sets(
        properties=_properties(info),
        dimensions=dimensions,
        measures=tuple(_measure(row) for row in properties if row.type == _TOPIC),
        measure_groups=tuple(
            _group(row, index=row.id) for row in properties if row.type == _TOPIC_GROUP
        ),
        codes={row.identifier: _codes(keys.get(row.identifier, ())) for row in dimensions},
        groups={
            row.identifier: tuple(
                _group(group, index=index)
                for index, group in enumerate(groups)
                if group.dimension_key == row.identifier
            )
            for row in dimensions
        },
        measure_source="DataProperties",
    )


def _properties(info: TableInfo) -> Properties:
    return Properties(
        identifier=info.identifier.strip(),
        title=info.title,
        description=info.short_description,
        modified=info.modified,
        status=info.output_status,
        frequency=info.frequency,
        temporal_coverage=info.period,
        version_reason=info.reason_delivery,
        source=info.source,
    )


def _measure(row: PropertyRow) -> MeasureRow:
    return MeasureRow(
        row.key or "",
        row.title,
        index=row.id,
        description=row.description,
        measure_group_id=_text(row.parent_id),
        data_type=row.datatype,
        unit=row.unit,
        decimals=row.decimals,
        default=row.default,
    )


def _group(row: PropertyRow | CategoryGroupRow, *, index: int) -> GroupRow:
    return GroupRow(
        str(row.id),
        row.title,
        index=index,
        description=row.description,
        parent_id=_text(row.parent_id),
    )


def _codes(rows: Sequence[KeyRow]) -> tuple[CodeRow, ...]:
    return tuple(
        CodeRow(
            row.key,
            row.title,
            index=index,
            description=row.description,
            dimension_group_id=_text(row.category_group_id),
            status=row.status,
        )
        for index, row in enumerate(rows)
    )


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
