"""Reads a whole v4 table as CBS serves it in bulk: a zip of CSV files, or the folder it was.

A folder without `Properties.csv` is read too, but nothing tells then whether it is all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.archive import is_zip, members, opened_zip, read_member, unzip
from agdb.files.recorded import RecordedFile, fault
from agdb.sources.cbs.csv_files import check_end, header, table
from agdb.sources.cbs.dumps.undescribed import UNCOUNTED, described_dimension
from agdb.sources.cbs.figures import long_figures, missing_columns
from agdb.sources.cbs.long_table import drafted, from_csv, number
from agdb.sources.cbs.metadata import DimensionRow, MeasureRow, Properties, rows_from_cells
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v4_sets import Row, v4_sets
from agdb.sources.contract import Ask, Draft, Label, Recording

# StatLine's largest table, some hundred million observations, is about 10 GB of text.
_MOST: Final = 40 << 30
_SMALL: Final = 10 << 20  # Properties.csv has one row
_OBSERVATIONS: Final = "Observations.csv"
_PROPERTIES: Final = "Properties.csv"
_BASE: Final = "https://datasets.cbs.nl/CSV/CBS/nl/"
_NAMES: Final = frozenset({_OBSERVATIONS, _PROPERTIES, "MeasureCodes.csv", "Dimensions.csv"})
_OF_A_CELL: Final = ("Id", "Measure", "Value", "StringValue", "ValueAttribute")


class V4Csv:
    """Reader for the v4 bulk form; see `sources.contract.Reader`."""

    revision: Final = "cbs-v4-csv/1"
    proven: Final = True  # recordings of 83841NED and 86097NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether there is a CSV of observations or properties, in a zip or as it was in one."""
        try:
            return not _NAMES.isdisjoint(_base(name) for name in _names(files))
        except SourceError:  # a damaged zip is still one; reading it tells what is wrong
            return True

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return identifier, date and licence, as far as `Properties.csv` tells them."""
        properties = _properties(_small(files, _PROPERTIES))
        if properties is None:
            return Label()
        return Label(
            name=properties.identifier.strip(),
            address=_BASE + properties.identifier.strip(),
            publisher_date=properties.observations_modified or properties.modified or "",
            licence=properties.license or "",
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` for a recording that does not fit together."""
        files = recording.files
        if len(files) == 1 and is_zip(files[0]):
            files = unzip(files[0], folder=scratch / "zip", most=_MOST)
        by_name = _by_name(files)
        observations = by_name.get(_OBSERVATIONS)
        if observations is None:
            raise SourceError(
                f"the recording holds no {_OBSERVATIONS}", remedy=f"record {_OBSERVATIONS} as well"
            )
        columns = header(observations)
        check_end(observations)
        sets = _sets(by_name, columns, name=recording.dataset.name, file=observations)
        _check_columns(columns, sets, observations.name)
        count = sets.properties.observation_count
        fields = dict.fromkeys(columns, "VARCHAR")
        value = number("""replace("Value", ',', '.')""", what='"Measure"')
        query = partial(
            long_figures,
            from_csv(observations.path, fields),
            value=value,
            text="StringValue" in columns,
        )
        short = UNCOUNTED if count is None else None
        return drafted(sets, query, scratch=scratch, expected_rows=count, partial=short)


def _names(files: tuple[RecordedFile, ...]) -> tuple[str, ...]:
    if len(files) == 1 and is_zip(files[0]):
        with opened_zip(files[0], most=_MOST) as archive:
            return tuple(info.filename for info in members(archive))
    return tuple(file.name for file in files)


def _base(name: str) -> str:
    return PurePosixPath(name).name


def _by_name(files: tuple[RecordedFile, ...]) -> Mapping[str, RecordedFile]:
    by_name: dict[str, RecordedFile] = {}
    for file in files:
        if _base(file.name) in by_name and file.name.endswith(".csv"):
            raise SourceError(
                f"there are two files {_base(file.name)}",
                place=Place(file.name),
                remedy="give each table a folder of its own",
            )
        by_name[_base(file.name)] = file
    return by_name


def _small(files: tuple[RecordedFile, ...], name: str) -> RecordedFile | None:
    if len(files) == 1 and is_zip(files[0]):
        with opened_zip(files[0], most=_MOST) as archive:
            inside = next((i for i in members(archive) if _base(i.filename) == name), None)
            if inside is None:
                return None
            if inside.file_size > _SMALL:
                raise fault(f"{name} is larger than {_SMALL} bytes", files[0].name)
            return RecordedFile.of(name, read_member(archive, inside))
    return _by_name(files).get(name)


def _properties(file: RecordedFile | None) -> Properties | None:
    if file is None:
        return None
    rows = rows_from_cells(table(file), Properties, name=file.name)
    if len(rows) != 1:
        raise SourceError(
            f"{len(rows)} tables are described in place of one",
            place=Place(file.name),
            remedy="fetch or copy the recording again",
        )
    return rows[0]


def _sets(
    by_name: Mapping[str, RecordedFile], columns: list[str], *, name: str, file: RecordedFile
) -> Sets:
    properties = _properties(by_name.get(_PROPERTIES))
    rows = partial(_rows, by_name)
    dimensions = rows("Dimensions", DimensionRow) or tuple(
        described_dimension(column) for column in columns if column not in _OF_A_CELL
    )
    measures = rows("MeasureCodes", MeasureRow)
    return v4_sets(
        properties or Properties(identifier=name, title=name),
        dimensions,
        measures or _bare_measures(columns, file),
        rows,
    )


def _rows(by_name: Mapping[str, RecordedFile], name: str, kind: type[Row]) -> tuple[Row, ...]:
    file = by_name.get(f"{name}.csv")
    return () if file is None else rows_from_cells(table(file), kind, name=file.name)


def _bare_measures(columns: list[str], file: RecordedFile) -> tuple[MeasureRow, ...]:
    """The measures that occur, where nobody recorded what they are called."""
    if "Measure" not in columns:
        return ()
    ids = dict.fromkeys(row["Measure"].strip() for row in table(file))
    return tuple(MeasureRow(id_, id_, index=index) for index, id_ in enumerate(ids))


def _check_columns(columns: list[str], sets: Sets, name: str) -> None:
    missing = missing_columns(columns, sets)
    known = {*_OF_A_CELL, *(row.identifier for row in sets.dimensions)}
    unknown = [column for column in columns if column not in known]
    if missing or unknown:
        what = f"has no column {missing[0]!r}" if missing else f"has a column {unknown[0]!r}"
        raise SourceError(
            f"the file {what}, against its dimensions",
            place=Place(name),
            remedy="record Dimensions and Observations together",
        )
