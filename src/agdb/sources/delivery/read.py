"""Reads a delivery: a folder or zip with `delivery.yaml` and one file, or a filled-in template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from agdb.errors import SourceError, StatisticsError
from agdb.files.archive import is_zip, member_names, members, opened_zip, read_member, unzip
from agdb.files.gunzip import content
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.delivery.manifest import (
    NAME,
    ColumnRole,
    DeliveryColumn,
    DeliveryManifest,
    is_description,
    manifest_from_yaml,
)
from agdb.sources.delivery.rows import Row, table
from agdb.sources.delivery.template import is_template, manifest_from_sheets
from agdb.sources.formats.cells import (
    checked_code,
    column_ids,
    decimal,
    may_be_thousands,
    read_mark,
)
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.sources.formats.workbook import Value, is_workbook, read_workbook, sheet_names
from agdb.statistics.identifier import DatasetId
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, ObservationStatus
from agdb.statistics.structure import Measure, Structure, UnitOrigin

_SMALL: Final = 1 << 20
_KNOWN: Final = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx")


class Delivery:
    """Reader for deliveries, of whichever publisher; see `sources.contract.Reader`."""

    revision: Final = "delivery/2"
    proven: Final = True  # the layout is our own

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether a description is among the files, in the one archive, or on the sheets."""
        if any(is_description(file.name) for file in files):
            return True
        if len(files) != 1 or not is_zip(files[0]):
            return False
        if is_workbook(files[0]):
            return is_template(sheet_names(files[0]))
        return any(is_description(name) for name in member_names(files[0]))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the description says; raises `SourceError` with its line for a mistake."""
        manifest = _described(files)
        return Label(
            name=DatasetId.parse(manifest.dataset).name,
            recorded=manifest.recorded,
            address=manifest.address,
            publisher_date=manifest.recorded.isoformat(),
            licence=manifest.licence,
            vintage=manifest.vintage,
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of a row that does not fit."""
        files = recording.files
        manifest = _described(files)
        if not DatasetId.parse(manifest.dataset).same_as(recording.dataset):
            raise fault(
                f"the delivery is of {manifest.dataset}, not of {recording.dataset}",
                files[0].name,
                remedy=f"import it as {manifest.dataset}",
            )
        if len(files) == 1 and not is_workbook(files[0]):
            folder = scratch / "unpacked"
            folder.mkdir()
            files = unzip(files[0], folder=folder)
        return _Rows(manifest, _figures(files, manifest)).draft(scratch)


