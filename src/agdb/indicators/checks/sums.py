"""Parts that add up to their whole everywhere else, and not here.

Whether codes are parts of a whole is seen from the data: where three quarters of the cells add up
within rounding, the others are findings; cells with one part only prove nothing. Not asked of
measures that do not add up by their nature, and not of dimensions whose members overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable, Partition
from agdb.statistics.identifier import sql_text

PARTITION: Final = 0.75
"""Parts that add up in fewer cells than this overlap or leave something out: not checked."""

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


def _in_table(table: CheckedTable) -> Iterator[Found]:
    for partition in table.partitions():
        yield from _unequal(table, partition)


def _unequal(table: CheckedTable, partition: Partition) -> Iterator[Found]:
    column, measures = partition.column, partition.measures
    others = [one for one in table.key if one != f'"{column}"']
    rows = (
        f"({sql_text(name)}, {sql_text(whole)}, {sql_text(part)}, {number})"
        for name, whole, part, number in partition.rows
    )
    yield from table.found(
        _STATEMENT.format(
            pairs=", ".join(rows),
            others=", ".join(others),
            table=table.name,
            column=column,
            measures=", ".join(map(sql_text, measures)),
            unadjusted=table.unadjusted,
            rounding=" ".join(
                f"when {sql_text(name)} then {table.half_unit(name)!r}" for name in measures
            ),
            same=" and ".join(f"whole.{other} = added.{other}" for other in others),
            key=", ".join(table.key),
            partition=PARTITION,
        ),
        what="the parts add up to {}",
        order=table.key,
    )


RULE = Rule(
    name="sums",
    severity=Severity.WARN,
    remedy="look up whole and parts at the publisher",
    of_table=_in_table,
)
