"""What the inputs of an indicator must be: of the right unit, of one vintage, with every code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from agdb.arrivals.state import published, published_on, vintage
from agdb.errors import IndicatorError, Place, SourceError
from agdb.indicators.selection import Resolved, resolve
from agdb.programme.expression import Expression, Name, Number, Operation, parse
from agdb.programme.indicator import Indicator
from agdb.programme.metric import MovingTotal, Simple
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Measure, Structure, UnitOrigin
from agdb.warehouse.version import DatasetVersion


def check_sums(indicator: Indicator, programme: Programme, units: Mapping[str, str]) -> None:
    """Raise `IndicatorError` if the formula adds up or subtracts amounts of different units.

    `units` gives the unit of each role. Thousands and single units cannot be added up.
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


def check_vintages(
    versions: Collection[DatasetVersion], *, programme: Programme, place: Place
) -> None:
    """Raise `IndicatorError` if what is divided or added up here is not of one vintage.

    Decision 0017 says why.

    Versions are of one vintage if their publishers give them the same name of an edition; or, where
    one has no such name, if there was a day on which all of them were the newest figures: each was
    published on or before it, and recorded on or after it.
    """
    some = {str(version.id): version for version in versions}
    sources = {name: programme.source_of(version.id) for name, version in some.items()}
    named = {name: vintage(version, sources[name]) for name, version in some.items()}
    names = set(named.values())
    if len(some) < 2 or (len(names) == 1 and "" not in names):
        return
    begin = max(published_on(version, sources[name]) for name, version in some.items())
    if "" in names and begin <= min(version.recorded for version in some.values()):
        return
    each = " and ".join(
        f"{name} {_vintage(version, sources[name], named[name])}" for name, version in some.items()
    )
    raise IndicatorError(
        f"the datasets are of different vintages ({each})",
        place=place,
        remedy="fetch or import both again, name the edition with --vintage where they are of one,"
        " or build --as-of a day on which both were the newest",
    )


def _vintage(version: DatasetVersion, source: Source | None, name: str) -> str:
    if name:
        return f"of {name!r}"
    recorded, day = f"recorded on {version.recorded}", published(version, source)
    return f"published on {day} and {recorded}" if day else recorded


def check_fit(structure: Structure, *, dataset: DatasetId, programme: Programme) -> None:
    """Raise `SourceError` if an indicator cannot find in `structure` what it reads of `dataset`.

    Names the first indicator that cannot, what it misses, and how many more there are.
    """
    misfits: list[tuple[str, IndicatorError]] = []
    for indicator in programme.indicators.values():
        for term in indicator.metric.terms:
            if not DatasetId.parse(term.selection.dataset).same_as(dataset):
                continue
            try:
                role = resolve(
                    programme=programme, indicator=indicator, term=term, structure=structure
                )
                settled_measure(indicator, programme, role)
            except IndicatorError as error:
                misfits.append((indicator.id, error))
                break
    if misfits:
        name, first = misfits[0]
        others = len(misfits) - 1
        more = f", and neither can {others} other{'s' * (others > 1)}" if others else ""
        raise SourceError(
            f"the indicator {name} cannot read this recording ({first.what}){more}",
            place=Place(str(dataset)),
            remedy=f"{first.remedy}: change the programme, or keep the recording with --anyway",
        )
