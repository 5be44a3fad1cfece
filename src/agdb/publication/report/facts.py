"""Works a number of a paper out again from the facts that it says it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from agdb.errors import ReleaseError
from agdb.indicators.margin import sampling_margin
from agdb.programme.indicator import Indicator
from agdb.programme.plan import Unit
from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.wording.amount import shown
from agdb.results.release import Release
from agdb.results.value import Value
from agdb.statistics.number import persons_step, printed, rounded, stepped
from agdb.statistics.period import Period, last_in_year

_CHANCE_STEP: Final = 5  # per cent, in which the chance of reaching a target is told


def place_of_value(indicator: str, value: Value) -> FactPlace:
    """Return the place of one value of an indicator."""
    return FactPlace(FactKind.VALUE, indicator, _part(value))


def _part(value: Value) -> str:
    codes = ",".join([f"{name}={code}" for name, code in value.breakdown])
    return f"{value.region}|{value.period}|{codes}"


@dataclass(frozen=True)
class Facts:
    """The facts of one release."""

    release: Release

    def worked_out(self, derivation: Derivation) -> Decimal:
        """Return the number that follows from a derivation; raises `ReleaseError` without it."""
        facts = derivation.facts
        if derivation.arithmetic is Arithmetic.COUNT:
            for one in facts:
                self.fact(one)
            return Decimal(len(set(facts)))
        if derivation.arithmetic is Arithmetic.A_YEAR:
            return self._needed_a_year(*facts)
        if derivation.arithmetic is Arithmetic.DAYS:
            return self._days_since(facts[0])
        if derivation.arithmetic is Arithmetic.MARGIN:
            return self._margin(facts[0])
        read = self._stepped if derivation.arithmetic is Arithmetic.STEPPED else self.number
        return _combined(derivation.arithmetic, *map(read, facts))

    def number(self, place: FactPlace) -> Decimal:
        """Return the number at a place as it is published, in the unit that a sentence counts in.

        Raises `ReleaseError` if there is no number.
        """
        found = self.fact(place)
        if isinstance(found, Value):
            return self._published(place, found.value)
        if isinstance(found, bool) or not isinstance(found, Decimal | int | float):
            raise ReleaseError(f"{place} is no number")
        if place.kind is FactKind.CHANCE:
            steps = rounded(100 * float(found) / _CHANCE_STEP, decimals=0)
            return _CHANCE_STEP * steps
        if place.kind is FactKind.RECORD and isinstance(found, Decimal):
            return shown(found)[0]
        return Decimal(printed(found)) if isinstance(found, float) else Decimal(found)

    def fact(self, place: FactPlace) -> object:
        """Return what stands at a place; raises `ReleaseError` if nothing does."""
        match place.kind:
            case FactKind.VALUE:
                found: object = self._values(place.ident).get(place.part)
            case FactKind.RECORD:
                kind, _, ident = place.ident.partition("/")
                found = _field(self._records.get(kind, {}).get(ident), place.part)
            case FactKind.TARGET:
                found = _field(self.release.programme.targets.get(place.ident), place.part)
            case FactKind.SCENARIO:
                found = _field(self.release.scenario, place.part)
            case FactKind.CHANCE:
                found = self._chance(place)
            case FactKind.OUTCOME:
                found = _field(self.release.track.outcomes, place.ident)
            case FactKind.DEFINITION:
                found = _field(self.release.computed.get(place.ident), place.part)
        if found is None:
            raise ReleaseError(f"the release has no fact at {place}")
        return found

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, object]]:
        return dict(self.release.register.kinds())

    @cached_property
    def _read(self) -> dict[str, dict[str, Value]]:
        return {}

    def _values(self, indicator: str) -> dict[str, Value]:
        if indicator not in self._read:
            computed = self.release.computed.get(indicator)
            values = () if computed is None else computed.values
            self._read[indicator] = {_part(one): one for one in values}
        return self._read[indicator]

    def _definition(self, indicator: str) -> Indicator:
        return self.release.computed[indicator].definition

    def _published(self, place: FactPlace, number: float | None) -> Decimal:
        """A number in the unit of an indicator as it is published, as a sentence counts it."""
        if number is None:
            raise ReleaseError(f"{place} has no number")
        unit, units = self._unit(place.ident), self.release.programme.units
        own = rounded(number, decimals=self._decimals(place.ident))
        return own if unit.of is None else own.scaleb(unit.scale - units[unit.of].scale)

    def _unit(self, indicator: str) -> Unit:
        return self.release.programme.units[self._definition(indicator).unit]

    def _decimals(self, indicator: str) -> int:
        own = self._definition(indicator).decimals
        return self._unit(indicator).decimals if own is None else own

    def _margin(self, place: FactPlace) -> Decimal:
        found = self.fact(place)
        assert isinstance(found, Value), "a margin is that of a value"
        assert found.value is not None, "a value without a number has no margin"
        width = sampling_margin(
            float(rounded(found.value, decimals=self._decimals(place.ident))),
            indicator=self._definition(place.ident),
            programme=self.release.programme,
            frequency=Period.parse(found.period).frequency,
        )
        return self._published(place, width)

    def _chance(self, place: FactPlace) -> float | None:
        every = self.release.outlook.get(place.ident, ())
        found = (one for series in every for one in series.judged if one.target == place.part)
        return next((one.probability for one in found), None)

    def _stepped(self, place: FactPlace) -> Decimal:
        assert self.release.scenario is not None, "a number of a scenario was found"
        closure = self.release.scenario.run.headline[0].closure
        step = persons_step(closure.high - closure.low)
        return Decimal(stepped(float(self.number(place)), step=step))

    def _days_since(self, place: FactPlace) -> Decimal:
        found = self.fact(place)
        if not isinstance(found, date):
            raise ReleaseError(f"{place} is no day")
        return Decimal((self.release.day - found).days)

    def _needed_a_year(self, target: FactPlace, value: FactPlace) -> Decimal:
        aim, found = self.release.programme.targets[target.ident], self.fact(value)
        assert isinstance(found, Value), "a target is held against a value"
        assert aim.year is not None, "what is needed a year leads to a year"
        period, units = Period.parse(found.period), self.release.programme.units
        steps = last_in_year(aim.year, period.frequency) - period.ordinal
        years = Decimal(steps) / (period.frequency.per_year or 1)
        unit = self._unit(value.ident)
        goal = Decimal(printed(aim.value)).scaleb(units[aim.unit].scale)
        last = self.number(value)
        base = unit if unit.of is None else units[unit.of]
        a_year = abs(goal - last.scaleb(base.scale)) / years
        return Decimal(f"{a_year:.3g}")


def _combined(way: Arithmetic, first: Decimal, other: Decimal | None = None) -> Decimal:
    if other is None:
        return first
    match way:
        case Arithmetic.PRODUCT:
            return first * other
        case Arithmetic.SHARE:
            return rounded(float(100 * first / other), decimals=1)
        case Arithmetic.GROWTH:
            return rounded(float(100 * (first - other) / other), decimals=1)
        case _:
            return first - other


def _field(record: object, path: str) -> object:
    """What stands at a path of names and places in a record; itself for an empty path."""
    found = record
    for step in path.split(".") if path else ():
        if found is None:
            return None
        if isinstance(found, Sequence) and not isinstance(found, str) and step.isdigit():
            found = found[int(step)] if int(step) < len(found) else None
        elif isinstance(found, Mapping):
            found = found.get(step)
        else:
            found = getattr(found, step, None)
    return found
