"""Observations under examination: one table for datasets and values alike, and ways to ask it.

A rule that holds for both is one statement over such a table. What a dataset calls a measure is an
indicator in a table of values. Columns that the rules add begin with an underscore, which no
dimension does.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final

from agdb.indicators.checks.finding import SHOWN, Found
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed
from agdb.warehouse.engine import Engine

ORDINAL: Final = (
    "case frequency when 'year' then year(start) when 'school-year' then year(start)"
    " when 'half-year' then year(start) * 2 + (month(start) - 1) // 6"
    " when 'quarter' then year(start) * 4 + (month(start) - 1) // 3"
    " when 'month' then year(start) * 12 + month(start) - 1 end"
)
"""The place of a period in its row, as `Period.ordinal` has it; null where there is none."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Codes of one column that may add up: rows of (name, whole, part, number of parts)."""

    column: str
    measures: tuple[str, ...]
    rows: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True)
class CheckedTable(ABC):
    """Observations that the engine offers under `name`.

    `measures` are those that are looked at; `dimensions` are the columns that tell their
    observations apart, besides the period. `today` is passed in.
    """

    engine: Engine
    name: str
    measures: tuple[str, ...]
    dimensions: tuple[str, ...]
    programme: Programme
    today: date

    @property
    @abstractmethod
    def subject(self) -> str:
        """SQL for the id of the indicator that a row is about; empty text for a dataset."""

    @property
    def each(self) -> str:
        """The window clause for what is looked at apart: nothing, or each indicator."""
        return ""

    @abstractmethod
    def place(self, parts: Sequence[str]) -> tuple[str, str]:
        """Return what a place is about, and its words; `parts` begin with the measure."""

    @abstractmethod
    def unit(self, measure: str) -> Unit | None:
        """Return the unit of a measure as the programme knows it, or None."""

    @abstractmethod
    def may_be_negative(self, measure: str) -> bool:
        """Whether a measure is a change or a balance, so that it may be below zero or over 100."""

    @abstractmethod
    def half_unit(self, measure: str) -> float:
        """Return half of the last digit that a measure is published in."""

    @property
    @abstractmethod
    def coded(self) -> tuple[str, ...]:
        """The columns of which every code stands in a list."""

    @abstractmethod
    def codes(self, column: str, subject: str) -> tuple[str, Collection[str]]:
        """Return what a column is called, and the codes that it may have."""

    @property
    @abstractmethod
    def regions(self) -> tuple[str, ...]:
        """The columns that hold codes of regions."""

    def our_code(self, column: str, code: str) -> str:
        """Return the programme's code for one that stands apart from it."""
        del column
        return code

    @property
    @abstractmethod
    def written_by_us(self) -> bool:
        """Whether its codes are our own, so that one that cannot be read is a slip."""

    @abstractmethod
    def in_region(self, column: str, code: str, year: int, *, subject: str) -> Iterator[str]:
        """Yield the words for the places with this code in this year."""

    @property
    def unadjusted(self) -> str:
        """The condition that leaves seasonally adjusted observations out."""
        return "1 = 1"

    @abstractmethod
    def partitions(self) -> Iterator[Partition]:
        """Yield the codes that may add up to others."""

    @property
    def looked_at(self) -> str:
        """The condition that keeps to the measures looked at."""
        return f"measure in ({', '.join(map(sql_text, self.measures))})"

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one observation from another."""
        return ("measure", *(f'"{name}"' for name in self.dimensions), "period")

    @property
    def series(self) -> tuple[str, ...]:
        """The columns that tell one series from another."""
        return (*self.key[:-1], "frequency")

    def of_kind(self, *kinds: str) -> Sequence[str]:
        """Return the measures looked at whose unit is of one of these kinds."""
        units = ((name, self.unit(name)) for name in self.measures)
        return [name for name, unit in units if unit is not None and unit.kind in kinds]

    def cells(self, wrong: str, *, shown: str = "null", what: str) -> Iterator[Found]:
        """Yield the observations for which the condition `wrong` holds, in the order of their keys.

        `what` may quote the value of the expression `shown` as `{}`.
        """
        yield from self.found(
            f"select {shown}, {', '.join(self.key)} from {self.name}"
            f" where {self.looked_at} and ({wrong})",
            what=what,
            order=self.key,
        )

    def found(self, select: str, *, what: str, order: Sequence[str]) -> Iterator[Found]:
        """Yield the rows of `select`: what is quoted, then the parts of a place, measure first.

        Of each dataset or indicator the first `SHOWN` in this order, with the number of the rest.
        """
        by = ", ".join(order)
        first = f"qualify row_number() over ({self.each} order by {by}) <= {SHOWN} order by {by}"
        rows = self.engine.rows(
            f"select *, count(*) over ({self.each}) from ({select}) as found"
            f" {first if self.each else f'order by {by} limit {SHOWN}'}"
        )
        shown: Counter[str] = Counter()
        for quoted, *parts, total in rows:
            about, cell = self.place(["?" if part is None else str(part) for part in parts])
            shown[about] += 1
            more = total - SHOWN if shown[about] == SHOWN else 0
            text = printed(quoted) if isinstance(quoted, float) and isfinite(quoted) else quoted
            yield Found(cell, what.format(text), more=max(more, 0), about=about)
