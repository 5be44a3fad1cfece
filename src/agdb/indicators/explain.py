"""Why this number? Runs a value back to its source cells and checks that they are the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agdb.errors import IndicatorError, Place
from agdb.indicators.derivation import (
    Contributions,
    hash_of,
    label_and_key,
    label_of,
    observation_key,
)
from agdb.indicators.headline import members_in_front
from agdb.indicators.row import number_in
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.statement import TABLE, cell_statement, labels, value_statement
from agdb.indicators.succession import by_table, of_table
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Input, Kind, Value
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import Structure
from agdb.warehouse.corrections import offer_corrected
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

LISTED = 1000
"""Up to this many cells are listed; beyond it the count and the hash speak for them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One source cell as the dataset has it; `correction` names the one that changed it.

    `published` is its key in the publisher's own codes, empty where `key` is in those already.
    """

    role: str
    key: str
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    finality: str
    mark: str
    citation: str
    correction: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A value with its formula, the statement that computes it, its inputs and its source cells.

    Of a line of several tables these are the inputs of the table that the value comes from.
    `cells` is empty when there are more than `LISTED`; `value.keys` still counts them.
    """

    computed: Computed
    value: Value
    statement: str
    inputs: tuple[Input, ...]
    cells: tuple[Cell, ...]


def explain(
    computed: Computed,
    *,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    region: str,
    period: str,
    breakdown: Mapping[str, str],
) -> Explanation:
    """Return the explanation of one published value, run back on the datasets that made it.

    Raises `IndicatorError` if there is no such value, if a dataset version is gone, or if the
    observations found now are not the ones that the value was made of.
    """
    value = find_value(
        computed,
        region=region,
        period=period,
        breakdown=breakdown,
        country=programme.plan.country,
    )
    if value.kind is not Kind.OBSERVED:
        raise IndicatorError(
            f"this value is a {value.kind.value} of the monitor, made from {value.keys} points",
            place=Place(computed.definition.id, cell=f"{region} {period}"),
            remedy=f"run agdb outlook {computed.definition.id}",
        )
    part = of_table(computed, value.table)
    several = len(by_table(computed)) > 1
    found = tuple(_roles(part, programme, warehouse, engine, several=several))
    roles = tuple(role for role, _ in found)
    cells = [cell for one in found for cell in _cells(*one, value, part, engine)]
    _same([cell.key for cell in cells], value, computed)
    return Explanation(
        computed=computed,
        value=value,
        statement=value_statement(part.definition, roles),
        inputs=part.inputs,
        cells=tuple(cells) if len(cells) <= LISTED else (),
    )


def check_paths(
    computed: Computed, *, programme: Programme, warehouse: Warehouse, engine: Engine
) -> None:
    """Run every observed value of an indicator back to its source cells.

    Raises `IndicatorError` for the first value whose cells are not those that it was made of, and
    for a dataset version that is gone.
    """
    parts = by_table(computed)
    for part in parts:
        contributions = [
            Contributions.of(
                role.dataset, labels(role), map(label_and_key, engine.rows(cell_statement(role)))
            )
            for role, _ in _roles(part, programme, warehouse, engine, several=len(parts) > 1)
        ]
        for value in part.values:
            if value.kind is Kind.OBSERVED:
                codes = tuple(code for _, code in value.breakdown)
                label = (value.region, value.period, codes)
                keys = [key for some in contributions for key in some.to(*label)]
                _same(keys, value, computed)


def _same(keys: list[str], value: Value, computed: Computed) -> None:
    if hash_of(keys) != value.keys_hash:
        raise IndicatorError(
            f"the {len(keys)} cells found are not the {value.keys} that this value was made of",
            place=Place(computed.definition.id, cell=f"{value.region} {value.period}"),
            remedy="run agdb doctor, then agdb build",
        )


