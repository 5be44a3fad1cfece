"""A thousand times as much, or as little, as just before: a unit that changed without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.statistics.structure import key_parts

LOW: Final = 300.0
HIGH: Final = 3000.0
"""Between these a factor counts as a thousand, growth and season included."""
NEAR: Final = 8
"""So many values on one side, three at least, must all be a thousand times away."""
_JUMP: Final = """({n} >= 3 and value > 0 and {least} > 0 and (
  (value >= {low} * {most} and value <= {high} * {least})
  or ({least} >= {low} * value and {most} <= {high} * value)))"""


def _in_table(table: CheckedTable) -> Iterator[Found]:
    series = ", ".join(table.series)
    sides = {"b": f"{NEAR} preceding and 1 preceding", "a": f"1 following and {NEAR} following"}
    windows = ", ".join(
        f"{function}(value) over (partition by {series} order by start rows between {rows})"
        f" as _{side}_{function}"
        for side, rows in sides.items()
        for function in ("count", "min", "max")
    )
    before, after = (
        _JUMP.format(n=f"_{s}_count", most=f"_{s}_max", least=f"_{s}_min", low=LOW, high=HIGH)
        for s in sides
    )
    yield from table.found(
        f"with near as (select {series}, period, value, {windows} from {table.name}"
        f" where {table.looked_at} and value is not null and start is not null)\n"
        f"select value, {', '.join(table.key)} from near"
        f" where {before} or (_b_count = 0 and {after})",
        what="{} is about a thousand times what stands next to it, or a thousandth",
        order=table.key,
    )


def _since_last(data: Data) -> Iterator[Found]:
    """A whole measure may change at once, so that no series shows it."""
    if data.last is None:
        return
    shared = [
        part
        for part in key_parts(data.structure.dimensions)
        if part in key_parts(data.last.structure.dimensions)
    ]
    same = " and ".join(f'now."{part}" = last."{part}"' for part in shared)
    yield from data.found(
        f"select median(now.value / last.value), now.measure from {data.name} as now"
        f" join {data.last.table} as last on {same}"
        f" where now.{data.looked_at} and last.value > 0 and now.value > 0 group by now.measure"
        f" having median(now.value / last.value) between {LOW} and {HIGH}"
        f" or median(last.value / now.value) between {LOW} and {HIGH}",
        what="the values are {} times those of the last vintage",
        order=("measure",),
    )


RULE = Rule(
    name="scale_jump",
    severity=Severity.BLOCK,
    remedy="compare the unit with that of the publisher, and declare a correction or a new unit",
    of_table=_in_table,
    of_data=_since_last,
)
