"""The entity sets of a CBS v4 table apart from its observations, as typed records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeVar

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded as json_decoded
from agdb.files.recorded import RecordedFile


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
    default: str | None = None  # only the third service says what an empty cell means


class GroupRow(msgspec.Struct, rename="pascal", frozen=True):
    """One row of `MeasureGroups` or `<Dim>Groups`."""

    id: str
    title: str
    index: int = 0
    description: str | None = None
    parent_id: str | None = None


class _Page(msgspec.Struct, frozen=True):
    value: list[msgspec.Raw]
    v4_next: str | None = msgspec.field(default=None, name="@odata.nextLink")
    v3_next: str | None = msgspec.field(default=None, name="odata.nextLink")


Row = TypeVar("Row")
Decoded = TypeVar("Decoded")


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
        missing = file.name if page.v4_next or page.v3_next else None
    if missing is not None:
        raise SourceError(
            "the answer says that a further page follows, and none is recorded",
            place=Place(missing),
            remedy="record all pages",
        )
    return tuple(rows)


def rows_from_json(texts: Iterable[str], kind: type[Row], *, name: str) -> tuple[Row, ...]:
    """Return rows that each came as one JSON text; raises `SourceError` that places them in `name`.

    >>> rows_from_json(['{"Id": "1", "Title": "Totaal"}'], GroupRow, name="Groups")[0].title
    'Totaal'
    """
    return tuple(decoded(text.encode(), kind, name=name) for text in texts)


def rows_from_cells(
    records: Iterable[Mapping[str, str]], kind: type[Decoded], *, name: str
) -> tuple[Decoded, ...]:
    """Return rows whose cells are text, empty for none; errors as in `rows_from_json`.

    >>> rows_from_cells([{"Id": "1", "Title": "a"}], GroupRow, name="x")[0].id
    '1'
    """
    rows = []
    for record in records:
        filled = {key: cell for key, cell in record.items() if cell != ""}
        filled.setdefault("Title", "")
        try:
            rows.append(msgspec.convert(filled, type=kind, strict=False))
        except msgspec.ValidationError as error:
            raise _not_as_published("cells", str(error).rstrip("."), name=name) from None
    return tuple(rows)


def _decoded(file: RecordedFile, content: bytes | msgspec.Raw, kind: type[Decoded]) -> Decoded:
    return decoded(content, kind, name=file.name)


def decoded(content: bytes | msgspec.Raw, kind: type[Decoded], *, name: str) -> Decoded:
    """Return `content`, JSON, as a `kind`; raises `SourceError` that places it in `name`."""
    return json_decoded(content, kind, refused=partial(_not_as_published, "JSON", name=name))


def _not_as_published(form: str, reason: str, *, name: str) -> SourceError:
    return SourceError(
        f"not the {form} that CBS publishes here ({reason})",
        place=Place(name),
        remedy="fetch or copy the recording again",
    )
