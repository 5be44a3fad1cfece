"""Computes the values of an indicator from the datasets of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agdb.arrivals.state import published, vintage
from agdb.errors import IndicatorError
from agdb.indicators.cache import ValueCache
from agdb.indicators.derivation import Contributions, hash_of
from agdb.indicators.inputs import check_sums, check_vintages, settled_measure
from agdb.indicators.rows import CellRow, ValueRow, ValueRows, in_order
from agdb.indicators.statement import value_statement
from agdb.indicators.succession import LineTable, joined, tables, whole_sums
from agdb.indicators.workbench import OpenRole, Workbench
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Input, Kind, Value, Waiting
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.sql import SqlEngine


def compute(
    indicator: Indicator, bench: Workbench[SqlEngine], *, cache: ValueCache | None = None
) -> Computed:
    """Return the indicator with all its values, or with the dataset that it waits for.

    What `cache` recalls of the same versions is not computed again. Values come in the order
    region, breakdown, period. Raises `IndicatorError` where the definition and the dataset
    disagree, and where a unit is neither recorded nor documented; `ProgrammeError` where a declared
    correction does not find what it expects.
    """
    programme = bench.programme
    found = tables(indicator, programme=programme, warehouse=bench.warehouse, as_of=bench.as_of)
    if not found:
        names = (term.selection.dataset for term in indicator.metric.terms)
        missing = next(name for name in names if bench.find(name) is None)
        return Computed(indicator, (), (), waiting_for(indicator, programme, missing))
    place = programme.origins["Indicator", indicator.id].place("metric")
    for table in found:
        check_vintages(table.versions.values(), programme=programme, place=place)
    read = {
        f"{role} {table.step}" if len(found) > 1 else role: version
        for table in found
        for role, version in table.versions.items()
    }
    known = None if cache is None else cache.recall(indicator, read)
    return known or _computed(indicator, found, bench)


def waiting_for(indicator: Indicator, programme: Programme, dataset: str) -> Waiting:
    """Return the dataset that is missing, with the command that brings it.

    It is fetched where we know how to ask for it, and imported elsewhere. Records are too large for
    the warehouse, and are computed where they are.
    """
    # All publishers are loaded by who waits for one, and by nobody else.
    from agdb.sources.publishers import order_if_fetchable  # noqa: PLC0415

    source = programme.sources.get(dataset)
    if source is None:
        return Waiting(dataset, f"agdb import {dataset} FILE")
    if source.records:
        return Waiting(source.id, f"agdb compute {indicator.id} --data {source.id}=PATH")
    if order_if_fetchable(source) is None:
        return Waiting(source.id, f"agdb import {source.id} FILE")
    return Waiting(source.id, f"agdb fetch {source.id}")


def _computed(
    indicator: Indicator, found: Sequence[LineTable], bench: Workbench[SqlEngine]
) -> Computed:
    parts = [
        _of_table(table, number, bench, several=len(found) > 1)
        for number, table in enumerate(found)
    ]
    lines = [(table, values) for table, (values, _) in zip(found, parts, strict=True)]
    values = joined(indicator, lines, bench.programme) if len(found) > 1 else parts[0][0]
    _check_denominator(indicator, bench.programme, values)
    used = {value.table for value in values} or {0}
    inputs = tuple(one for _, some in parts for one in some if one.table in used)
    return Computed(indicator, in_order(indicator, values), inputs, None)


def _of_table(
    table: LineTable, number: int, bench: Workbench[SqlEngine], *, several: bool
) -> tuple[tuple[Value, ...], tuple[Input, ...]]:
    """The values and inputs of one table, as if the definition were written about it alone."""
    definition, programme = table.definition, bench.programme
    roles = [
        bench.open(definition, term, table.versions[term.role], several=several)
        for term in definition.metric.terms
    ]
    cells = [role.cells() for role in roles]
    inputs = tuple(
        replace(_input(definition, programme, role, some), table=number)
        for role, some in zip(roles, cells, strict=True)
    )
    behind = [role.contributions(some) for role, some in zip(roles, cells, strict=True)]
    resolved = tuple(role.resolved for role in roles)
    rows = ValueRows.of(definition, resolved)
    values = tuple(
        _value(rows.read(row), behind)
        for row in bench.engine.rows(value_statement(definition, resolved))
    )
    check_sums(definition, programme, {used.role: used.unit for used in inputs})
    return whole_sums(values, definition, programme), inputs


def _check_denominator(
    indicator: Indicator, programme: Programme, values: tuple[Value, ...]
) -> None:
    """A denominator may be zero in one place; where it is everywhere, the wrong one was chosen."""
    impossible = ObservationStatus.MISSING_CANNOT_EXIST
    if not values or "/" not in indicator.metric.formula or indicator.breaks:
        return
    zero = sum(value.status is impossible for value in values)
    if zero and all(value.value is None and value.lower is None for value in values):
        raise IndicatorError(
            f"the denominator is zero in {zero} of {len(values)} places, and no other has a value",
            place=programme.origins["Indicator", indicator.id].place("metric"),
            remedy="select another denominator",
        )


def _value(row: ValueRow, behind: Sequence[Contributions]) -> Value:
    keys = [key for part in behind for key in part.keys(*row.label)]
    corrections = {name for part in behind for name in part.corrected(*row.label)}
    return Value(
        region=row.region,
        period=row.period,
        breakdown=row.breakdown,
        value=row.value,
        status=row.status,
        finality=row.finality,
        mark=row.mark,
        lower=row.lower,
        upper=row.upper,
        kind=Kind.OBSERVED,
        keys=len(keys),
        keys_hash=hash_of(keys),
        corrections=tuple(sorted(corrections)),
    )


def _input(
    indicator: Indicator,
    programme: Programme,
    role: OpenRole,
    cells: Sequence[CellRow],
) -> Input:
    resolved, version = role.resolved, role.version
    measure = settled_measure(indicator, programme, resolved)
    source = programme.sources.get(resolved.dataset)
    receipt = version.receipt
    return Input(
        role=resolved.role,
        dataset=str(version.id),
        version=version.version,
        recorded=version.recorded,
        checksum=receipt.checksum,
        transcription=receipt.transcription,
        address=receipt.address or (source.page if source else ""),
        licence=receipt.licence or (source.licence if source else version.structure.licence),
        citations=tuple(sorted({cell.citation for cell in cells if cell.citation})),
        measure=measure.id,
        unit=measure.unit,
        unit_origin=measure.unit_origin,
        unit_source=measure.unit_source,
        predicate=resolved.predicate,
        partial=version.partial,
        corrections=role.corrections,
        published=published(version, source),
        vintage=vintage(version, source),
    )
