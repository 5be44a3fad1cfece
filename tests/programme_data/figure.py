"""A row of the embedded figures, as the tests look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass

BEFORE = ("dataset", "measure")
AFTER = (
    "period",
    "value",
    "unit",
    "unit_origin",
    "unit_source",
    "status",
    "recorded",
    "citation",
)
_CBS_CODE = re.compile(r"(\d{4})(JJ00|KW0[1-4]|MM\d\d|SJ00)")
_CBS_LABEL = re.compile(r"(\d{4})(?: ([1-4])e kwartaal|/'(\d\d))?")


@dataclass(frozen=True)
class Row:
    """One row: the dimensions in order, their codes, and every cell as text."""

    dimensions: tuple[str, ...]
    codes: tuple[str, ...]
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def key(self) -> tuple[str, ...]:
        return (self["measure"], *self.codes, self["period"])


def period_of_code(code: str) -> str:
    """Return our printed period for a period code of Statistics Netherlands."""
    match = _CBS_CODE.fullmatch(code)
    assert match, code
    year, kind = match[1], match[2]
    if kind.startswith("KW"):
        return f"{year}-Q{kind[-1]}"
    if kind.startswith("MM"):
        return f"{year}-{kind[2:]}"
    return year if kind == "JJ00" else f"{year}/{(int(year) + 1) % 100:02d}"


def period_of_label(label: str) -> str:
    """Return our printed period for a period label of Statistics Netherlands."""
    match = _CBS_LABEL.fullmatch(label.strip())
    assert match, label
    if match[2]:
        return f"{match[1]}-Q{match[2]}"
    return f"{match[1]}/{match[3]}" if match[3] else match[1]