class _Rows:
    """The rows of one delivered file on their way to a draft."""

    def __init__(self, manifest: DeliveryManifest, file: RecordedFile) -> None:
        self.manifest, self.file, self.in_cells = manifest, file, is_workbook(file)
        self.period = manifest.named(ColumnRole.PERIOD)[0]
        self.values = manifest.named(ColumnRole.VALUE)
        self.dimensions = manifest.named(ColumnRole.DIMENSION)
        self.code = next(iter(manifest.named(ColumnRole.MEASURE)), None)
        self.measures = _measures(manifest)

    def draft(self, scratch: Path) -> Draft:
        """Write the cells to `scratch` and return the draft over them."""
        manifest, name = self.manifest, self.file.name
        ids = column_ids(self.dimensions, name=name)
        tidy, count = LongTable(scratch / "tidy.csv", ids), 0
        with tidy:
            for line, row in table(self.file, manifest, scratch=scratch):
                count += 1
                self._add(tidy, row, line)
        if manifest.rows is not None and count != manifest.rows:
            raise fault(
                f"the file holds {count} rows and the description claims {manifest.rows}",
                name,
                remedy="send the whole file, or mend the number",
            )
        structure = Structure(
            title=manifest.title,
            measures=tuple(self.measures.values()),
            dimensions=tuple(
                tidy.dimension(
                    id_, manifest.columns[column].title or column, manifest.columns[column].kind
                )
                for id_, column in zip(ids, self.dimensions, strict=True)
            ),
            periods=tidy.periods,
            licence=manifest.licence,
            published=manifest.recorded.isoformat(),
            notes={"citation": manifest.citation, "contact": manifest.contact},
        )
        return tidy.draft(structure, name=name, partial=manifest.partial or None)

    def _add(self, tidy: LongTable, row: Row, line: int) -> None:
        codes = [self._code(row[column], column, line) for column in self.dimensions]
        period = Period.parse(self._period(row[self.period], line))
        if not period.dated:
            raise self._fault(
                f"{shown(period.text)} is not a period", line, "write 2024 or 2024-Q4"
            )
        for column in self.values:
            measure = self.manifest.columns[column].measure or column
            if self.code is not None:
                measure = self._code(row[self.code], self.code, line)
            if measure not in self.measures:
                raise self._fault(
                    f"the measure {shown(measure)} is not described", line, "describe it"
                )
            tidy.add(measure, codes, period, self._cell(row, column, line))

    def _cell(self, row: Row, column: str, line: int) -> CellContent:
        about = {
            role: self.manifest.about(column, role)
            for role in (ColumnRole.STATUS, ColumnRole.LOWER, ColumnRole.UPPER)
        }
        value, lower, upper = (
            self._number(row, name, line)
            for name in (column, about[ColumnRole.LOWER], about[ColumnRole.UPPER])
        )
        status = about[ColumnRole.STATUS]
        mark = "" if status is None else str(row[status]).strip()
        try:
            kind, finality = read_mark(mark, missing=value is None)
        except StatisticsError as error:
            raise self._fault(error.what, line, error.remedy or "mend it") from None
        hidden = kind is ObservationStatus.MISSING_SUPPRESSED
        conf = Confidentiality.CONFIDENTIAL if hidden else Confidentiality.FREE
        return CellContent(value, kind, mark, conf, finality, lower, upper)

    def _number(self, row: Row, column: str | None, line: int) -> float | None:
        value: Value = "" if column is None else row[column]
        if isinstance(value, float):
            return value
        text = value.strip() if isinstance(value, str) else None
        if text == "":
            return None
        sign = self.manifest.decimal
        if text is not None and not sign and may_be_thousands(text):
            raise self._fault(
                f"{shown(text)} in {column} may be a number of thousands, or have three decimals",
                line,
                "make the cell a number"
                if self.in_cells
                else "say under `decimal` which sign is meant, '.' or ','",
            )
        number = None if text is None else decimal(text, comma=sign == ",")
        if number is None:
            raise self._fault(f"{shown(value)} in {column} is not a number", line, "mend it")
        return number

    def _code(self, value: Value, column: str, line: int) -> str:
        if not isinstance(value, str):
            raise self._fault(
                f"{shown(value)} in {column} is not text, so zeros may be lost",
                line,
                "format the column as text and write the codes again",
            )
        return checked_code(value, name=self.file.name, line=line)

    def _period(self, value: Value, line: int) -> str:
        if isinstance(value, str):
            return checked_code(value, name=self.file.name, line=line)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        raise self._fault(
            f"the period {shown(value)} is not text", line, "write it as text, as 2024-12"
        )

    def _fault(self, what: str, line: int, remedy: str) -> SourceError:
        return fault(what, self.file.name, line=line, remedy=remedy)


def _described(files: tuple[RecordedFile, ...]) -> DeliveryManifest:
    found = [file for file in files if is_description(file.name)]
    if len(found) > 1:
        raise fault(
            "there are two descriptions", found[1].name, remedy="send one delivery at a time"
        )
    if found:
        return manifest_from_yaml(content(found[0], most=_SMALL), name=found[0].name)
    file = files[0]
    if is_workbook(file):
        return manifest_from_sheets(read_workbook(file), name=file.name)
    with opened_zip(file) as archive:
        infos = [info for info in members(archive) if is_description(info.filename)]
        if len(infos) != 1 or infos[0].file_size > _SMALL:
            raise fault(
                f"the archive holds {len(infos)} descriptions", file.name, remedy="send one"
            )
        return manifest_from_yaml(read_member(archive, infos[0]), name=infos[0].filename)


def _figures(files: tuple[RecordedFile, ...], manifest: DeliveryManifest) -> RecordedFile:
    """The file with the figures: the one that is named, else the only one besides the YAML."""
    others = [file for file in files if not is_description(file.name)]
    if manifest.file:
        others = [
            file
            for file in others
            if manifest.file in {file.name, file.name.rpartition("/")[2].lower()}
        ]
    if len(others) != 1:
        raise fault(
            f"{len(others)} files may hold the figures in place of one",
            NAME,
            remedy="name it under `file`",
        )
    if not others[0].name.lower().endswith(_KNOWN):
        raise fault(
            f"not one of {', '.join(_KNOWN)}", others[0].name, remedy="save it as CSV or XLSX"
        )
    return others[0]


def _measures(manifest: DeliveryManifest) -> Mapping[str, Measure]:
    said = "description of the delivery"
    if manifest.named(ColumnRole.MEASURE):
        return {
            id_: Measure(id_, note.title, note.unit, UnitOrigin.RECORDED, said)
            for id_, note in manifest.measures.items()
        }
    found: dict[str, Measure] = {}
    for name in manifest.named(ColumnRole.VALUE):
        column: DeliveryColumn = manifest.columns[name]
        id_ = column.measure or name
        found[id_] = Measure(id_, column.title or name, column.unit, UnitOrigin.RECORDED, said)
    return found
