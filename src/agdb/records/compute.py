"""Computes an indicator from record-level data, on any engine, by one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from agdb.errors import IndicatorError, Place
from agdb.indicators.inputs import settled_measure
from agdb.indicators.rows import ValueRow, ValueRows, in_order
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.statement import value_statement
from agdb.indicators.workbench import Workbench
from agdb.programme.indicator import Indicator
from agdb.programme.metric import Term
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.records.observed import TABLE as RECORDS
from agdb.records.observed import Observed, structure_of, unplaced_statement
from agdb.results.value import Kind, Value
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

WITHHELD: Final = ObservationStatus.MISSING_SUPPRESSED


class RecordEngine(SqlEngine, Protocol):
    """An engine that reads records where they are kept."""

    def records(self, name: str, address: str) -> tuple[str, ...]:
        """Offer the Parquet files at an address of the engine under `name`; return the columns."""
        ...


@dataclass(frozen=True, slots=True)
class Compiled:
    """An indicator as one statement over the tables of an engine.

    `records` names the data set of each role that is read from records, as `records_ROLE`; the
    others are read from the warehouse, as `observations_ROLE`.
    """

    indicator: Indicator
    statement: str
    roles: tuple[Resolved, ...]
    records: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Records that no value can count: `what` is `date`, or the dimension with an unknown code."""

    dataset: str
    what: str
    records: int
    of: int


@dataclass(frozen=True, slots=True)
class FromRecords:
    """The values of an indicator from records, and the records that none of them counts.

    Of a value `keys` counts the records and cells behind it; `keys_hash` is empty, for a record has
    no name that may leave the place where it is kept.
    """

    compiled: Compiled
    values: tuple[Value, ...]
    unplaced: tuple[Unplaced, ...]


def is_from_records(indicator: Indicator, programme: Programme) -> bool:
    """Whether any part of the indicator is read from record-level data."""
    return any(_layout(term, programme) for term in indicator.metric.terms)


def compile_indicator(
    indicator: Indicator, *, programme: Programme, warehouse: Warehouse
) -> Compiled:
    """Return the indicator as a statement; runs nothing.

    Raises `IndicatorError` where definition, records and datasets disagree, and where a dataset
    without record-level data is not in the warehouse.
    """
    roles: list[Resolved] = []
    observed: dict[str, str] = {}
    records: dict[str, str] = {}
    for term in indicator.metric.terms:
        source = programme.sources.get(term.selection.dataset)
        if source is None or source.records is None:
            structure = _version(term, warehouse).structure
        else:
            structure = structure_of(source, source.records, programme)
            records[term.role] = source.id
            observed[term.role] = Observed(
                source, source.records, term, indicator, programme
            ).select()
        role = resolve(programme=programme, indicator=indicator, term=term, structure=structure)
        settled_measure(indicator, programme, role)
        roles.append(role)
    statement = value_statement(indicator, tuple(roles), observed=observed)
    return Compiled(indicator, statement, tuple(roles), records)


def compute_from_records(
    indicator: Indicator, bench: Workbench[RecordEngine], *, addresses: Mapping[str, str]
) -> FromRecords:
    """Return the values of the indicator, from the records at `addresses` by data set.

    A value made of fewer records than the floor of their source is withheld. Raises
    `IndicatorError` as `compile_indicator` does, and for records of which no address is given.
    """
    programme, engine = bench.programme, bench.engine
    compiled = compile_indicator(indicator, programme=programme, warehouse=bench.warehouse)
    for role, dataset in compiled.records.items():
        if dataset not in addresses:
            raise IndicatorError(
                "it is computed from records, and where they are is not said",
                place=Place(indicator.id, cell=dataset),
                remedy=f"add --data {dataset}=PATH",
            )
        columns = engine.records(RECORDS.format(role=role), addresses[dataset])
        _check_columns(programme.sources[dataset], columns)
    for term in indicator.metric.terms:
        if term.role not in compiled.records:
            bench.open(indicator, term, _version(term, bench.warehouse))
    floors = [_floor(role, programme) for role in compiled.roles]
    rows = ValueRows.of(indicator, compiled.roles)
    values = [_value(rows.read(row), floors) for row in engine.rows(compiled.statement)]
    return FromRecords(
        compiled, in_order(indicator, values), _unplaced(compiled, programme, engine)
    )


def _check_columns(source: Source, columns: tuple[str, ...]) -> None:
    for name in source.records.columns if source.records else ():
        if name not in columns:
            raise IndicatorError(
                f"the records have no column {name!r}",
                place=Place(source.id),
                remedy=f"correct the layout, or the path; they have {', '.join(columns) or 'none'}",
            )


def _layout(term: Term, programme: Programme) -> bool:
    source = programme.sources.get(term.selection.dataset)
    return source is not None and source.records is not None


def _version(term: Term, warehouse: Warehouse) -> DatasetVersion:
    id_ = DatasetId.parse(term.selection.dataset)
    version = warehouse.find(id_)
    if version is None:
        raise IndicatorError(
            "this dataset is not in the warehouse",
            place=Place(str(id_)),
            remedy=f"run agdb fetch {id_}, or agdb import {id_} PATH",
        )
    return version


def _floor(role: Resolved, programme: Programme) -> int:
    source = programme.sources.get(role.dataset)
    return source.records.floor if source and source.records else 0


def _value(row: ValueRow, floors: list[int]) -> Value:
    withheld = any(count < floor for count, floor in zip(row.counts, floors, strict=True))
    return Value(
        region=row.region,
        period=row.period,
        breakdown=row.breakdown,
        value=None if withheld else row.value,
        status=WITHHELD if withheld else row.status,
        finality=row.finality,
        mark=row.mark,
        lower=None if withheld else row.lower,
        upper=None if withheld else row.upper,
        kind=Kind.OBSERVED,
        keys=0 if withheld else sum(row.counts),
        keys_hash="",
    )


def _unplaced(compiled: Compiled, programme: Programme, engine: SqlEngine) -> tuple[Unplaced, ...]:
    found: list[Unplaced] = []
    for dataset, role in {dataset: role for role, dataset in compiled.records.items()}.items():
        source = programme.sources[dataset]
        if source.records is None:
            continue
        sql, names = unplaced_statement(source, source.records, programme, role=role)
        ((whole, *counts),) = engine.rows(sql)
        named = zip(("date", *names), counts, strict=True)
        found += [Unplaced(dataset, what, count, whole) for what, count in named if count]
    return tuple(found)
