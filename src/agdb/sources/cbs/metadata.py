"""The entity sets of a CBS v4 table apart from its observations, as typed records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.contract import RecordedFile


class Properties(msgspec.Struct, rename="pascal", frozen=True):
    """The single object `Properties`."""

    identifier: str
    title: str
    observation_count: int | None = None
    description: str | None = None
    license: str | None = None
    modified: str | None = None
    observations_modified: str | None = None
    status: str | None = None
    dataset_type: str | None = None
    frequency: str | None = None
    temporal_coverage: str | None = None
    version: str | None = None
    version_notes: str | None = None
    version_reason: str | None = None
    source: str | None = None


class DimensionRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `Dimensions`."""

    identifier: str
    title: str
    kind: str = "Dimension"
    map_year: int | str | None = None
    contains_codes: bool = True


class CodeRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `<Dim>Codes`; only time has a status."""

    identifier: str
    title: str
    index: int = 0
    description: str | None = None
    dimension_group_id: str | None = None
    status: str | None = None


class MeasureRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `MeasureCodes`."""

    identifier: str
    title: str
    index: int = 0
    description: str | None = None
    measure_group_id: str | None = None
    data_type: str | None = None
    unit: str | None = None
    decimals: int | None = None


class GroupRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `MeasureGroups` or `<Dim>Groups`."""

    id: str
    title: str
    index: int = 0
    description: str | None = None
    parent_id: str | None = None


class _Page(msgspec.Struct, frozen=True):
    value: list[msgspec.Raw]
    next_link: str | None = msgspec.field(default=None, name="@odata.nextLink")


Row = TypeVar("Row", DimensionRow, CodeRow, MeasureRow, GroupRow)


def read_properties(file: RecordedFile) -> Properties:
    """Return the one `Properties` object; raises `SourceError` if it is not one."""
    return _decoded(file, file.read(), Properties)


def read_rows(files: Iterable[RecordedFile], kind: type[Row]) -> tuple[Row, ...]:
    """Return all rows of one entity set from its pages; raises `SourceError` if one is missing."""
    rows: list[Row] = []
    missing: str | None = None
    for file in files:
        page = _decoded(file, file.read(), _Page)
        rows += (_decoded(file, row, kind) for row in page.value)
        missing = file.name if page.next_link else None
    if missing is not None:
        raise SourceError(
            "the answer says that a further page follows, and none is recorded",
            place=Place(missing),
            remedy="record all pages",
        )
    return tuple(rows)


Decoded = TypeVar("Decoded")


def _decoded(file: RecordedFile, content: bytes | msgspec.Raw, kind: type[Decoded]) -> Decoded:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"not the JSON that CBS publishes here ({str(error).rstrip('.')})",
            place=Place(file.name),
            remedy="fetch or copy the recording again",
        ) from None
