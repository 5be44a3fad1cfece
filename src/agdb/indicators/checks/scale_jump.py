"""A thousand times as much, or as little, as just before: a unit that changed without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, series_cell
from agdb.statistics.number import printed
from agdb.statistics.structure import key_parts

LOW: Final = 300.0
HIGH: Final = 3000.0
"""Between these a factor counts as a thousand, growth and season included."""
NEAR: Final = 8
"""So many values on one side, three at least, must all be a thousand times away."""
_JUMP: Final = """({n} >= 3 and value > 0 and {least} > 0 and (
  (value >= {low} * {most} and value <= {high} * {least})
  or ({least} >= {low} * value and {most} <= {high} * value)))"""


def _in_data(data: Data) -> Iterator[Found]:
    yield from _in_series(data)
    if data.last is not None:
        yield from _since_last(data)


def _in_series(data: Data) -> Iterator[Found]:
    series = ", ".join(data.series)
    key = ", ".join((*data.series[:-1], "period"))
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
    yield from data.rows(
        f"with near as (select *, {windows} from {data.now.table} where {data.looked_at}"
        " and value is not null and start is not null)\n"
        f"select value, {key} from near where {before} or (_b_count = 0 and {after})",
        what="{} is about a thousand times what stands next to it, or a thousandth",
        order=key,
    )


def _since_last(data: Data) -> Iterator[Found]:
    """A whole measure may change at once, so that no series shows it."""
    assert data.last is not None
    shared = [
        part
        for part in key_parts(data.structure.dimensions)
        if part in key_parts(data.last.structure.dimensions)
    ]
    same = " and ".join(f'now."{part}" = last."{part}"' for part in shared)
    yield from data.rows(
        f"select median(now.value / last.value), now.measure from {data.now.table} as now"
        f" join {data.last.table} as last on {same}"
        f" where now.{data.looked_at} and last.value > 0 and now.value > 0 group by now.measure"
        f" having median(now.value / last.value) between {LOW} and {HIGH}"
        f" or median(last.value / now.value) between {LOW} and {HIGH}",
        what="the values are {} times those of the last vintage",
        order="measure",
    )


def _in_values(values: Values) -> Iterator[Found]:
    for (region, breakdown, _), row in values.series.items():
        numbers = [(period, v.value) for period, v in row.items() if v.value is not None]
        for place, (period, number) in enumerate(numbers):
            before = [n for _, n in numbers[max(0, place - NEAR) : place]]
            after = [n for _, n in numbers[1 : NEAR + 1]] if place == 0 else []
            if _jumps(number, before) or _jumps(number, after):
                yield Found(
                    series_cell(region, breakdown, str(period)),
                    f"{printed(number)} is about a thousand times what stands next to it, or a"
                    " thousandth",
                )


def _jumps(number: float, others: list[float]) -> bool:
    if len(others) < 3 or min(others) <= 0 or number <= 0:
        return False
    ratios = [number / other for other in others]
    return all(LOW <= r <= HIGH for r in ratios) or all(1 / HIGH <= r <= 1 / LOW for r in ratios)


RULE = Rule(
    name="scale_jump",
    severity=Severity.BLOCK,
    remedy="compare the unit with that of the publisher, and declare a correction or a new unit",
    of_data=_in_data,
    of_values=_in_values,
)