def find_value(
    computed: Computed,
    *,
    region: str,
    period: str | None = None,
    breakdown: Mapping[str, str],
    country: str,
) -> Value:
    """Return the value with these labels, of the newest period where none is given.

    A breakdown left out means the member in front. Raises `IndicatorError` that names what there
    is, if there is no such value.
    """
    definition = computed.definition
    front = dict(next(iter(members_in_front(computed, country=country)), ()))
    codes = {b.id: breakdown.get(b.id, front.get(b.id, "")) for b in definition.breakdowns}
    place = Place(definition.id)
    for name in breakdown:
        if name not in codes:
            known = ", ".join(codes) or "none"
            raise IndicatorError(
                f"there is no breakdown {name!r}", place=place, remedy=f"it has {known}"
            )
    if computed.waiting is not None:
        raise IndicatorError(
            f"it has no values yet: it waits for {computed.waiting.dataset}",
            place=place,
            remedy=f"run {computed.waiting.command}",
        )
    wanted = tuple(codes.items())
    found = [v for v in computed.values if (v.region, v.breakdown) == (region, wanted)]
    period = _newest(found) if period is None else period
    for value in found:
        if value.period == period:
            return value
    raise IndicatorError(
        f"there is no value for {_labels(region, period, codes)}",
        place=place,
        remedy=_nearest(computed, region),
    )


def _newest(values: Iterable[Value]) -> str:
    """The newest period with an observed number, empty if there is none."""
    known = [
        Period.parse(value.period)
        for value in values
        if value.kind is Kind.OBSERVED and value.value is not None
    ]
    dated = [period for period in known if period.dated]
    return max(dated, key=lambda period: (period.end, period.start)).text if dated else ""


def _labels(region: str, period: str, codes: Mapping[str, str]) -> str:
    return " ".join(
        [region, *([period] if period else []), *(f"{name}={code}" for name, code in codes.items())]
    )


def _nearest(computed: Computed, region: str) -> str:
    values = computed.values
    here = [value for value in values if value.region == region] or list(values)
    regions = sorted({value.region for value in values})
    periods = sorted({value.period for value in here})
    first = f"{periods[0]} to {periods[-1]}" if periods else "none"
    parts = [f"regions {', '.join(regions[:5])}", f"periods {first}"]
    for place, breakdown in enumerate(computed.definition.breakdowns):
        codes = sorted({value.breakdown[place][1] for value in values})
        parts.append(f"{breakdown.id} {', '.join(codes[:8])}")
    return "there are " + "; ".join(parts)


def _roles(
    computed: Computed,
    programme: Programme,
    warehouse: Warehouse,
    engine: Engine,
    *,
    several: bool,
) -> Iterator[tuple[Resolved, Structure]]:
    definition = computed.definition
    by_role = {used.role: used for used in computed.inputs}
    for term in definition.metric.terms:
        version = _version(warehouse, by_role[term.role])
        offer_corrected(engine, version, programme=programme, name=TABLE.format(role=term.role))
        structure = version.structure
        resolved = resolve(
            programme=programme,
            indicator=definition,
            term=term,
            structure=structure,
            several=several,
        )
        yield resolved, structure


def _version(warehouse: Warehouse, used: Input) -> DatasetVersion:
    for version in warehouse.all_versions(DatasetId.parse(used.dataset)):
        if version.version == used.version:
            return version
    raise IndicatorError(
        f"version {used.version} is not in the warehouse any more",
        place=Place(used.dataset),
        remedy="run agdb doctor",
    )


def _cells(
    role: Resolved, structure: Structure, value: Value, computed: Computed, engine: Engine
) -> Iterator[Cell]:
    known = label_of(value.region, value.period, [code for _, code in value.breakdown])
    where = " and ".join(f"{name} = {sql_text(known[name])}" for name in labels(role))
    before = len(labels(role))
    used = next(used for used in computed.inputs if used.role == role.role)
    corrected = {observation_key(role.dataset, one.key): one.id for one in used.corrections}
    for row in engine.rows(f"select * from (\n{cell_statement(role)}\n) as cells where {where}"):
        *parts, number, lower, upper, status, finality, mark, citation = row
        codes = [str(part) for part in parts[before:]]
        key = observation_key(role.dataset, codes)
        published = observation_key(role.dataset, structure.in_publishers_codes(codes))
        yield Cell(
            role=role.role,
            key=key,
            published="" if published == key else published,
            value=number_in(number),
            lower=number_in(lower),
            upper=number_in(upper),
            status=str(status),
            finality=str(finality),
            mark=str(mark or ""),
            citation=str(citation or ""),
            correction=corrected.get(key, ""),
        )
