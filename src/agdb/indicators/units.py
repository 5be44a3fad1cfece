"""The unit of an input: where it comes from, and whether it is the unit the indicator claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from agdb.errors import IndicatorError, Place
from agdb.indicators.selection import Resolved
from agdb.programme.expression import Expression, Name, Number, Operation, parse
from agdb.programme.indicator import Indicator
from agdb.programme.metric import MovingTotal, Simple
from agdb.programme.programme import Programme
from agdb.statistics.structure import Measure, UnitOrigin


def check_sums(indicator: Indicator, programme: Programme, units: Mapping[str, str]) -> None:
    """Raise `IndicatorError` if the formula adds up or subtracts amounts of different units.

    `units` gives the unit of each role. Thousands and units are different: their sum is no amount.
    """
    place = programme.origins["Indicator", indicator.id].place("metric")
    _dimension(parse(indicator.metric.formula), units, place)


def _dimension(expression: Expression, units: Mapping[str, str], place: Place) -> Counter[str]:
    """The powers of the units in an expression; nothing for a bare number."""
    match expression:
        case Name(role):
            return Counter({units[role]: 1})
        case Operation("+" | "-", left, right):
            one, other = (_dimension(part, units, place) for part in (left, right))
            if one != other and not {type(left), type(right)} & {Number}:
                first, second = (" ".join(sorted(found)) or "a number" for found in (one, other))
                raise IndicatorError(
                    f"the formula mixes units: {first!r} and {second!r} cannot be added up or"
                    " subtracted",
                    place=place,
                    remedy="select measures of one unit",
                )
            return one or other
        case Operation("*" | "/" as operator, left, right):
            one, other = (_dimension(part, units, place) for part in (left, right))
            sign = 1 if operator == "*" else -1
            powers = Counter(one)
            for unit, power in other.items():
                powers[unit] += sign * power
            return Counter({unit: power for unit, power in powers.items() if power})
        case Operation(_, base, _):
            return _dimension(base, units, place)
        case _:
            return Counter()


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
