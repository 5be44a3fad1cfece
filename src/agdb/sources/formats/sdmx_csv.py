"""SDMX-CSV 1.0 and 2.0: which column is what, with codes, labels or both in a cell.

Formats: https://github.com/sdmx-twg/sdmx-csv (1.0 and 2.0.0).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from agdb.files.recorded import fault, shown

_ID: Final = re.compile(r"([a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*)(\[\])?")
_STRUCTURE: Final = re.compile(r"STRUCTURE(?:\[(.)\])?")
_REFERENCE: Final = re.compile(r"(?:[\w.]+:)?([\w@.-]+?)(?:\$\w+)?(?:\((?:\d[\w.+]*)\))?")
_LEADING: Final = frozenset(
    {"DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"}
)
_ACTIONS: Final = frozenset("IARM")  # information, append, replace, merge; D would delete
_BOTH: Final = ": "


@dataclass(frozen=True, slots=True)
class SdmxColumn:
    """One dimension, measure or attribute: where its code is, and its label if there is one.

    `both` tells that code and label share the cell, `label_at` that the label stands beside it.
    """

    id: str
    title: str
    at: int
    both: bool = False
    label_at: int | None = None
    several: bool = False

    def code(self, row: Sequence[str]) -> str:
        """Return the code in `row`."""
        cell = row[self.at].strip()
        return cell.partition(_BOTH)[0].strip() if self.both else cell

    def label(self, row: Sequence[str]) -> str:
        """Return the label in `row` on one line, empty where there is none."""
        if self.label_at is not None:
            return " ".join(row[self.label_at].split())
        return " ".join(row[self.at].partition(_BOTH)[2].split()) if self.both else ""


@dataclass(frozen=True)
class SdmxHeader:
    """The header of an SDMX-CSV file: its version, leading columns and all others, in order.

    `separator` parts the values of a column whose cells hold several, if the header names one.
    """

    version: str
    leading: dict[str, int]
    columns: tuple[SdmxColumn, ...]
    width: int
    separator: str | None = None

    @property
    def by_id(self) -> dict[str, SdmxColumn]:
        """The columns by their id."""
        return {column.id: column for column in self.columns}

    def before(self, id_: str) -> tuple[SdmxColumn, ...]:
        """The columns that stand before column `id_`."""
        return tuple(column for column in self.columns if column.at < self.by_id[id_].at)

    def reference(self, row: Sequence[str]) -> tuple[str, str]:
        """Return id and title of the data flow of `row`, without agency, view and version.

        >>> layout = read_header(["DATAFLOW", "geo", "TIME_PERIOD", "OBS_VALUE"], name="a.csv")
        >>> layout.reference(["ESTAT:ISOC_AI_IAIU$DEFAULTVIEW(1.0)", "NL", "2025", "1"])
        ('ISOC_AI_IAIU', '')
        """
        at = self.leading["DATAFLOW" if self.version == "1.0" else "STRUCTURE_ID"]
        code, _, title = row[at].strip().partition(_BOTH)
        if "STRUCTURE_NAME" in self.leading:
            title = row[self.leading["STRUCTURE_NAME"]]
        match = _REFERENCE.fullmatch(code.strip())
        return (match[1] if match else ""), " ".join(title.split())

    def check(self, row: Sequence[str], *, name: str, line: int) -> None:
        """Raise `SourceError` if `row` has another width, or does more than give figures."""
        if len(row) != self.width:
            raise fault(f"{len(row)} cells where the header has {self.width}", name, line=line)
        action = self.leading.get("ACTION")
        if action is not None and row[action].strip() not in _ACTIONS:
            raise fault(f"the action {shown(row[action])} does not give figures", name, line=line)


def is_sdmx_csv(header: Sequence[str]) -> bool:
    """Whether the first line of a file is the header of SDMX-CSV.

    >>> is_sdmx_csv(["STRUCTURE[;]", "STRUCTURE_ID", "geo"])
    True
    """
    if not header:
        return False
    structured = _STRUCTURE.fullmatch(header[0]) is not None and "STRUCTURE_ID" in header
    return structured or header[0] == "DATAFLOW"


def read_header(header: Sequence[str], *, name: str) -> SdmxHeader:
    """Return the layout; raises `SourceError` if a column is neither an id nor the label of one.

    >>> layout = read_header(["STRUCTURE[;]", "STRUCTURE_ID", "GEO: Country", "A[]"], name="a.csv")
    >>> [(column.id, column.both, column.several) for column in layout.columns]
    [('GEO', True, False), ('A', False, True)]
    """
    cells = [cell.strip() for cell in header]
    first = _STRUCTURE.fullmatch(cells[0])
    leading: dict[str, int] = {}
    columns: list[SdmxColumn] = []
    for at, cell in enumerate(cells):
        plain = "STRUCTURE" if at == 0 and first is not None else cell
        if plain in _LEADING:
            leading[plain] = at
            continue
        id_, both, title = cell.partition(_BOTH)
        match = _ID.fullmatch(id_)
        if match is not None:
            columns.append(
                SdmxColumn(match[1], title or match[1], at, bool(both), None, bool(match[2]))
            )
        elif columns and columns[-1].at == at - 1 and not columns[-1].both:
            columns[-1] = replace(columns[-1], title=cell, label_at=at)
        else:
            raise fault(f"the column {shown(cell)} is not known", name, line=1)
    ids = [column.id for column in columns]
    if len(set(ids)) != len(ids):
        raise fault("two columns have one id", name, line=1)
    return SdmxHeader(
        version="1.0" if first is None else "2.0",
        leading=leading,
        columns=tuple(columns),
        width=len(cells),
        separator=first[1] if first else None,
    )
