"""A measure with another unit than in the last vintage."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data, unit_of
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.programme.programme import Programme
from agdb.statistics.structure import Measure, UnitOrigin


def _in_data(data: Data) -> Iterator[Found]:
    if data.last is None:
        return
    for name in data.measures:
        now, before = data.measure(name), data.last.structure.measure_by_id.get(name)
        if before is None or UnitOrigin.NOT_RECORDED in {now.unit_origin, before.unit_origin}:
            continue
        if _meaning(data.programme, now) != _meaning(data.programme, before):
            yield Found(name, f"the unit is {now.unit!r} and was {before.unit!r}")


def _meaning(programme: Programme, measure: Measure) -> str:
    """Return the programme's unit, or the spelling without blanks and capitals."""
    unit = unit_of(programme, None, measure)
    return unit.id if unit is not None else "".join(measure.unit.lower().split())


RULE = Rule(
    name="unit_change",
    severity=Severity.BLOCK,
    remedy="read the publisher's notes; add a new spelling to units.yaml, or a new indicator",
    of_data=_in_data,
)
