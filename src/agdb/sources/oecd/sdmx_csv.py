"""Reads SDMX-CSV of OECD's present service, with codes or with labels in neighbouring columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.formats.cells import checked_code, column_ids, decimal
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.sources.formats.sdmx_csv import SdmxHeader, is_sdmx_csv, read_header
from agdb.sources.formats.text import encoding_of, first_row, first_rows, rows
from agdb.sources.oecd.layout import (
    ATTRIBUTES,
    LICENCE,
    MULTIPLIER,
    STATUS,
    Parts,
    cell_of,
    period_of,
)

_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_MISSING: Final = frozenset({"", "NaN"})
_HEAD: Final = 1 << 18  # labels with their line breaks can be long


class OecdCsv:
    """Reader for SDMX-CSV of sdmx.oecd.org; see `sources.contract.Reader`."""

    revision: Final = "oecd-sdmx-csv/2"
    proven: Final = False  # no answer in this layout was recorded

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one SDMX-CSV file."""
        return len(files) == 1 and is_sdmx_csv(first_row(head(files[0]), delimiter=","))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the id of the data flow; raises `SourceError` if there is no first row."""
        file = files[0]
        layout = read_header(first_row(head(file), delimiter=","), name=file.name)
        row = next(islice(first_rows(head(file, _HEAD), delimiter=","), 1, None), [])
        if len(row) != layout.width:
            raise fault("the file holds no observations", file.name)
        name = layout.reference(row)[0]
        return Label(name=name or None, address="https://data-explorer.oecd.org", licence=LICENCE)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        file = recording.files[0]
        path = plain(file, scratch=scratch)
        encoding = encoding_of(path, name=file.name)
        lines = rows(path, name=file.name, delimiter=",", encoding=encoding)
        layout = read_header(next(lines)[1], name=file.name)
        dimensions = _dimensions(layout, file.name)
        by_id = layout.by_id
        parts = Parts(tuple(dimensions), {id_: by_id[id_].title for id_ in dimensions})
        ids = column_ids(parts.kept, name=file.name)
        tidy = LongTable(scratch / "tidy.csv", ids)
        title, reference = recording.dataset.name, None
        with tidy:
            for line, row in lines:
                layout.check(row, name=file.name, line=line)
                told = layout.reference(row)
                if reference not in {None, told}:
                    raise fault("rows of two data flows", file.name, line=line)
                reference, title = told, told[1] or title
                codes = [
                    checked_code(by_id[id_].code(row), name=file.name, line=line)
                    for id_ in dimensions
                ]
                for id_, code in zip(dimensions, codes, strict=True):
                    if code not in parts.codes[id_]:
                        parts.codes[id_][code] = by_id[id_].label(row)
                        tidy.hold(parts.codes[id_][code])
                measure, kept = parts.place(codes)
                time = checked_code(by_id[_TIME].code(row), name=file.name, line=line)
                tidy.add(measure, kept, period_of(time), _cell(layout, row, file.name, line))
        columns = dict(zip(parts.kept, ids, strict=True))
        structure = parts.structure(tidy, columns, title=title, notes=_notes(layout))
        return tidy.draft(structure, name=file.name)


def _dimensions(layout: SdmxHeader, name: str) -> list[str]:
    """The columns before the value, less the time; what follows it are attributes we know."""
    for needed in (_TIME, _VALUE):
        if needed not in layout.by_id:
            raise fault(f"the file has no column {needed}", name, line=1)
    before = [column.id for column in layout.before(_VALUE) if column.id != _TIME]
    for column in layout.columns:
        if column.several or (
            column.id not in (*before, _TIME) and column.id not in (ATTRIBUTES | {_VALUE})
        ):
            raise fault(f"the column {shown(column.id)} is not known", name, line=1)
    return before


def _cell(layout: SdmxHeader, row: Sequence[str], name: str, line: int) -> CellContent:
    columns = layout.by_id
    text = columns[_VALUE].code(row)
    number = None if text in _MISSING else decimal(text)
    if number is None and text not in _MISSING:
        raise fault(f"{shown(text)} is not a number", name, line=line)
    said = [columns[id_].code(row) if id_ in columns else "" for id_ in (STATUS, MULTIPLIER)]
    try:
        return cell_of(number, *said)
    except StatisticsError as error:
        raise fault(error.what, name, line=line) from None


def _notes(layout: SdmxHeader) -> dict[str, str]:
    applied = MULTIPLIER in layout.by_id
    return {"multiplier": "UNIT_MULT was applied: values are in units" if applied else "none given"}
