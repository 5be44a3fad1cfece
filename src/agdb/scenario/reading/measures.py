"""Measures and the options that are made of them, checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from agdb.scenario.catalogue import Owner, ParameterKind
from agdb.scenario.evidence import Grade
from agdb.scenario.measures import COMPONENTS, Lever, PolicyMeasure
from agdb.scenario.reading.quantities import quantity_of
from agdb.scenario.reading.records import MeasureRecord, OptionRecord
from agdb.scenario.scenario import PolicyOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.quantity import UncertainQuantity
    from agdb.scenario.reading.written import WrittenAt
    from agdb.scenario.structure import ModelStructure

_COUNTS: Final = (Lever.SIDE_ENTRY, Lever.MIGRANTS)


@dataclass(frozen=True, slots=True)
class ScenarioNames:
    """What a measure may refer to inside the scenario."""

    structure: ModelStructure
    pillars: tuple[str, ...]
    worked_example: bool


def read_measure(name: str, at: WrittenAt, context: ScenarioNames) -> PolicyMeasure:
    """A checked measure; raises ProgrammeError or ScenarioError with file and line."""
    written = at.read(MeasureRecord)
    (at / "pillar").refuse_unknown(written.pillar, context.pillars, what="pillar")
    if written.end is not None and written.end < written.start:
        raise (at / "end").error(
            f"measure {name!r} ends in {written.end} before it starts in {written.start}",
            remedy="let it end in or after its first year",
        )
    grade = _grade(written, at, context)
    return PolicyMeasure(
        id=name,
        pillar=written.pillar,
        target=written.touches,
        label=written.name,
        note=written.note,
        components=_components(name, written, at, grade, context),
        on=_on(written, at / "for", context.structure),
        dose=_dose(written, at / "dose"),
        start=written.start,
        end=written.end,
        lag=written.lag,
        ramp_years=written.ramp_years,
        decay=written.decay,
        drawn_from=_drawn_from(written, at / "drawn_from", context.structure),
        grade=grade,
        in_plan=written.in_plan,
        cost_elsewhere=written.cost_elsewhere,
        initiatives=_initiatives(written, at / "initiatives"),
        cost=yearly(written.cost, at / "cost"),
        study=written.study,
        place=at.place,
    )


def read_option(
    name: str, at: WrittenAt, measures: tuple[str, ...], context: ScenarioNames
) -> PolicyOption:
    """A checked policy option."""
    written = at.read(OptionRecord)
    for one in written.measures:
        (at / "measures").refuse_unknown(one, measures, what="measure")
    cost = yearly(written.cost, at / "cost")
    funded = yearly(written.funded, at / "funded")
    for year, amount in funded:
        if amount > dict(cost).get(year, 0.0):
            raise (at / "funded").error(
                f"in {year} more is funded ({amount:g}) than option {name!r} costs"
            )

    def priced(field: str) -> UncertainQuantity | None:
        quantity = getattr(written, field)
        kind = ParameterKind(field, Owner.SCENARIO)
        return quantity and quantity_of(
            f"{name}.{field}", quantity, at / field, kind, worked_example=context.worked_example
        )

    return PolicyOption(
        id=name,
        label=written.name,
        note=written.note,
        measures=written.measures,
        cost=cost,
        funded=funded,
        reference_cost=priced("reference_cost"),
        participant_cost=priced("participant_cost"),
        evidence=written.evidence,
    )


def yearly(amounts: Mapping[str, float], at: WrittenAt) -> tuple[tuple[int, float], ...]:
    """Amounts per year in ascending order, none below zero."""
    found = []
    for year, amount in amounts.items():
        if not year.isdecimal():
            raise at.error(f"{year!r} is not a year")
        if amount < 0:
            raise (at / year).error(f"the amount {amount:g} in {year} is below zero")
        found.append((int(year), amount))
    return tuple(sorted(found))


def _grade(written: MeasureRecord, at: WrittenAt, context: ScenarioNames) -> Grade:
    grade = written.grade
    if grade is None:
        if context.worked_example:
            return Grade.GIVEN
        raise at.error("a measure without evidence grade", remedy="'no evidence' is a grade too")
    if grade is Grade.GIVEN and not context.worked_example:
        raise (at / "grade").error("the grade 'given' is for worked examples only")
    if grade in (Grade.A, Grade.B) and "://" not in (written.study or ""):
        raise (at / "grade").error(
            f"grade {grade.value} without a study", remedy="add 'study:' with its address"
        )
    return grade


def _dose(written: MeasureRecord, at: WrittenAt) -> tuple[tuple[int, float], ...]:
    if isinstance(written.dose, dict):
        return yearly(written.dose, at)
    dose = 1.0 if written.dose is None else written.dose
    if dose < 0:
        raise at.error(f"the dose {dose:g} is below zero")
    return ((written.start, dose),)


def _components(
    name: str, written: MeasureRecord, at: WrittenAt, grade: Grade, context: ScenarioNames
) -> tuple[UncertainQuantity, ...]:
    found = []
    for component in COMPONENTS:
        one = getattr(written, component.replace("-", "_"))
        if one is None:
            continue
        here, kind = at / component, _kind(component, written.touches)
        quantity = quantity_of(
            f"{name}.{component}", one, here, kind, worked_example=context.worked_example
        )
        # Weak evidence puts part of the belief in the efficacy at zero.
        spike = grade.spike_at_zero if component == "efficacy" else 0.0
        if spike and quantity.belief is None:
            raise here.error(
                f"{quantity.name!r} is certain, but the grade of its evidence is {grade.value!r}",
                remedy="give the efficacy a prior",
            )
        found.append(replace(quantity, spike=spike))
    return tuple(found)


def _kind(component: str, target: Lever) -> ParameterKind:
    if component in ("take-up", "additionality", "displacement"):
        return ParameterKind(component, Owner.SCENARIO, high=1.0)
    if target in _COUNTS or component == "reach":
        return ParameterKind(component, Owner.SCENARIO)
    if target.of_plan:
        return ParameterKind(component, Owner.SCENARIO, high=1.0)
    return ParameterKind(component, Owner.SCENARIO, low=-1.0, high=1.0)


def _on(
    written: MeasureRecord, at: WrittenAt, structure: ModelStructure
) -> tuple[tuple[str, float], ...]:
    target, reached = written.touches, written.reached
    if target.of_plan:
        if reached is not None:
            raise at.error("a measure on the plan as a whole is not for a group or programme")
        return ()
    courses = tuple(p.id for p in structure.programmes)
    known = courses if target.of_programmes else structure.groups
    if reached is None:
        even = 1 / len(known) if target in _COUNTS else 1.0
        return tuple((name, even) for name in known)
    for name in reached:
        at.refuse_unknown(name, known, what="group or programme")
    if isinstance(reached, dict):
        return tuple(reached.items())
    return tuple((name, 1.0) for name in reached)


def _drawn_from(
    written: MeasureRecord, at: WrittenAt, structure: ModelStructure
) -> tuple[tuple[str, float], ...]:
    if not written.drawn_from:
        return ()
    if written.touches is not Lever.SIDE_ENTRY:
        raise at.error(
            "only side-entrants are drawn from a group or from the teachers of a programme"
        )
    known = (*structure.groups, *(programme.id for programme in structure.programmes))
    for name in written.drawn_from:
        at.refuse_unknown(name, known, what="group or programme")
    return tuple(written.drawn_from.items())


def _initiatives(written: MeasureRecord, at: WrittenAt) -> tuple[str, ...]:
    known = at.known.initiatives
    for name in written.initiatives if known is not None else ():
        if name not in (known or ()):
            raise at.error(
                f"unknown initiative {name!r}",
                remedy="name the id of one in programme/register/initiatives.yaml",
            )
    return written.initiatives
