"""Parts that add up to their whole everywhere else, and not here.

Whether codes are parts of a whole is seen from the data: where three quarters of the cells add up
within rounding, the others are findings; cells with one part only prove nothing. Not asked of
measures that do not add up by their nature, and not of dimensions whose members overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agdb.indicators.checks.additive import ADDED, PARTITION, additive_measures, unadjusted
from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, cell_of
from agdb.results.value import Value
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed
from agdb.statistics.structure import Dimension, DimensionKind, key_parts

_STATEMENT = """
with parts(_name, _parent, _child, _n) as (values {pairs}),
added as (select parts._name, parts._parent, {others}, sum(value) as _total
  from {table} join parts on {table}."{column}" = parts._child
  where measure in ({measures}) and {unadjusted}
  group by parts._name, parts._parent, parts._n, {others}
  having count(value) = max(parts._n) and count(nullif(value, 0)) > 1),
compared as (select added._name, added._total, whole.*,
    abs(whole.value - added._total) <= 1e-9 * abs(whole.value) + case whole.measure {rounding} end
      * ((select max(_n) from parts where parts._name = added._name) + 1) as _adds
  from added join {table} as whole
  on whole."{column}" = added._parent and {same} where whole.value is not null)
select concat(_total, ' and the whole ', value), {key} from compared
qualify not _adds and avg(case when _adds then 1.0 else 0.0 end)
  over (partition by _name, measure) >= {partition}"""


def _in_data(data: Data) -> Iterator[Found]:
    measures = additive_measures(data)
    if not measures:
        return
    rounding = " ".join(f"when {sql_text(m)} then {_half_unit(data, m)!r}" for m in measures)
    parts = key_parts(data.structure.dimensions)
    for dimension in data.structure.dimensions:
        pairs = _pairs(data, dimension)
        if not pairs:
            continue
        others = [f'"{part}"' for part in parts if part != dimension.id]
        key = ", ".join(f'"{part}"' for part in parts)
        yield from data.rows(
            _STATEMENT.format(
                pairs=", ".join(pairs),
                others=", ".join(others),
                table=data.now.table,
                column=dimension.id,
                measures=", ".join(map(sql_text, measures)),
                unadjusted=unadjusted(data),
                rounding=rounding,
                same=" and ".join(f"whole.{other} = added.{other}" for other in others),
                key=key,
                partition=PARTITION,
            ),
            what="the parts add up to {}",
            order=key,
        )


def _half_unit(data: Data, measure: str) -> float:
    unit, decimals = data.unit(measure), data.measure(measure).decimals
    if decimals is None:
        decimals = unit.decimals if unit else 0
    return 0.5 * 10.0**-decimals


def _pairs(data: Data, dimension: Dimension) -> list[str]:
    """Return (name, whole, part, number of parts) for each part, as rows of an SQL list."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    if dimension.kind is DimensionKind.ORDINARY:
        for code in dimension.codes:
            if code.parent in dimension.by_id:
                groups[code.parent or "", code.parent or ""].append(code.id)
    country = data.programme.plan.country
    inside = [one for one in data.programme.plan.divisions if not one.comparison]
    divisions = {one.prefix for one in inside} - {country[:2]}
    if dimension.kind is DimensionKind.REGION and country in dimension.by_id:
        for code in dimension.codes:
            if code.id[:2] in divisions:
                groups[code.id[:2], country].append(code.id)
    return [
        f"({sql_text(name)}, {sql_text(whole)}, {sql_text(part)}, {len(found)})"
        for (name, whole), found in groups.items()
        if len(found) > 1
        for part in found
    ]


def _in_values(values: Values) -> Iterator[Found]:
    definition = values.definition
    if definition.metric.type != "simple" or values.unit.kind not in ADDED:
        return
    by_label = {(v.region, v.period, v.breakdown): v for v in values.observed}
    for place, breakdown in enumerate(definition.breakdowns):
        children: dict[str, list[str]] = defaultdict(list)
        for member in values.programme.classifications[breakdown.classification].members:
            children[member.parent or ""].append(member.id)
        for parent, codes in children.items():
            if parent and len(codes) > 1:
                yield from _unequal(by_label, place, parent, codes, values.unit.decimals)


Label = tuple[str, str, tuple[tuple[str, str], ...]]


def _unequal(
    by_label: dict[Label, Value], place: int, parent: str, codes: list[str], decimals: int
) -> Iterator[Found]:
    compared: list[tuple[Value, float]] = []
    for (region, period, breakdown), whole in by_label.items():
        if breakdown[place][1] != parent or whole.value is None:
            continue
        name = breakdown[place][0]
        parts = [
            by_label.get((region, period, (*breakdown[:place], (name, c), *breakdown[place + 1 :])))
            for c in codes
        ]
        numbers = [part.value for part in parts if part is not None and part.value is not None]
        if len(numbers) == len(codes) and sum(number != 0 for number in numbers) > 1:
            compared.append((whole, sum(numbers)))
    tolerance = 0.5 * 10.0**-decimals * (len(codes) + 1)
    wrong = [
        (whole, total)
        for whole, total in compared
        if abs((whole.value or 0.0) - total) > tolerance + 1e-9 * abs(total)
    ]
    if len(wrong) <= (1 - PARTITION) * len(compared):
        for whole, total in wrong:
            number = printed(whole.value or 0.0)
            yield Found(cell_of(whole), f"the parts add up to {printed(total)} and it is {number}")


RULE = Rule(
    name="sums",
    severity=Severity.WARN,
    remedy="look up whole and parts at the publisher",
    of_data=_in_data,
    of_values=_in_values,
)
