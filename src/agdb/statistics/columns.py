"""The one list of what is told of a value: every file, description and interface is made of it.

A breakdown has columns of its own, its code and its name, which stand after the period. No
breakdown can have the name of a column here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ColumnType(StrEnum):
    """What the cells of a column hold; a cell of any column may be empty."""

    TEXT = "string"
    NUMBER = "number"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the values: its name in every file and interface, and what its cells hold.

    `key` tells that it belongs to what finds a value, beside the breakdowns. `files` and
    `interface` tell where it stands: the interface says once what is the same for an indicator.
    """

    name: str
    type: ColumnType = ColumnType.TEXT
    key: bool = False
    files: bool = True
    interface: bool = True


_NUMBER, _INTEGER = ColumnType.NUMBER, ColumnType.INTEGER
BEFORE: Final = (
    Column("region", key=True),
    Column("region_name", interface=False),
    Column("period", key=True),
)
"""The columns in front of the breakdowns."""

AFTER: Final = (
    Column("value", _NUMBER),
    Column("unit", interface=False),
    Column("status"),
    Column("finality"),
    Column("mark"),
    Column("lower", _NUMBER),
    Column("upper", _NUMBER),
    Column("lower_95", _NUMBER),
    Column("upper_95", _NUMBER),
    Column("kind", key=True),
    Column("published", interface=False),
    Column("age_months", _INTEGER),
    Column("ageing", interface=False),
    Column("observations", _INTEGER),
    Column("observations_sha256"),
    Column("table", _INTEGER, files=False),
    Column("release", interface=False),
)
"""The columns behind the breakdowns."""

OBSERVATION: Final = (
    Column("indicator", key=True),
    *(column for column in BEFORE if column.interface),
    Column("breakdown", key=True),
    *(column for column in AFTER if column.files),
)
"""The columns of an observation beside those of other indicators: codes, and one for breakdowns."""

RESERVED: Final = frozenset(column.name for column in (*BEFORE, *AFTER)) | {
    "breakdown",
    "indicator",
}
"""The names that no breakdown can have; `breakdown` is what the interface calls all of them.

An observation names its indicator too."""


def file_columns(breakdowns: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of a file about an indicator with these breakdowns, in their order.

    >>> [column.name for column in file_columns(("sex",))][2:6]
    ['period', 'sex', 'sex_name', 'value']
    """
    own = (
        column
        for one in breakdowns
        for column in (Column(one, key=True), Column(f"{one}_name", interface=False))
    )
    return (*BEFORE, *own, *(column for column in AFTER if column.files))
