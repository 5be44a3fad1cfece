"""Reads tables that a recorder kept as Parquet, one file per entity set, of either service.

Files are called `<catalogue>.<table>_<set>.parquet`, or with `v3.` or `v4.` before the table. The
catalogue is `cbs`, or that of a third party whose tables StatLine shows, such as `rivm`. A 32-bit
number becomes the number of its shortest text: 7888.2001953125 is 7888.2 again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Self, TypeVar

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.dumps.undescribed import UNCOUNTED
from agdb.sources.cbs.figures import (
    check_columns,
    long_fields,
    long_figures,
    missing_columns,
    wide_figures,
)
from agdb.sources.cbs.long_table import drafted, from_parquet
from agdb.sources.cbs.metadata import DimensionRow, MeasureRow, Properties, decoded, rows_from_json
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v3_metadata import (
    DESCRIPTIVE,
    FIGURES,
    CategoryGroupRow,
    KeyRow,
    PropertyRow,
    TableInfo,
    sets_of,
)
from agdb.sources.cbs.v4_sets import v4_sets
from agdb.sources.contract import Ask, Draft, Label, Recording

_TEXT: Final = "VARCHAR"
_EMPTY: Final = '"NULL"'  # the type of a column without a single value
_NAME: Final = re.compile(
    r"(?:(?!v[34]\.)(?P<catalogue>[A-Za-z][A-Za-z0-9-]*)\.)?(?:v[34]\.)?"
    r"(?P<table>\d+[A-Za-z]*)_(?P<set>\w+)\.(?P<form>parquet|json)"
)
_OWN: Final = frozenset({"", "cbs"})
_METADATA: Final = "Metadata"
_MAGIC: Final = b"PAR1"
_LONGEST: Final = 32 << 10  # bytes of a text beside figures: the engine copies two thousand at once
_MOST: Final = 64 << 20  # bytes of the texts of a code list, all together
_MOST_ROWS: Final = 1_000_000  # of a code list
Kind = TypeVar("Kind")
_BySet = Mapping[str, RecordedFile]


def _by_set_of(files: tuple[RecordedFile, ...]) -> dict[str, RecordedFile]:
    """Return the files by the entity set that their names tell; others are passed over."""
    by_set = {}
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match and (match["form"] == "parquet" or match["set"] == _METADATA):
            by_set[match["set"]] = file
    return by_set


def _table_of(files: tuple[RecordedFile, ...]) -> str:
    """Return the table of the files; raises `SourceError` if they are of several.

    One table may not be of two catalogues: each has ids of its own.
    """
    names = {
        (match["catalogue"] or "", match["table"])
        for file in files
        if (match := _NAME.fullmatch(file.name))
    }
    if len(names) != 1:
        shown = ", ".join(".".join(filter(None, name)) for name in sorted(names))
        raise SourceError(
            f"the files are of several tables ({shown})",
            remedy="give each table a folder of its own",
        )
    return names.pop()[1]


def _with_catalogue(draft: Draft, files: tuple[RecordedFile, ...]) -> Draft:
    """Return `draft` with a note of the catalogue, where the table is not one of CBS itself."""
    found = {
        (match["catalogue"] or "").lower()
        for file in files
        if (match := _NAME.fullmatch(file.name))
    } - _OWN
    if not found:
        return draft
    notes = {**draft.structure.notes, "catalogue": ", ".join(sorted(found))}
    return replace(draft, structure=replace(draft.structure, notes=notes))


def _document(by_set: _BySet, kind: type[Kind]) -> Kind | None:
    """Return what `Metadata` tells, or None if it was not recorded."""
    file = by_set.get(_METADATA)
    return None if file is None else decoded(file.read(), kind, name=file.name)


def _figures_of(by_set: _BySet, names: Sequence[str]) -> RecordedFile:
    """Return the first of the sets `names` that is there; raises `SourceError` if none is."""
    found = next((by_set[name] for name in names if name in by_set), None)
    if found is None:
        raise SourceError(
            f"the recording holds no {names[0]}, only metadata", remedy=f"record {names[0]} as well"
        )
    return found


def _check_magic(file: RecordedFile) -> None:
    if file.head(len(_MAGIC)) != _MAGIC:
        raise SourceError(
            "not a Parquet file", place=Place(file.name), remedy="copy the recording again"
        )


def _check_types(types: Mapping[str, str], wanted: Mapping[str, str], file: RecordedFile) -> None:
    """Raise `SourceError` for a column that is not text; numbers may be of any width."""
    for name, kind in wanted.items():
        if kind == _TEXT and types.get(name, _TEXT) not in {_TEXT, _EMPTY}:
            raise SourceError(
                f"the column {name!r} holds {types[name]}, and text belongs there",
                place=Place(file.name),
                remedy="copy the recording again",
            )


def _no_column(name: str, file: RecordedFile) -> SourceError:
    """Return the error for a column that the metadata name and a file lacks."""
    return SourceError(
        f"there is no column {name!r}, which the metadata name",
        place=Place(file.name),
        remedy="record figures and metadata together",
    )


@dataclass(frozen=True)
class _Tables:
    """The entity sets of a recording, whose rows are asked of the engine."""

    files: Mapping[str, RecordedFile]
    ask: Ask

    @classmethod
    def of(cls, by_set: _BySet, ask: Ask) -> Self:
        """The sets that are Parquet; raises `SourceError` for one that is not."""
        files = {name: file for name, file in by_set.items() if file.name.endswith(".parquet")}
        for file in files.values():
            _check_magic(file)
        return cls(files, ask)

    def rows(self, name: str, kind: type[Kind], /) -> tuple[Kind, ...]:
        """The rows of one set, none if it was not recorded: each comes as one JSON text."""
        file = self.files.get(name)
        if file is None:
            return ()
        self._check_fits(file)
        found = self.ask(f"select to_json(t)::varchar from {from_parquet(file.path)} t")
        return rows_from_json((_without_nulls(str(row[0])) for row in found), kind, name=name)

    def _check_fits(self, file: RecordedFile) -> None:
        """Raise `SourceError` for a code list that memory cannot hold: a file has a text once."""
        texts = self._texts(file)
        size = " + ".join(f"coalesce(sum(strlen({one})), 0)" for one in texts) or "0"
        ((rows, bytes_),) = self.ask(f"select count(*), {size} from {from_parquet(file.path)}")
        if int(rows) > _MOST_ROWS or int(bytes_) > _MOST:
            raise SourceError(
                f"a code list of {rows} codes and {bytes_} bytes of text",
                place=Place(file.name),
                remedy="look whether this is the right file",
            )

    def check_lengths(self, file: RecordedFile) -> None:
        """Raise `SourceError` for figures beside which stands a text that is no code or mark."""
        for column in self._texts(file):
            longest = f"select coalesce(max(strlen({column})), 0) from {from_parquet(file.path)}"
            ((length,),) = self.ask(longest)
            if int(length) > _LONGEST:
                raise SourceError(
                    f"the column {column} has a text of {length} bytes",
                    place=Place(file.name),
                    remedy="look whether this is the right file",
                )

    def _texts(self, file: RecordedFile) -> list[str]:
        """The columns of text, as a statement names them."""
        quote = '"'
        return [
            f"{quote}{name.replace(quote, quote * 2)}{quote}"
            for name, kind in self.columns(file).items()
            if kind == _TEXT
        ]

    def columns(self, file: RecordedFile) -> dict[str, str]:
        """The columns of a file and their types."""
        described = f"describe select * from {from_parquet(file.path)}"
        found = self.ask(f"select column_name, column_type from ({described})")
        return {str(column): str(kind) for column, kind in found}


def _without_nulls(text: str) -> str:
    """A null in a column of a code list is what JSON of the service leaves out."""
    row = msgspec.json.decode(text, type=dict[str, object])
    return msgspec.json.encode(
        {key: cell for key, cell in row.items() if cell is not None}
    ).decode()


class V4Parquet:
    """Reader for v4 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v4-parquet/1"
    proven: Final = True  # recording of 82807NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v4 sets."""
        return "MeasureCodes" in _by_set_of(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and what `Metadata` adds."""
        properties = _document(_by_set_of(files), Properties)
        if properties is None:
            return Label(name=_table_of(files))
        return Label(
            name=_table_of(files),
            publisher_date=properties.observations_modified or properties.modified or "",
            licence=properties.license or "",
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` for files that do not fit together."""
        by_set = _by_set_of(recording.files)
        figures = _figures_of(by_set, ("Observations",))
        tables = _Tables.of(by_set, ask)
        properties = _document(by_set, Properties) or Properties(
            identifier=recording.dataset.name, title=recording.dataset.name
        )

        dimensions = tables.rows("Dimensions", DimensionRow)
        measures = tables.rows("MeasureCodes", MeasureRow)
        sets = v4_sets(properties, dimensions, measures, tables.rows)
        types = tables.columns(figures)
        missing = missing_columns(list(types), sets)
        if missing:
            raise _no_column(missing[0], figures)
        _check_types(types, long_fields(sets), figures)
        tables.check_lengths(figures)
        query = partial(long_figures, from_parquet(figures.path), text="StringValue" in types)
        count = properties.observation_count
        short = UNCOUNTED if count is None else None
        draft = drafted(sets, query, scratch=scratch, expected_rows=count, partial=short)
        return _with_catalogue(draft, recording.files)


class V3Parquet:
    """Reader for v3 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-parquet/1"
    proven: Final = True  # recordings of 83583NED and 84799NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v3 sets."""
        return "DataProperties" in _by_set_of(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and the date that `Metadata` tells."""
        info = _document(_by_set_of(files), TableInfo)
        return Label(name=_table_of(files), publisher_date=(info.modified or "") if info else "")

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` for files that do not fit together."""
        by_set = _by_set_of(recording.files)
        figures = _figures_of(by_set, ("TypedDataSet", "UntypedDataSet"))
        tables = _Tables.of(by_set, ask)
        name = recording.dataset.name
        sets = _v3_sets(_document(by_set, TableInfo) or TableInfo(name, name), tables)
        types = tables.columns(figures)
        check_columns(types, sets, name=figures.name)
        codes = dict.fromkeys((row.identifier for row in sets.dimensions), _TEXT)
        _check_types(types, codes, figures)
        tables.check_lengths(figures)
        query = partial(wide_figures, from_parquet(figures.path), types=types)
        draft = drafted(sets, query, scratch=scratch, expected_rows=sets.cells, partial=None)
        return _with_catalogue(draft, recording.files)


def _v3_sets(info: TableInfo, tables: _Tables) -> Sets:
    return sets_of(
        info=info,
        properties=tables.rows("DataProperties", PropertyRow),
        keys={
            name: tables.rows(name, KeyRow)
            for name in tables.files
            if name not in {*DESCRIPTIVE, *FIGURES}
        },
        groups=tables.rows("CategoryGroups", CategoryGroupRow),
    )
