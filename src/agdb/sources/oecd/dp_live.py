"""Reads exports of the closed OECD Data site (DP_LIVE): history only.

Annual, quarterly and monthly rows, and countries and their groups, are mixed in one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.formats.cells import checked_code, decimal
from agdb.sources.formats.long_table import LongTable
from agdb.sources.formats.text import encoding_of, first_row, rows
from agdb.sources.oecd.layout import cell_of, period_of
from agdb.statistics.period import Frequency
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

_HEADER: Final = (
    "LOCATION",
    "INDICATOR",
    "SUBJECT",
    "MEASURE",
    "FREQUENCY",
    "TIME",
    "Value",
    "Flag Codes",
)
_FREQUENCIES: Final = {"A": Frequency.YEAR, "Q": Frequency.QUARTER, "M": Frequency.MONTH}


class DpLive:
    """Reader for DP_LIVE exports; see `sources.contract.Reader`."""

    revision: Final = "oecd-dp-live/1"
    proven: Final = True  # recordings of hours worked and the employment rate

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one file with exactly the columns of these exports."""
        return len(files) == 1 and tuple(first_row(head(files[0]), delimiter=",")) == _HEADER

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the page; the export says nothing else about itself."""
        return Label(address="https://data.oecd.org")

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        file = recording.files[0]
        path = plain(file, scratch=scratch)
        encoding = encoding_of(path, name=file.name)
        lines = rows(path, name=file.name, delimiter=",", encoding=encoding)
        next(lines)
        measures: dict[str, str] = {}
        tidy = LongTable(scratch / "tidy.csv", ("LOCATION", "SUBJECT", "FREQ"))
        with tidy:
            for line, row in lines:
                if len(row) != len(_HEADER):
                    raise fault(f"{len(row)} cells in place of 8", file.name, line=line)
                *codes, text, flags = row
                area, indicator, subject, unit, frequency, time = (
                    checked_code(code, name=file.name, line=line) for code in codes
                )
                period = period_of(time)
                if _FREQUENCIES.get(frequency) is not period.frequency:
                    raise fault(
                        f"the period {shown(time)} is not of frequency {shown(frequency)}",
                        file.name,
                        line=line,
                    )
                number = decimal(text) if text else None
                if text and number is None:
                    raise fault(f"{shown(text)} is not a number", file.name, line=line)
                try:
                    cell = cell_of(number, flags)
                except StatisticsError as error:
                    raise fault(error.what, file.name, line=line) from None
                measures[f"{indicator}.{unit}"] = unit
                tidy.add(f"{indicator}.{unit}", (area, subject, frequency), period, cell)
        return tidy.draft(_structure(tidy, measures, recording.dataset.name), name=file.name)


def _structure(tidy: LongTable, measures: dict[str, str], title: str) -> Structure:
    return Structure(
        title=title,
        measures=tuple(
            Measure(id_, id_.partition(".")[0], unit, UnitOrigin.RECORDED, "column MEASURE")
            for id_, unit in measures.items()
        ),
        dimensions=(
            tidy.dimension("LOCATION", "Location", DimensionKind.REGION),
            tidy.dimension("SUBJECT", "Subject", DimensionKind.FACETS),
            tidy.dimension("FREQ", "Frequency"),
        ),
        periods=tidy.periods,
        notes={
            "groups": "groups of countries (OECD, EU27_2020, G-7) stand between their members",
            "history": "the service is closed; this is history and is not updated",
        },
    )
