"""Reads the long CSV of ROA's AIS: semicolon, decimal comma, one row a group and subject.

Every edition is a new estimate and no revision of the one before: edition and horizon are
dimensions, so that no two editions ever share a series. A blank means fewer than 80 observations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.formats.cells import NOT_APPLICABLE, checked_code, decimal
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.sources.formats.text import encoding_of, first_row, rows
from agdb.sources.roa.layout import TOTAL, edition_of, horizon_of, mended, padded
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

_HEADER: Final = (
    "regionaam",
    "indeling",
    "aggregatieniveau",
    "waarde",
    "detailniveau",
    "thema",
    "onderwerp",
    "naamonderwerp",
    "typering",
    "indicator",
    "aantal",
    "perc",
    "totaal6jrperc",
    "versie",
)
_DIMENSIONS: Final = {
    "regio": "Regio",
    "indeling": "Indeling",
    "aggregatieniveau": "Aggregatieniveau",
    "groep": "Groep",
    "detailniveau": "Detailniveau",
    "thema": "Thema",
    "onderwerp": "Onderwerp",
    "horizon": "Horizon",
    "editie": "Editie",
}
_WORD: Final = "typering"
_MEASURES: Final = {
    _WORD: ("Typering", ""),
    "indicator": ("Indicator", "index"),
    "aantal": ("Aantal", "persons"),
    "perc": ("Percentage", "%"),
    "totaal6jrperc": ("Percentage over zes jaar", "%"),
}
_NONE: Final = "-9"  # undocumented; never a figure
_FEW: Final = CellContent(None, ObservationStatus.MISSING)
_NINE: Final = CellContent(None, ObservationStatus.MISSING, _NONE)
_PAGE: Final = "https://doi.org/10.34894/DVQTOG"


class Ais:
    """Reader for the long AIS file; see `sources.contract.Reader`."""

    revision: Final = "roa-ais/1"
    proven: Final = False  # columns and rows are known from code and quotations, no file is held

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one file with exactly the columns of the AIS."""
        return len(files) == 1 and _is_header(first_row(head(files[0]), delimiter=";"))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the page; the terms of the record on DataverseNL are not verified."""
        return Label(address=_PAGE)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        file = recording.files[0]
        path = plain(file, scratch=scratch)
        lines = rows(
            path, name=file.name, delimiter=";", encoding=encoding_of(path, name=file.name)
        )
        next(lines)
        table = _Table(file.name)
        tidy = LongTable(scratch / "tidy.csv", tuple(_DIMENSIONS))
        with tidy:
            table.fill(tidy, lines)
        return tidy.draft(table.structure(tidy), name=file.name)


class _Table:
    """One file on its way to a draft."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.groups: dict[str, str] = {TOTAL: "Totaal"}
        self.used: dict[str, None] = {}
        self.blank = self.mended = 0

    def fill(self, tidy: LongTable, lines: Iterator[tuple[int, list[str]]]) -> None:
        """Write the cells of every row; a row without word and number is one of too few persons."""
        for line, row in lines:
            if len(row) != len(_HEADER):
                raise fault(
                    f"{len(row)} cells where the header has {len(_HEADER)}", self.name, line=line
                )
            whole = [mended(cell.strip()) for cell in row]
            self.mended += sum(a != b.strip() for a, b in zip(whole, row, strict=True))
            told = dict(zip(_HEADER, whole, strict=True))
            codes, period = self._place(told, line)
            cells = {id_: self._cell(id_, told[id_], line) for id_ in _MEASURES}
            if all(not told[id_] for id_ in _MEASURES):
                self.blank += 1
                cells = {"indicator": _FEW}
            for id_, cell in cells.items():
                if cell is not None:
                    self.used[id_] = None
                    tidy.add(id_, codes, period, cell)

    def structure(self, tidy: LongTable) -> Structure:
        """The structure after all rows."""
        return Structure(
            title="Arbeidsmarktinformatiesysteem (AIS)",
            measures=tuple(
                Measure(id_, title, unit, UnitOrigin.DOCUMENTED, "ROA, explanation of the AIS")
                for id_, (title, unit) in _MEASURES.items()
                if id_ in self.used
            ),
            dimensions=tuple(
                tidy.dimension(
                    id_,
                    title,
                    DimensionKind.REGION if id_ == "regio" else DimensionKind.FACETS,
                    self.groups if id_ == "groep" else {NOT_APPLICABLE: "niet van toepassing"},
                )
                for id_, title in _DIMENSIONS.items()
            ),
            periods=tidy.periods,
            notes={
                "editions": "each edition is a new estimate; editions make no series",
                "totals": "openings are positive expansion plus replacement per group,"
                " so that national totals do not add up",
                "blank": f"{self.blank} rows rest on fewer than 80 observations and have no figure",
                "mended": f"{self.mended} cells held letters that were encoded twice",
                "scales": "typering has another scale for each onderwerp",
            },
        )

    def _place(self, told: dict[str, str], line: int) -> tuple[Sequence[str], Period]:
        group, edition = padded(told["waarde"]), edition_of(told["versie"])
        if group is None or edition is None:
            wrong = told["waarde"] if group is None else told["versie"]
            raise fault(f"{shown(wrong)} is not a code or not a version", self.name, line=line)
        horizon, period = horizon_of(told["onderwerp"])
        codes = (
            told["regionaam"],
            told["indeling"],
            told["aggregatieniveau"],
            group,
            told["detailniveau"],
            told["thema"],
            told["onderwerp"],
            horizon,
            edition,
        )
        checked = [
            checked_code(code, name=self.name, line=line) if code else NOT_APPLICABLE
            for code in codes
        ]
        # A subject without a horizon is of its version; whose days it covers is not told.
        return checked, period or Period.parse(told["versie"])

    def _cell(self, id_: str, text: str, line: int) -> CellContent | None:
        if not text:
            return None
        if text == _NONE:
            return _NINE
        if id_ == _WORD:
            return CellContent(None, text=checked_code(text, name=self.name, line=line))
        number = decimal(text, comma=True)
        if number is None:
            raise fault(f"{shown(text)} is not a number of {id_}", self.name, line=line)
        return CellContent(number)


def _is_header(header: Sequence[str]) -> bool:
    return tuple(cell.strip().lower() for cell in header) == _HEADER
