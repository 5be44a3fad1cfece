"""The unit of an input: where it comes from, and whether it is the unit the indicator claims."""

from __future__ import annotations

from dataclasses import replace

from agdb.errors import IndicatorError
from agdb.indicators.selection import Resolved
from agdb.programme.indicator import Indicator
from agdb.programme.metric import MovingTotal, Simple
from agdb.programme.programme import Programme
from agdb.statistics.structure import Measure, UnitOrigin


def settled_measure(indicator: Indicator, programme: Programme, role: Resolved) -> Measure:
    """Return the measure of a role with a unit that we can account for.

    The recording's own unit comes first, then the note in the source. Raises `IndicatorError` if
    neither knows it, and if a simple indicator claims another unit than its source has.
    """
    measure = role.measure
    source = programme.sources.get(role.dataset)
    note = source.measures.get(measure.id) if source else None
    if measure.unit_origin is UnitOrigin.NOT_RECORDED and note is not None:
        measure = replace(
            measure, unit=note.unit, unit_origin=note.unit_origin, unit_source=note.unit_source
        )
    place = programme.origins["Indicator", indicator.id].place("unit")
    if measure.unit_origin is UnitOrigin.NOT_RECORDED:
        raise IndicatorError(
            f"the unit of {measure.id} in {role.dataset} is neither recorded nor documented",
            place=place,
            remedy="document it under measures in the file of this source, with where it is stated",
        )
    if isinstance(indicator.metric, Simple | MovingTotal):
        unit = programme.units[indicator.unit]
        if measure.unit != unit.id and measure.unit not in unit.spellings:
            raise IndicatorError(
                f"the unit is {unit.id!r} here and {measure.unit!r} in {role.dataset}",
                place=place,
                remedy="correct the unit, or add this spelling to it in units.yaml",
            )
    return measure
