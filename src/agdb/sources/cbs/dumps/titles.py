"""Reads a table of the v3 feed that its recorder wrote as CSV with titles in the place of codes.

Public dumps of all of StatLine have this form. The codes of such a dataset are the trimmed titles,
and its structure says so. The recorder kept the first 10,000 rows, so a file of exactly so many is
a slice; below that the third service sends the complete cross, and a row less is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.csv_files import check_end, header
from agdb.sources.cbs.dumps.undescribed import Undescribed, is_topic
from agdb.sources.cbs.long_table import from_csv
from agdb.sources.cbs.periods import period_of_label
from agdb.sources.contract import Ask, Draft, Label, Recording

_CUT_AT: Final = 10_000
_BASE: Final = "https://opendata.cbs.nl/ODataFeed/odata/"


class V3Titles:
    """Reader for CSV with titles; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-titles/1"
    proven: Final = True  # fifty tables of April 2025

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether there is one CSV whose columns are `ID`, dimensions and topics."""
        if len(files) != 1 or not files[0].name.lower().endswith(".csv"):
            return False
        try:
            columns = header(files[0])
        except SourceError:
            return False
        return columns[:1] == ["ID"] and any(map(is_topic, columns))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, which is the name of the file."""
        name = Path(files[0].name).stem
        return Label(name=name, address=_BASE + name)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` for a file of another form."""
        file = recording.files[0]
        columns = header(file)
        check_end(file)
        table = Undescribed(
            recording.dataset.name,
            from_csv(file.path, dict.fromkeys(columns, "VARCHAR")),
            columns,
            codes_are="titles",
            read_period=period_of_label,
            partial=_partial,
        )
        return table.draft(scratch, ask)


def _partial(rows: int) -> str | None:
    return f"only the first {_CUT_AT} rows were recorded" if rows == _CUT_AT else None
