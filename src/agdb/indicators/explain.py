"""Why this number? Runs a value back to its source cells and computes it from them again.

They must be the cells that it was made of, and must give the number that is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose
from typing import Final

from agdb.errors import IndicatorError, Place
from agdb.indicators.breaks import without_mixed
from agdb.indicators.derivation import hash_of, label_of, observation_key
from agdb.indicators.headline import members_in_front
from agdb.indicators.rows import ValueRow, ValueRows, labels
from agdb.indicators.statement import value_statement
from agdb.indicators.succession import by_table, of_table
from agdb.indicators.workbench import OpenRole, Workbench
from agdb.results.provenance import LISTED, ExplainedCell, Explanation
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed
from agdb.statistics.period import Period
from agdb.warehouse.sql import SqlEngine

_ADDING: Final = 1e-12  # relative; sums of a table differ by less from one order to another


def explain(
    computed: Computed,
    bench: Workbench[SqlEngine],
    *,
    region: str,
    period: str,
    breakdown: Mapping[str, str],
    checked: bool = False,
) -> Explanation:
    """Return the explanation of one published value, run back on the datasets that made it.

    Of an indicator that `check_paths` has `checked` the number is not computed again.
    Raises `IndicatorError` if there is no such value, if a dataset version is gone, if the
    observations found now are not the ones that the value was made of, or if they give another
    number.
    """
    value = find_value(
        computed,
        region=region,
        period=period,
        breakdown=breakdown,
        country=bench.programme.plan.country,
    )
    if value.kind is not Kind.OBSERVED:
        raise IndicatorError(
            f"this value is a {value.kind.value} of the monitor, made from {value.keys} points",
            place=Place(computed.definition.id, cell=f"{region} {period}"),
            remedy=f"run agdb outlook {computed.definition.id}",
        )
    part = of_table(computed, value.table)
    roles = _open(part, bench, several=len(by_table(computed)) > 1)
    cells = [cell for role in roles for cell in _cells(role, value)]
    _check_same([cell.key for cell in cells], value, computed)
    if not checked:
        _check_number(_recomputed(part, roles, bench), value, computed)
    return Explanation(
        computed=computed,
        value=value,
        statement=value_statement(part.definition, tuple(role.resolved for role in roles)),
        inputs=part.inputs,
        cells=tuple(cells) if len(cells) <= LISTED else (),
    )


def check_paths(computed: Computed, bench: Workbench[SqlEngine]) -> None:
    """Run every observed value of an indicator back to its source cells, and compute it again.

    Raises `IndicatorError` for the first value whose cells are not those that it was made of or
    give another number, and for a dataset version that is gone.
    """
    parts = by_table(computed)
    for part in parts:
        roles = _open(part, bench, several=len(parts) > 1)
        contributions = [role.contributions(role.cells()) for role in roles]
        numbers = _recomputed(part, roles, bench)
        for value in part.values:
            if value.kind is Kind.OBSERVED:
                codes = tuple(code for _, code in value.breakdown)
                label = (value.region, value.period, codes)
                keys = [key for some in contributions for key in some.keys(*label)]
                _check_same(keys, value, computed)
                _check_number(numbers, value, computed)


def _recomputed(
    part: Computed, roles: Sequence[OpenRole], bench: Workbench[SqlEngine]
) -> dict[tuple[str, str, tuple[str, ...]], ValueRow]:
    """What the cells of these roles give now, by the label of the value."""
    resolved = tuple(role.resolved for role in roles)
    rows = ValueRows.of(part.definition, resolved)
    found = map(rows.read, bench.engine.rows(value_statement(part.definition, resolved)))
    return {row.label: row for row in found}


def _check_number(
    numbers: Mapping[tuple[str, str, tuple[str, ...]], ValueRow], value: Value, computed: Computed
) -> None:
    row = numbers.get((value.region, value.period, tuple(code for _, code in value.breakdown)))
    given: tuple[float | None, ...] = (None, None, None)
    if row is not None:
        now = replace(value, value=row.value, lower=row.lower, upper=row.upper)
        (now,) = without_mixed(computed.definition, [now])
        given = (now.value, now.lower, now.upper)
    for one, other in zip(given, (value.value, value.lower, value.upper), strict=True):
        if not _equal(one, other):
            raise IndicatorError(
                f"its cells give {_told(one)}, and {_told(other)} is published",
                place=Place(computed.definition.id, cell=f"{value.region} {value.period}"),
                remedy="run agdb doctor, then agdb build",
            )


def _equal(one: float | None, other: float | None) -> bool:
    """Whether two numbers are one, apart from the order in which an engine adds up."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=_ADDING)


def _told(number: float | None) -> str:
    return "no number" if number is None else printed(number)


def _open(part: Computed, bench: Workbench[SqlEngine], *, several: bool) -> list[OpenRole]:
    terms = part.definition.metric.terms
    return [bench.open_again(part, term, several=several) for term in terms]


def _check_same(keys: Sequence[str], value: Value, computed: Computed) -> None:
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


def _cells(role: OpenRole, value: Value) -> Iterator[ExplainedCell]:
    known = label_of(value.region, value.period, [code for _, code in value.breakdown])
    named, dataset = labels(role.resolved), role.resolved.dataset
    corrected = {observation_key(dataset, one.key): one.id for one in role.corrections}
    for cell in role.cells(" and ".join(f"{name} = {sql_text(known[name])}" for name in named)):
        key = observation_key(dataset, cell.key)
        structure = role.version.structure
        published = observation_key(dataset, structure.in_publishers_codes(list(cell.key)))
        yield ExplainedCell(
            role=role.resolved.role,
            key=key,
            value=cell.value,
            lower=cell.lower,
            upper=cell.upper,
            status=cell.status,
            finality=cell.finality,
            mark=cell.mark,
            citation=cell.citation,
            correction=corrected.get(key, ""),
            published="" if published == key else published,
        )
