"""How much a reader may hold in memory until its file is read to the end: codes and titles."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from agdb.errors import SourceError
from agdb.files.recorded import fault
from agdb.sources.contract import Draft
from agdb.statistics.identifier import checked_column, sql_text
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus
from agdb.statistics.structure import Code, Dimension, DimensionKind, Structure, observation_columns

_ROOM: Final = 64 << 20  # bytes
_BYTES_EACH: Final = 60  # bytes beside its characters
"""Some million codes. The largest code list of CBS has some 200,000."""


class MemoryBudget:
    """Counts what is held, and refuses more than any table of statistics has."""

    def __init__(self) -> None:
        self._room = _ROOM

    def add(self, text: str | bytes) -> None:
        """Count one more; raises `SourceError` where a column cannot be one of codes.

        >>> MemoryBudget().add("GM0363")
        """
        self._room -= len(text) + _BYTES_EACH
        if self._room < 0:
            raise SourceError(
                "the table has more different codes and titles than a classification can have",
                remedy="look at which column is which, or send a part of the table",
            )


class CellContent(NamedTuple):
    """What stands in one cell, apart from where it stands."""

    value: float | None
    status: ObservationStatus = ObservationStatus.NORMAL
    mark: str = ""
    confidentiality: Confidentiality = Confidentiality.FREE
    finality: Finality = Finality.UNKNOWN
    lower: float | None = None
    upper: float | None = None
    text: str | None = None


_MOST_PERIODS: Final = 50_000  # days of more than a century
MISSING: Final = CellContent(None, ObservationStatus.MISSING)
_FIELDS: Final = {
    "period": "VARCHAR",
    "frequency": "VARCHAR",
    "start": "DATE",
    "value": "DOUBLE",
    "status": "VARCHAR",
    "mark": "VARCHAR",
    "confidentiality": "VARCHAR",
    "finality": "VARCHAR",
    "lower": "DOUBLE",
    "upper": "DOUBLE",
    "text": "VARCHAR",
}


class LongTable:
    """Takes cells in a `with` block, and knows afterwards which codes and periods occurred.

    `dimensions` are column names; codes come in their order, checked and not empty.
    """

    def __init__(self, path: Path, dimensions: Sequence[str]) -> None:
        self._path = path
        self._dimensions = tuple(map(checked_column, dimensions))
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._write = csv.writer(self._stream, lineterminator="\n").writerow
        self._periods: dict[str, tuple[str, str, str]] = {}
        self._read: dict[str, Period] = {}
        self._seen: tuple[dict[str, None], ...] = tuple({} for _ in self._dimensions)
        self._held = MemoryBudget()
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stream.close()

    def add(self, measure: str, codes: Sequence[str], period: Period, cell: CellContent) -> None:
        """Write one cell."""
        known = self._periods.get(period.text)
        if known is None:
            start = period.start.isoformat() if period.dated else ""
            known = self._periods[period.text] = (period.text, str(period.frequency), start)
            self._read[period.text] = period
            if len(self._read) > _MOST_PERIODS:
                raise SourceError(
                    f"the table has more than {_MOST_PERIODS} periods",
                    remedy="look at which column is the period",
                )
        for seen, code in zip(self._seen, codes, strict=True):
            if code not in seen:
                seen[code] = None
                self._held.add(code)
        self._write((measure, *codes, *known, *cell))
        self.rows += 1

    def hold(self, text: str) -> None:
        """Count a code, or the title that a reader keeps of it; errors as in `MemoryBudget.add`."""
        self._held.add(text)

    @property
    def periods(self) -> tuple[Code, ...]:
        """The periods that occurred, in the order of time."""
        ordered = sorted(self._read.values())
        return tuple(Code(period.text, period.text, period=period) for period in ordered)

    def dimension(
        self,
        id_: str,
        title: str,
        kind: DimensionKind = DimensionKind.ORDINARY,
        titles: Mapping[str, str] | None = None,
    ) -> Dimension:
        """Return the dimension with the codes that occurred, sorted, and their `titles`."""
        seen = sorted(self._seen[self._dimensions.index(id_)])
        known = titles or {}
        return Dimension(
            id_, title, kind, tuple(Code(code, known.get(code) or code) for code in seen)
        )

    def draft(self, structure: Structure, *, name: str, partial: str | None = None) -> Draft:
        """Return the draft over all rows written; raises `SourceError` if there are none."""
        if not self.rows:
            raise fault("the file holds no observations", name)
        fields = {"measure": "VARCHAR"} | dict.fromkeys(self._dimensions, "VARCHAR") | _FIELDS
        columns = ", ".join(f"{sql_text(field)}: '{kind}'" for field, kind in fields.items())
        wanted = (
            f'"{column}"'
            if column not in {"mark", "citation"}
            else {"mark": "coalesce(mark, '') as mark", "citation": "null as citation"}[column]
            for column in observation_columns(structure.dimensions)
        )
        select = (
            f"select {', '.join(wanted)} from read_csv({sql_text(str(self._path))}, "
            f"auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
            f"new_line='\\n', parallel=false, columns={{{columns}}})"
        )
        return Draft(structure, select, expected_rows=self.rows, partial=partial)
