"""Reads Eurostat's SDMX-CSV, 1.0 and 2.0, with codes, with labels, or with both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.eurostat.layout import (
    LICENCE,
    PLAIN_MEASURE,
    UNIT,
    Part,
    cell_of,
    page_of,
    period_of,
    structure_of,
)
from agdb.sources.eurostat.sdmx_structures import Titles, is_structure, read_titles
from agdb.sources.formats.cells import checked_code, column_ids, decimal
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.sources.formats.sdmx_csv import SdmxColumn, SdmxHeader, is_sdmx_csv, read_header
from agdb.sources.formats.text import encoding_of, first_row, first_rows, rows

_NEEDED: Final = ("TIME_PERIOD", "OBS_VALUE")
_ATTRIBUTES: Final = frozenset({*_NEEDED, "OBS_FLAG", "CONF_STATUS"})
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_.+-]*")
_FREQUENCY: Final = re.compile(r"[A-Z]{1,3}")
_MISSING: Final = frozenset({"", ":", "NaN"})
_HEAD: Final = 1 << 18  # labels with their line breaks can be long
_STAMP: Final = "%d/%m/%y %H:%M:%S"


class SdmxCsv:
    """Reader for SDMX-CSV, beside which structures (XML) may lie; see `contract.Reader`."""

    revision: Final = "eurostat-sdmx-csv/2"
    proven: Final = True  # recording of isoc_ai_iaiu with labels, 2025-12; codes and 2.0: specimens

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether there is one SDMX-CSV file, and besides it nothing but structures."""
        data, others = _divided(files)
        return len(data) == 1 and all(map(is_structure, others))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return id, address and date from the first row; raises `SourceError` if it has none."""
        file = _divided(files)[0][0]
        layout = read_header(_header(file), name=file.name)
        row = next(islice(first_rows(head(file, _HEAD), delimiter=","), 1, None), [])
        if len(row) != layout.width:
            raise fault("the file holds no observations", file.name)
        name = layout.reference(row)[0].lower()
        return Label(
            name=name or None,
            address=page_of(name) if name else "",
            publisher_date=_published(layout, row, file.name),
            licence=LICENCE,
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        data, others = _divided(recording.files)
        name = data[0].name
        path = plain(data[0], scratch=scratch)
        lines = rows(path, name=name, delimiter=",", encoding=encoding_of(path, name=name))
        _, header = next(lines)
        layout = read_header(header, name=name)
        table = _Table(layout, read_titles(others), name)
        tidy = LongTable(scratch / "tidy.csv", [id_ for id_ in table.ids if id_ != UNIT])
        with tidy:
            first = table.fill(tidy, lines)
        _, title = layout.reference(first)
        structure = structure_of(
            title=title or table.titles.data_set or recording.dataset.name,
            parts=table.parts(),
            periods=tidy.periods,
            published=_published(layout, first, name),
            notes={
                "codes": table.remark,
                "structures": ", ".join(file.name for file in others),
            },
        )
        return tidy.draft(structure, name=name)


class _Table:
    """One file: its columns of dimensions, and the labels and codes found on the way."""

    def __init__(self, layout: SdmxHeader, titles: Titles, name: str) -> None:
        self.layout, self.titles, self.name = layout, titles, name
        self.columns = _dimensions(layout, name)
        self.ids = column_ids((column.id for column in self.columns), name=name)
        self.labelled = False
        self._codes: tuple[dict[str, str], ...] = tuple({} for _ in self.columns)
        self._spelled: tuple[dict[str, str], ...] = tuple({} for _ in self.columns)
        self._known = [titles.code_of(column.id) for column in self.columns]

    @property
    def remark(self) -> str:
        """What a user must know about the codes."""
        if not self.labelled:
            return ""
        if all(self._known):
            return "labels were turned into codes by the structures beside the file"
        return "the file holds labels in place of codes; the labels stand as codes"

    def fill(self, tidy: LongTable, lines: Iterator[tuple[int, list[str]]]) -> list[str]:
        """Write every row to `tidy`; return the first."""
        first: list[str] = []
        reference = ("", "")
        time, value = (self.layout.by_id[id_] for id_ in _NEEDED)
        flag, confidential = map(self.layout.by_id.get, ("OBS_FLAG", "CONF_STATUS"))
        unit = self.ids.index(UNIT) if UNIT in self.ids else None
        for line, row in lines:
            self.layout.check(row, name=self.name, line=line)
            if not first:
                first, reference = row, self.layout.reference(row)
                self.labelled = _has_labels(self.columns, row)
            elif self.layout.reference(row) != reference:
                raise fault("rows of two data flows", self.name, line=line)
            codes = [self._code(n, row, line, tidy) for n in range(len(self.columns))]
            measure = PLAIN_MEASURE if unit is None else codes.pop(unit)
            cell = self._cell(
                value.code(row),
                flag.code(row) if flag else "",
                confidential.code(row) if confidential else "",
                line,
            )
            period = checked_code(time.code(row), name=self.name, line=line)
            tidy.add(measure, codes, period_of(period), cell)
        if not first:
            raise fault("the file holds no observations", self.name)
        return first

    def parts(self) -> list[Part]:
        """The dimensions with the codes that occurred and what they are called."""
        return [
            Part(
                id_,
                self.titles.dimensions.get(column.id, "") or column.title,
                {
                    code: label or self.titles.codes.get(column.id, {}).get(code, "") or code
                    for code, label in sorted(codes.items())
                },
            )
            for id_, column, codes in zip(self.ids, self.columns, self._codes, strict=True)
        ]

    def _code(self, n: int, row: Sequence[str], line: int, tidy: LongTable) -> str:
        column, codes = self.columns[n], self._codes[n]
        written, label = column.code(row), column.label(row)
        code = self._spelled[n].get(written)
        if code is None:
            code = self._spelled[n][written] = checked_code(written, name=self.name, line=line)
            tidy.hold(written + label)
        if self.labelled:
            code = self._from_label(code, self._known[n], line)
        known = codes.get(code)
        if known is None:
            if not self.labelled and _CODE.fullmatch(code) is None:
                raise fault(f"{shown(code)} is not a code of {column.id}", self.name, line=line)
            codes[code] = label
        elif known != label:
            raise fault(
                f"{column.id} {shown(code)} is called {shown(known)} and {shown(label)}",
                self.name,
                line=line,
            )
        return code

    def _from_label(self, label: str, known: Mapping[str, str], line: int) -> str:
        if known and label not in known:
            raise fault(
                f"the structures do not have the label {shown(label)}", self.name, line=line
            )
        return known.get(label, label)

    def _cell(self, value: str, flags: str, confidential: str, line: int) -> CellContent:
        number = None if value in _MISSING else decimal(value)
        if number is None and value not in _MISSING:
            raise fault(f"{shown(value)} is not a number", self.name, line=line)
        try:
            return cell_of(number, flags, confidential)
        except StatisticsError as error:
            raise fault(error.what, self.name, line=line) from None


def _divided(files: Iterable[RecordedFile]) -> tuple[list[RecordedFile], list[RecordedFile]]:
    data: list[RecordedFile] = []
    others: list[RecordedFile] = []
    for file in files:
        (data if is_sdmx_csv(_header(file)) else others).append(file)
    return data, others


def _header(file: RecordedFile) -> list[str]:
    return first_row(head(file), delimiter=",")


def _dimensions(layout: SdmxHeader, name: str) -> tuple[SdmxColumn, ...]:
    """Eurostat writes ids of dimensions small and those of attributes large."""
    for needed in _NEEDED:
        if needed not in layout.by_id:
            raise fault(f"the file has no column {needed}", name, line=1)
    for column in layout.columns:
        if column.several or not (column.id in _ATTRIBUTES or column.id.islower()):
            raise fault(f"the column {shown(column.id)} is not known", name, line=1)
    return tuple(column for column in layout.columns if column.id not in _ATTRIBUTES)


def _has_labels(columns: Sequence[SdmxColumn], row: Sequence[str]) -> bool:
    """Whether cells hold labels alone: "Annual" where a code reads "A"."""
    alone = {c.id: c.code(row) for c in columns if not c.both and c.label_at is None}
    if "freq" in alone:
        return _FREQUENCY.fullmatch(alone["freq"]) is None
    return any(_CODE.fullmatch(cell) is None for cell in alone.values())


def _published(layout: SdmxHeader, row: Sequence[str], name: str) -> str:
    at = layout.leading.get("LAST UPDATE")
    if at is None:
        return ""
    try:  # day first, and a year of two digits
        return datetime.strptime(row[at].strip(), _STAMP).isoformat()  # noqa: DTZ007 -- no zone given
    except ValueError:
        raise fault(
            f"the last update {shown(row[at])} is not dd/mm/yy hh:mm:ss", name, line=2
        ) from None
