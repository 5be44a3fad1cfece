"""Indicators under examination: their values as one table, and the cells behind each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Self

from agdb.indicators.checks.data import ADDED, is_change
from agdb.indicators.checks.table import CheckedTable, Partition
from agdb.indicators.derivation import label_of
from agdb.programme.indicator import Indicator
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus
from agdb.statistics.structure import Measure
from agdb.warehouse.engine import Engine

_TABLE: Final = "values_now"
_BATCH: Final = 10_000  # so many values are offered at a time


@dataclass(frozen=True, slots=True)
class Sources:
    """What the cells behind one value say, in one role: counted independently of the value.

    `codes` is of how many codes in its table the codes of the value are the sum: mostly one.
    """

    cells: int
    empty: int
    bounded: int
    statuses: frozenset[ObservationStatus]
    finalities: frozenset[Finality]
    codes: int = 1


@dataclass(frozen=True)
class RoleSources:
    """The cells of one role, by the labels that this role has."""

    measure: Measure
    labels: tuple[str, ...]
    by_label: Mapping[tuple[str, ...], Sources]
    expected: int | None

    def behind(self, value: Value) -> Sources | None:
        """Return what is behind a value in this role; None if there is nothing."""
        return self.by_label.get(label_in(self.labels, value))


@dataclass(frozen=True)
class ExaminedIndicator:
    """An indicator with all that a rule may want to know."""

    computed: Computed
    roles: tuple[RoleSources, ...]
    programme: Programme

    @property
    def definition(self) -> Indicator:
        """The definition."""
        return self.computed.definition

    @cached_property
    def observed(self) -> tuple[Value, ...]:
        """The values that come out of data, not out of a model."""
        return tuple(v for v in self.computed.values if v.kind is Kind.OBSERVED)

    @property
    def unit(self) -> Unit:
        """The unit of the indicator."""
        return self.programme.units[self.definition.unit]

    @property
    def may_be_negative(self) -> bool:
        """Whether its values may be below zero, or above a hundred per cent."""
        return (
            self.unit.signed
            or self.definition.metric.type in {"growth", "derived"}
            or any(is_change(role.measure) for role in self.roles)
        )


@dataclass(frozen=True, kw_only=True)
class ValueDataset(CheckedTable):
    """The observed values of indicators in the shape of a dataset.

    The measure is the indicator. `b0` is the code of its first breakdown, and empty where it has
    none.
    """

    values: Mapping[str, ExaminedIndicator]

    @classmethod
    def offered(cls, engine: Engine, some: Sequence[ExaminedIndicator], *, today: date) -> Self:
        """Offer the values of `some`, at least one, to the engine."""
        width = max(len(one.definition.breakdowns) for one in some)
        dimensions = ("region", *(f"b{place}" for place in range(width)))
        names = ("measure", *dimensions, "period", "frequency", "text", "status", "finality")
        types = {
            **dict.fromkeys((*names, "mark", "confidentiality"), "varchar"),
            "start": "date",
            **dict.fromkeys(("value", "lower", "upper"), "double"),
        }
        columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
        engine.rows(f"create or replace temp table {_TABLE} ({columns})")
        batch: list[Mapping[str, object]] = []
        for one in some:
            batch += (_row(one.definition.id, value, dimensions) for value in one.observed)
            if len(batch) >= _BATCH:
                _insert(engine, tuple(types), batch)
                batch = []
        _insert(engine, tuple(types), batch)
        return cls(
            engine=engine,
            name=_TABLE,
            measures=tuple(one.definition.id for one in some),
            dimensions=dimensions,
            programme=some[0].programme,
            today=today,
            values={one.definition.id: one for one in some},
        )

    @property
    def subject(self) -> str:
        """The indicator."""
        return "measure"

    @property
    def each(self) -> str:
        """The findings of an indicator are counted apart from those of another."""
        return "partition by measure"

    def place(self, parts: Sequence[str]) -> tuple[str, str]:
        """Return the indicator, and the words for the place of a value of it."""
        name, *rest = parts
        if not rest:
            return name, ""
        region, *codes, period = rest
        breakdowns = self.values[name].definition.breakdowns
        named = tuple((one.id, code) for one, code in zip(breakdowns, codes, strict=False))
        return name, series_cell(region, named, period)

    def unit(self, measure: str) -> Unit:
        """Return the unit of the indicator."""
        return self.values[measure].unit

    def may_be_negative(self, measure: str) -> bool:
        """Whether its unit, its metric or what it is made of may be."""
        return self.values[measure].may_be_negative

    def half_unit(self, measure: str) -> float:
        """Return half of the last digit by the unit."""
        return float(0.5 * 10.0 ** -self.unit(measure).decimals)

    @property
    def coded(self) -> tuple[str, ...]:
        """Region and breakdowns."""
        return self.dimensions

    def codes(self, column: str, subject: str) -> tuple[str, Collection[str]]:
        """Return the regions of the programme, or the members of a classification."""
        if column == "region":
            return column, self.programme.regions
        place, breakdowns = self._breakdown(column), self.values[subject].definition.breakdowns
        if place >= len(breakdowns):
            return column, {""}
        members = self.programme.classifications[breakdowns[place].classification].members
        return breakdowns[place].id, {one.id for one in members}

    @staticmethod
    def _breakdown(column: str) -> int:
        return int(column.removeprefix("b"))

    @property
    def regions(self) -> tuple[str, ...]:
        """The region of a value."""
        return ("region",)

    @property
    def written_by_us(self) -> bool:
        """They are in the codes of the programme."""
        return True

    def in_region(self, column: str, code: str, year: int, *, subject: str) -> Iterator[str]:
        """Yield the values there, each."""
        rows = self.engine.rows(
            f"select {', '.join(self.key)} from {self.name} where measure = {sql_text(subject)}"
            f" and {column} = {sql_text(code)} and year(start) = {year} and value is not null"
            f" order by {', '.join(self.key)}"
        )
        for row in rows:
            yield self.place(row)[1]

    def partitions(self) -> Iterator[Partition]:
        """Yield the members of a classification with their parent, for each indicator of a sum."""
        for name, one in self.values.items():
            if one.definition.metric.type != "simple" or one.unit.kind not in ADDED:
                continue
            for place, breakdown in enumerate(one.definition.breakdowns):
                children: dict[str, list[str]] = defaultdict(list)
                for member in self.programme.classifications[breakdown.classification].members:
                    children[member.parent or ""].append(member.id)
                rows = tuple(
                    (parent, parent, code, len(codes))
                    for parent, codes in children.items()
                    if parent and len(codes) > 1
                    for code in codes
                )
                if rows:
                    yield Partition(f"b{place}", (name,), rows)


def _row(indicator: str, value: Value, dimensions: Sequence[str]) -> Mapping[str, object]:
    period = Period.parse(value.period)
    codes = dict(zip(dimensions[1:], (code for _, code in value.breakdown), strict=False))
    return (
        dict.fromkeys(dimensions, "")
        | codes
        | {
            "measure": indicator,
            "region": value.region,
            "period": value.period,
            "frequency": period.frequency.value,
            "start": period.start if period.dated else None,
            "value": value.value,
            "lower": value.lower,
            "upper": value.upper,
            "text": "",
            "status": value.status.value,
            "finality": value.finality.value,
            "mark": value.mark,
            "confidentiality": Confidentiality.FREE.value,
        }
    )


def _insert(engine: Engine, names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    columns = [[row[name] for row in rows] for name in names]
    if columns[0]:
        each = ", ".join("unnest(?)" for _ in names)
        engine.rows(f"insert into {_TABLE} select {each}", columns)


def label_in(labels: tuple[str, ...], value: Value) -> tuple[str, ...]:
    """Return what a value has under each of the names of labels."""
    known = label_of(value.region, value.period, [code for _, code in value.breakdown])
    return tuple(known[name] for name in labels)


def cell_of(value: Value) -> str:
    """Return the words for the place of a value."""
    return series_cell(value.region, value.breakdown, value.period)


def series_cell(region: str, breakdown: tuple[tuple[str, str], ...], period: str) -> str:
    """Return the words for a place in a series.

    >>> series_cell("NL01", (("kind", "E"),), "2024")
    'NL01 2024 kind=E'
    """
    return " ".join((region, period, *(f"{name}={code}" for name, code in breakdown)))
