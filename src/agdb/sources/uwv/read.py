"""Reads a workbook of the spanningsindicator: open vacancies per job seeker of less than 6 months.

The published workbook was never seen, only described: one sheet whose first row names period,
region, occupation group, ratio and, if it is there, the class in words. Anything else is refused
by name. The ratio is cut at 16, so 16 is "16 or more": a lower bound and no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.formats.cells import checked_code, decimal
from agdb.sources.formats.long_table import MISSING, CellContent, LongTable
from agdb.sources.formats.workbook import Sheet, Value, is_workbook, read_workbook
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

_COLUMNS: Final[Mapping[str, str]] = {
    "periode": "period",
    "kwartaal": "period",
    "regio": "region",
    "arbeidsmarktregio": "region",
    "beroepsgroep": "occupation",
    "spanningsindicator": "ratio",
    "typering": "class",
}
_NEEDED: Final = frozenset({"period", "region", "occupation", "ratio"})
_CLASSES: Final = (
    (0.25, "zeer ruim"),
    (0.67, "ruim"),
    (1.5, "gemiddeld"),
    (4.0, "krap"),
    (float("inf"), "zeer krap"),
)
_ROUNDING: Final = 0.005  # ratios are published with two decimals
_CUT: Final = 16.0
_QUARTER: Final = re.compile(r"(20\d\d)[ -]?[QqKk]([1-4])|[Kk]([1-4])[ -](20\d\d)")


class Tension:
    """Reader for the workbook of the spanningsindicator; see `sources.contract.Reader`."""

    revision: Final = "uwv-tension/1"
    proven: Final = False  # no workbook of UWV was recorded

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one Excel workbook; its columns are checked when it is read."""
        return len(files) == 1 and is_workbook(files[0])

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the page; the workbook's own words about itself are not known."""
        return Label(address="https://www.werk.nl/arbeidsmarktinformatie")

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the row of what does not fit."""
        file = recording.files[0]
        sheets = {title: rows for title, rows in read_workbook(file).items() if any(map(any, rows))}
        if len(sheets) != 1:
            raise fault(
                f"{len(sheets)} sheets with values in place of one",
                file.name,
                remedy="import a workbook with the table of figures only",
            )
        sheet = next(iter(sheets.values()))
        places = _places(sheet, file.name)
        tidy = LongTable(scratch / "tidy.csv", ("region", "occupation"))
        with tidy:
            for line, row in enumerate(sheet[1:], 2):
                if any(value != "" for value in row):
                    _add(tidy, {role: row[at] for role, at in places.items()}, file.name, line)
        structure = Structure(
            title="Spanningsindicator",
            measures=(
                Measure(
                    "tension",
                    "Spanningsindicator",
                    "vacancies per job seeker",
                    UnitOrigin.DOCUMENTED,
                    "UWV, method of the spanningsindicator",
                ),
            ),
            dimensions=(
                tidy.dimension("region", "Regio", DimensionKind.REGION),
                tidy.dimension("occupation", "Beroepsgroep"),
            ),
            periods=tidy.periods,
            notes={
                "edition": f"recorded {recording.recorded}; a series comes whole from one edition,"
                " since all of it is estimated again when the vacancy model changes",
                "cut": "16 is published for 16 or more",
            },
        )
        return tidy.draft(structure, name=file.name)


def _places(sheet: Sheet, name: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, cell in enumerate(sheet[0]):
        role = _COLUMNS.get(str(cell).strip().lower())
        if role is None or role in places:
            raise fault(f"the column {shown(cell)} is not known or comes twice", name, line=1)
        places[role] = at
    if missing := sorted(_NEEDED.difference(places)):
        raise fault(f"the sheet has no column for {', '.join(missing)}", name, line=1)
    return places


def _add(tidy: LongTable, told: Mapping[str, Value], name: str, line: int) -> None:
    codes = []
    for role in ("region", "occupation"):
        value = told[role]
        if not isinstance(value, str):
            raise fault(f"{shown(value)} is not text, so zeros may be lost", name, line=line)
        codes.append(checked_code(value, name=name, line=line))
    period = _period(str(told["period"]), name, line)
    tidy.add("tension", codes, period, _cell(told["ratio"], str(told.get("class", "")), name, line))


def _period(text: str, name: str, line: int) -> Period:
    match = _QUARTER.fullmatch(text.strip())
    year, nth = (match[1] or match[4], match[2] or match[3]) if match else ("", "")
    period = Period.parse(f"{year}-Q{nth}")
    if period.frequency is not Frequency.QUARTER:
        raise fault(f"{shown(text)} is not a quarter", name, line=line)
    return period


def _cell(value: Value, words: str, name: str, line: int) -> CellContent:
    text = str(value).strip()
    number = decimal(text.replace(",", ".")) if not isinstance(value, bool) else None
    if not text:
        return MISSING
    if number is None or not 0 <= number <= _CUT:
        raise fault(f"{shown(value)} is not a ratio from 0 to 16", name, line=line)
    _check_class(number, words.strip().lower(), name, line)
    if number == _CUT:
        return CellContent(None, ObservationStatus.MISSING_SUPPRESSED, text, lower=_CUT)
    return CellContent(number)


def _check_class(number: float, words: str, name: str, line: int) -> None:
    fitting, below = [], 0.0
    for top, word in _CLASSES:
        if below - _ROUNDING <= number <= top + _ROUNDING:
            fitting.append(word)
        below = top
    if words and words not in fitting:
        raise fault(
            f"the class {shown(words)} does not fit the ratio {number}",
            name,
            line=line,
            remedy="the scale of UWV has changed, or the columns have",
        )
