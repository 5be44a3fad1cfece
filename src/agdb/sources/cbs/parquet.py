"""Reads tables that a recorder kept as Parquet, one file per entity set, of either service.

Files are called `cbs.<table>_<set>.parquet`, or with `v3.` or `v4.` before the table. A 32-bit
number becomes the number of its shortest text: 7888.2001953125 is 7888.2 again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.cbs.long_table import long_table
from agdb.sources.cbs.metadata import (
    CodeRow,
    DimensionRow,
    GroupRow,
    MeasureRow,
    Properties,
    decoded,
    rows_from_json,
)
from agdb.sources.cbs.observations import missing_columns
from agdb.sources.cbs.observations import received as received_long
from agdb.sources.cbs.relation import from_parquet
from agdb.sources.cbs.structure import Sets, structure_of
from agdb.sources.cbs.undescribed import UNCOUNTED
from agdb.sources.cbs.v3_metadata import (
    DESCRIPTIVE,
    FIGURES,
    CategoryGroupRow,
    KeyRow,
    PropertyRow,
    TableInfo,
    sets_of,
)
from agdb.sources.cbs.wide import check_columns
from agdb.sources.cbs.wide import received as received_wide
from agdb.sources.contract import Answers, Draft, Inquiry, Label, RecordedFile, Recording

_NAME: Final = re.compile(r"(?:cbs\.)?(?:v[34]\.)?(\d+[A-Za-z]*)_(\w+)\.(parquet|json)")
_COLUMNS: Final = "columns"
_METADATA: Final = "Metadata"
_MAGIC: Final = b"PAR1"
Kind = TypeVar("Kind")
BySet = Mapping[str, RecordedFile]


class V4Parquet:
    """Reader for v4 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v4-parquet/1"
    proven: Final = True  # recording of 82807NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v4 sets."""
        return "MeasureCodes" in _by_set(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and what `Metadata` adds."""
        properties = _document(_by_set(files), Properties)
        if properties is None:
            return Label(name=_table(files))
        return Label(
            name=_table(files),
            publisher_date=properties.observations_modified or properties.modified or "",
            licence=properties.license or "",
        )

    def read(self, recording: Recording, *, scratch: Path) -> Inquiry:
        """Return what must be asked for the draft."""
        by_set = _by_set(recording.files)
        figures = _figures(by_set, ("Observations",))
        questions = _questions(by_set, without={"Observations"})
        questions[_COLUMNS] = _describe(figures)
        properties = _document(by_set, Properties) or Properties(
            identifier=recording.dataset.name, title=recording.dataset.name
        )

        def then(answers: Answers) -> Draft:
            sets = _v4_sets(properties, answers)
            columns = [str(name) for name, *_ in answers[_COLUMNS]]
            missing = missing_columns(columns, sets)
            if missing:
                raise _no_column(missing[0], figures)
            relation = from_parquet(figures.path)
            query = received_long(relation, sets=sets, text="StringValue" in columns)
            count = properties.observation_count
            select = long_table(query, sets=sets, scratch=scratch)
            return Draft(structure_of(sets), select, count, UNCOUNTED if count is None else None)

        return Inquiry(questions, then)


class V3Parquet:
    """Reader for v3 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-parquet/1"
    proven: Final = True  # recordings of 83583NED and 84799NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v3 sets."""
        return "DataProperties" in _by_set(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and the date that `Metadata` tells."""
        info = _document(_by_set(files), TableInfo)
        return Label(name=_table(files), publisher_date=(info.modified or "") if info else "")

    def read(self, recording: Recording, *, scratch: Path) -> Inquiry:
        """Return what must be asked for the draft."""
        by_set = _by_set(recording.files)
        figures = _figures(by_set, ("TypedDataSet", "UntypedDataSet"))
        questions = _questions(by_set, without=FIGURES)
        questions[_COLUMNS] = _describe(figures)
        name = recording.dataset.name
        info = _document(by_set, TableInfo) or TableInfo(name, name)

        def then(answers: Answers) -> Draft:
            sets = _v3_sets(info, answers)
            types = {str(column): str(kind) for column, kind, *_ in answers[_COLUMNS]}
            check_columns(types, sets, name=figures.name)
            relation = from_parquet(figures.path)
            query = received_wide(relation, sets=sets, types=types)
            select = long_table(query, sets=sets, scratch=scratch)
            return Draft(structure_of(sets), select, expected_rows=sets.cells, partial=None)

        return Inquiry(questions, then)


def _by_set(files: tuple[RecordedFile, ...]) -> dict[str, RecordedFile]:
    by_set = {}
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match and (match[3] == "parquet" or match[2] == _METADATA):
            by_set[match[2]] = file
    return by_set


def _table(files: tuple[RecordedFile, ...]) -> str:
    names = {match[1] for file in files if (match := _NAME.fullmatch(file.name))}
    if len(names) != 1:
        raise SourceError(
            f"the files are of several tables ({', '.join(sorted(names))})",
            remedy="give each table a folder of its own",
        )
    return names.pop()


def _document(by_set: BySet, kind: type[Kind]) -> Kind | None:
    file = by_set.get(_METADATA)
    return None if file is None else decoded(file.read(), kind, name=file.name)


def _figures(by_set: BySet, names: Sequence[str]) -> RecordedFile:
    found = next((by_set[name] for name in names if name in by_set), None)
    if found is None:
        raise SourceError(
            f"the recording holds no {names[0]}, only metadata", remedy=f"record {names[0]} as well"
        )
    return found


def _questions(by_set: BySet, *, without: frozenset[str] | set[str]) -> dict[str, str]:
    """Each set of metadata as rows that are each one JSON text."""
    questions = {}
    for name, file in by_set.items():
        if file.name.endswith(".parquet"):
            _check_magic(file)
            if name not in without:
                questions[name] = f"select to_json(t)::varchar from {from_parquet(file.path)} t"
    return questions


def _check_magic(file: RecordedFile) -> None:
    if file.head(len(_MAGIC)) != _MAGIC:
        raise SourceError(
            "not a Parquet file", place=Place(file.name), remedy="copy the recording again"
        )


def _describe(file: RecordedFile) -> str:
    return (
        f"select column_name, column_type from (describe select * from {from_parquet(file.path)})"
    )


def _no_column(name: str, file: RecordedFile) -> SourceError:
    return SourceError(
        f"there is no column {name!r}, which the metadata name",
        place=Place(file.name),
        remedy="record figures and metadata together",
    )


def _rows(answers: Answers, name: str, kind: type[Kind]) -> tuple[Kind, ...]:
    texts = (_without_nulls(str(row[0])) for row in answers.get(name, ()))
    return rows_from_json(texts, kind, name=name)


def _without_nulls(text: str) -> str:
    """A null in a column of a code list is what JSON of the service leaves out."""
    row = msgspec.json.decode(text, type=dict[str, object])
    return msgspec.json.encode(
        {key: cell for key, cell in row.items() if cell is not None}
    ).decode()


def _v4_sets(properties: Properties, answers: Answers) -> Sets:
    dimensions = _rows(answers, "Dimensions", DimensionRow)
    return Sets(
        properties=properties,
        dimensions=dimensions,
        measures=_rows(answers, "MeasureCodes", MeasureRow),
        measure_groups=_rows(answers, "MeasureGroups", GroupRow),
        codes={
            row.identifier: _rows(answers, f"{row.identifier}Codes", CodeRow) for row in dimensions
        },
        groups={
            row.identifier: _rows(answers, f"{row.identifier}Groups", GroupRow)
            for row in dimensions
        },
    )


def _v3_sets(info: TableInfo, answers: Answers) -> Sets:
    return sets_of(
        info=info,
        properties=_rows(answers, "DataProperties", PropertyRow),
        keys={
            name: _rows(answers, name, KeyRow)
            for name in answers
            if name not in {*DESCRIPTIVE, *FIGURES, _COLUMNS}
        },
        groups=_rows(answers, "CategoryGroups", CategoryGroupRow),
    )
