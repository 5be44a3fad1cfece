"""Reads "CSV for databases" of the StatLine portal: figures, and all metadata in one file.

The figures come typed or untyped; where both were kept the typed ones are read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.csv_files import check_end, header, lines, records
from agdb.sources.cbs.dumps.undescribed import Undescribed
from agdb.sources.cbs.figures import check_columns, wide_figures
from agdb.sources.cbs.long_table import drafted, from_csv
from agdb.sources.cbs.metadata import rows_from_cells
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v3_metadata import (
    DESCRIPTIVE,
    CategoryGroupRow,
    KeyRow,
    PropertyRow,
    TableInfo,
    sets_of,
)
from agdb.sources.contract import Ask, Draft, Label, Recording

_FIGURES: Final = re.compile(r"(\w+?)_(Typed|Untyped)DataSet_\w+\.csv")
_METADATA: Final = re.compile(r"(\w+?)_metadata\.csv")
_MOMENT: Final = re.compile(r"_(\d{8})_\d{6}\.csv")  # day first: 19062020_173530
_BASE: Final = "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/"
_AGAIN: Final = "download the metadata again"
Kind = TypeVar("Kind")


class V3Portal:
    """Reader for the CSV of the portal; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-portal/1"
    proven: Final = True  # recording of 83958NED, a text table

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether a file is called as the portal calls its downloads."""
        return any(_FIGURES.fullmatch(file.name) for file in files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return identifier and dates; raises `SourceError` if the files are of two tables.

        The portal writes the moment of the download into the names of the figures.
        """
        matches = (
            _FIGURES.fullmatch(file.name) or _METADATA.fullmatch(file.name) for file in files
        )
        names = {match[1] for match in matches if match}
        if len(names) != 1:
            raise SourceError(
                f"the files are of several tables ({', '.join(sorted(names))})",
                remedy="give each table a folder of its own",
            )
        name = names.pop()
        file = _metadata(files)
        published = "" if file is None else _info(_sections(file)).modified or ""
        return Label(name, _downloaded(files), address=_BASE + name, publisher_date=published)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` for files that do not fit together."""
        figures = {
            match[2]: file for file in recording.files if (match := _FIGURES.fullmatch(file.name))
        }
        file = figures.get("Typed") or figures["Untyped"]
        columns = header(file)
        check_end(file)
        relation = from_csv(file.path, dict.fromkeys(columns, "VARCHAR"))
        metadata = _metadata(recording.files)
        if metadata is None:
            return Undescribed(recording.dataset.name, relation, columns).draft(scratch, ask)
        sets = _sets(_sections(metadata), metadata.name)
        check_columns(columns, sets, name=file.name)
        query = partial(wide_figures, relation)
        return drafted(sets, query, scratch=scratch, expected_rows=sets.cells, partial=None)


def _downloaded(files: tuple[RecordedFile, ...]) -> date | None:
    """The last day in the names of the figures, None where they do not read so."""
    days = []
    for file in files:
        told = _MOMENT.search(file.name)
        with suppress(ValueError):
            if told is not None and _FIGURES.fullmatch(file.name):
                days.append(datetime.strptime(told[1], "%d%m%Y").date())  # noqa: DTZ007 -- a day
    return max(days, default=None)


def _metadata(files: tuple[RecordedFile, ...]) -> RecordedFile | None:
    return next((file for file in files if _METADATA.fullmatch(file.name)), None)


def _sections(file: RecordedFile) -> dict[str, list[dict[str, str]]]:
    """The tables in one file: a line with the name, one with the columns, then the rows."""
    sections: dict[str, list[list[str]]] = {}
    current: list[list[str]] | None = None
    for row in lines(file):
        if len(row) == 1:
            if row[0] in sections:
                raise SourceError(
                    f"the part {row[0]!r} is there twice", place=Place(file.name), remedy=_AGAIN
                )
            current = sections[row[0]] = []
        elif current is None:
            raise SourceError(
                "the file does not begin with the name of a part",
                place=Place(file.name),
                remedy=_AGAIN,
            )
        else:
            current.append(row)
    return {
        part: list(records(rows[0], rows[1:], name=f"{file.name} {part}")) if rows else []
        for part, rows in sections.items()
    }


def _sets(sections: dict[str, list[dict[str, str]]], name: str) -> Sets:
    return sets_of(
        info=_info(sections),
        properties=_rows(sections, "DataProperties", PropertyRow, name),
        keys={
            part: _rows(sections, part, KeyRow, name)
            for part in sections
            if part not in DESCRIPTIVE
        },
        groups=_rows(sections, "CategoryGroups", CategoryGroupRow, name),
    )


def _rows(
    sections: dict[str, list[dict[str, str]]], part: str, kind: type[Kind], name: str
) -> tuple[Kind, ...]:
    return rows_from_cells(sections.get(part, []), kind, name=f"{name} {part}")


def _info(sections: dict[str, list[dict[str, str]]]) -> TableInfo:
    rows = _rows(sections, "TableInfos", TableInfo, "metadata")
    if len(rows) != 1:
        raise SourceError(
            f"{len(rows)} tables are described in place of one",
            place=Place("TableInfos"),
            remedy=_AGAIN,
        )
    return rows[0]
