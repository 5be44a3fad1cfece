"""What a DUO file looks like: key columns, values, and what a cell with a count says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Final

from agdb.files.recorded import fault
from agdb.sources.formats.cells import decimal
from agdb.sources.formats.long_table import CellContent
from agdb.statistics import period as periods
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, ObservationStatus

SEX = "GESLACHT"
TOTAL = "TOTAAL"


@dataclass(frozen=True, slots=True)
class Key:
    """A column with codes, and the column beside it that names them, if there is one."""

    code: str
    name: str | None = None
    region: bool = False


@dataclass(frozen=True, slots=True)
class DuoMeasure:
    """A measure, in words and in its unit; a `share` is never a count."""

    id: str
    title: str
    unit: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a value column belongs: its measure, its year or None, and its part or None."""

    at: int
    quantity: DuoMeasure
    period: Period | None
    part: str | None


@dataclass(frozen=True)
class Layout:
    """One form of a DUO file.

    `values` matches the whole header of each value column, with the groups `quantity`, `year` and
    `part` where the header tells them; otherwise the one quantity, the column `year` of the row,
    and no part. `part` is the name of the dimension that the parts make.
    """

    id: str
    title: str
    keys: tuple[Key, ...]
    values: re.Pattern[str]
    quantities: Mapping[str, DuoMeasure]
    year: str | None = None
    part: str | None = None
    optional: tuple[Key, ...] = ()
    school_years: bool = True

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The columns that must be there, apart from the values."""
        own = [column for key in self.keys for column in (key.code, key.name) if column]
        return (*own, *([self.year] if self.year else []))

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The columns that may be there, apart from the values."""
        more = (column for key in self.optional for column in (key.code, key.name) if column)
        return frozenset((*self.needed, *more))

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a file with this header has this form: nothing is missing, nothing unknown."""
        others = [column for column in header if column not in self.allowed]
        return (
            set(self.needed) <= set(header)
            and bool(others)
            and all(self.values.fullmatch(column) for column in others)
        )

    def present(self, header: Sequence[str]) -> tuple[Key, ...]:
        """The keys that this file has."""
        return (*self.keys, *(key for key in self.optional if key.code in header))

    def places(self, header: Sequence[str], *, name: str) -> tuple[ColumnPlace, ...]:
        """Where each value column belongs; raises `SourceError` if two say the same."""
        found: list[ColumnPlace] = []
        for at, column in zip(count(), header, strict=False):
            match = None if column in self.allowed else self.values.fullmatch(column)
            if match is not None:
                told = match.groupdict()
                quantity = self.quantities[told.get("quantity") or ""]
                year = told.get("year")
                found.append(
                    ColumnPlace(at, quantity, self.period(year) if year else None, told.get("part"))
                )
        if len({(p.quantity.id, p.period, p.part) for p in found}) != len(found):
            raise fault("two columns hold the same values", name, line=1)
        return tuple(found)

    def period(self, text: str) -> Period | None:
        """Return the period that a year or a school year `2019-2020` stands for, None if none.

        The year of DUO is the one in which the study year starts: 2018 is 2018/19.
        """
        match = re.fullmatch(r"([12]\d{3})(?:-([12]\d{3}))?", text.strip())
        if match is None or (match[2] and int(match[2]) != int(match[1]) + 1):
            return None
        build: Callable[[int], Period] = periods.school_year if self.school_years else periods.year
        return build(int(match[1]))


def layout_of(header: Sequence[str], layouts: Sequence[Layout]) -> Layout | None:
    """Return the layout that a header has, None if it has none of them."""
    columns = [column.strip() for column in header]
    return next((layout for layout in layouts if layout.fits(columns)), None)


_COUNT: Final = re.compile(r"\d{1,12}", re.ASCII)
# `<5` stands in the old files; of the portal three users report -1 and its description says 4.
_HIDDEN: Final = frozenset({"<5", "-1"})
_FEWEST, _MOST = 1.0, 4.0


def _bracket(mark: str) -> CellContent:
    return CellContent(
        None,
        ObservationStatus.MISSING_SUPPRESSED,
        mark,
        Confidentiality.CONFIDENTIAL,
        lower=_FEWEST,
        upper=_MOST,
    )


def old_count(text: str) -> CellContent | None:
    """Return the cell of a count in an old file (`<5` hides 1 to 4); None if it is not a count.

    >>> cell = old_count("<5")
    >>> cell.value, cell.lower, cell.upper, cell.mark
    (None, 1.0, 4.0, '<5')
    """
    if text in _HIDDEN:
        return _bracket(text)
    return CellContent(float(text)) if _COUNT.fullmatch(text) else None


def portal_count(text: str) -> CellContent | None:
    """Return the cell of a count in the portal, which hides 1 to 4; None if it is not a count.

    They are shown as -1 or all as 4, so that neither is ever a number. Zero is a real zero. The
    numbers 1, 2 and 3 cannot occur, and are no counts.

    >>> [portal_count(text).upper for text in ("-1", "4", "<5")], portal_count("0").value
    ([4.0, 4.0, 4.0], 0.0)
    >>> portal_count("3"), portal_count("-2")
    (None, None)
    """
    if text in _HIDDEN:
        return _bracket(text)
    if _COUNT.fullmatch(text) is None:
        return None
    number = float(text)
    if number == _MOST:
        return _bracket(text)
    return None if 0 < number < _MOST else CellContent(number)


def share(text: str) -> CellContent | None:
    """Return the cell of a percentage, with a decimal point; None if it is not one."""
    number = decimal(text)
    return None if number is None else CellContent(number)
