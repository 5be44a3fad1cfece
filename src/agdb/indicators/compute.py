"""Computes the values of an indicator from the datasets of the warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from agdb.arrivals.published import published, vintage
from agdb.errors import IndicatorError
from agdb.indicators.awaited import waiting_for
from agdb.indicators.corrected import Touched, touched_by
from agdb.indicators.derivation import Contributions, hash_of, label_and_key
from agdb.indicators.reuse import Reuse
from agdb.indicators.row import Row, ValueRow, in_order, read_row
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.statement import TABLE, cell_statement, labels, value_statement
from agdb.indicators.succession import Table, joined, tables, whole_sums
from agdb.indicators.units import check_sums, settled_measure
from agdb.indicators.vintages import check_vintages
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Applied, Computed, Input, Kind, Value, Waiting
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.corrections import offer_corrected
from agdb.warehouse.sql import SqlEngine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse


def compute_all(
    programme: Programme,
    *,
    warehouse: Warehouse,
    engine: SqlEngine,
    as_of: date | None = None,
    reuse: Reuse | None = None,
) -> dict[str, Computed]:
    """Return every indicator of the programme by its id; see `compute` for each of them."""
    return {
        indicator.id: compute(
            indicator,
            programme=programme,
            warehouse=warehouse,
            engine=engine,
            as_of=as_of,
            reuse=reuse,
        )
        for indicator in programme.indicators.values()
    }


def compute(
    indicator: Indicator,
    *,
    programme: Programme,
    warehouse: Warehouse,
    engine: SqlEngine,
    as_of: date | None = None,
    reuse: Reuse | None = None,
) -> Computed:
    """Return the indicator with all its values, or with the dataset that it waits for.

    What `reuse` recalls of the same versions is not computed again. Values come in the order
    region, breakdown, period. Raises `IndicatorError` where the definition and the dataset
    disagree, and where a unit is neither recorded nor documented; `ProgrammeError` where a declared
    correction does not find what it expects.
    """
    found = tables(indicator, programme=programme, warehouse=warehouse, as_of=as_of)
    if not found:
        return Computed(indicator, (), (), _waiting(indicator, programme, warehouse, as_of))
    place = programme.origins["Indicator", indicator.id].place("metric")
    for table in found:
        check_vintages(table.versions.values(), programme=programme, place=place)
    read = {
        f"{role} {table.step}" if len(found) > 1 else role: version
        for table in found
        for role, version in table.versions.items()
    }
    known = None if reuse is None else reuse.recall(indicator, read)
    return known or _computed(indicator, found, programme=programme, engine=engine)


def _waiting(
    indicator: Indicator, programme: Programme, warehouse: Warehouse, as_of: date | None
) -> Waiting:
    names = [term.selection.dataset for term in indicator.metric.terms]
    missing = (n for n in names if warehouse.find(DatasetId.parse(n), as_of=as_of) is None)
    return waiting_for(indicator, programme, next(missing))


def _computed(
    indicator: Indicator, found: Sequence[Table], *, programme: Programme, engine: SqlEngine
) -> Computed:
    parts = [
        _of_table(table, number, several=len(found) > 1, programme=programme, engine=engine)
        for number, table in enumerate(found)
    ]
    lines = [(table, values) for table, (values, _) in zip(found, parts, strict=True)]
    values = joined(indicator, lines, programme) if len(found) > 1 else parts[0][0]
    _check_denominator(indicator, programme, values)
    used = {value.table for value in values} or {0}
    inputs = tuple(one for _, some in parts for one in some if one.table in used)
    return Computed(indicator, in_order(indicator, values), inputs, None)


def _of_table(
    table: Table, number: int, *, several: bool, programme: Programme, engine: SqlEngine
) -> tuple[tuple[Value, ...], tuple[Input, ...]]:
    """The values and inputs of one table, as if the definition were written about it alone."""
    indicator, versions = table.definition, table.versions
    roles = tuple(
        resolve(
            programme=programme,
            indicator=indicator,
            term=term,
            structure=versions[term.role].structure,
            several=several,
        )
        for term in indicator.metric.terms
    )
    applied = {
        name: offer_corrected(engine, version, programme=programme, name=TABLE.format(role=name))
        for name, version in versions.items()
    }
    cells = {role.role: engine.rows(cell_statement(role)) for role in roles}
    touched = tuple(touched_by(engine, role, applied[role.role]) for role in roles)
    rows = engine.rows(value_statement(indicator, roles))
    values = _values(indicator, roles, cells, rows, touched)
    inputs = tuple(
        replace(
            _input(
                indicator,
                programme,
                role,
                versions[role.role],
                cells[role.role],
                applied[role.role],
            ),
            table=number,
        )
        for role in roles
    )
    check_sums(indicator, programme, {used.role: used.unit for used in inputs})
    return whole_sums(values, indicator, programme), inputs


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


def _values(
    indicator: Indicator,
    roles: tuple[Resolved, ...],
    cells: Mapping[str, list[Row]],
    rows: list[Row],
    touched: Sequence[Touched],
) -> tuple[Value, ...]:
    contributions = [
        Contributions.of(role.dataset, labels(role), map(label_and_key, cells[role.role]))
        for role in roles
    ]
    read = (read_row(indicator, row) for row in rows)
    return tuple(_value(row, contributions, touched) for row in read)


def _value(
    row: ValueRow, contributions: Sequence[Contributions], touched: Sequence[Touched]
) -> Value:
    label = (row.region, row.period, tuple(code for _, code in row.breakdown))
    keys = [key for part in contributions for key in part.to(*label)]
    corrections = {name for part in touched for name in part.of(*label)}
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
    role: Resolved,
    version: DatasetVersion,
    cells: list[Row],
    corrections: tuple[Applied, ...],
) -> Input:
    measure = settled_measure(indicator, programme, role)
    source = programme.sources.get(role.dataset)
    receipt = version.receipt
    return Input(
        role=role.role,
        dataset=str(version.id),
        version=version.version,
        recorded=version.recorded,
        checksum=receipt.checksum,
        transcription=receipt.transcription,
        address=receipt.address or (source.page if source else ""),
        licence=receipt.licence or (source.licence if source else version.structure.licence),
        citations=tuple(sorted({str(cell[-1]) for cell in cells if cell[-1]})),
        measure=measure.id,
        unit=measure.unit,
        unit_origin=measure.unit_origin,
        unit_source=measure.unit_source,
        predicate=role.predicate,
        partial=version.partial,
        corrections=corrections,
        published=published(version, source),
        vintage=vintage(version, source),
    )
