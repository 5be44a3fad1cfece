"""The section `measures:` of a scenario file: one record per measure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.catalogue import Kind, Owner
from agdb.scenario.evidence import Grade
from agdb.scenario.measures import COMPONENTS, Measure, Target
from agdb.scenario.reading.quantities import read_grade, read_quantity, read_text

if TYPE_CHECKING:
    from agdb.scenario.quantity import Quantity
    from agdb.scenario.reading.located import Located
    from agdb.scenario.structure import Structure

_FIELDS: Final = (
    "pillar", "touches", "for", "name", "note", "dose", "start", "end", "lag", "ramp_years",
    "decay", "drawn_from", "cost_elsewhere", "grade", "study", "initiatives", "cost", "in_plan",
    *COMPONENTS,
)  # fmt: skip
_COUNTS: Final = (Target.SIDE_ENTRY, Target.MIGRANTS)


@dataclass(frozen=True, slots=True)
class Context:
    """What a measure may refer to; without `initiatives` every name of one is taken."""

    structure: Structure
    pillars: tuple[str, ...]
    worked_example: bool
    initiatives: frozenset[str] | None = None


def read_measure(name: Located, at: Located, context: Context) -> Measure:
    """A checked measure; raises ScenarioError with file and line."""
    at.only(_FIELDS, what="field of a measure")
    target = _target(at["touches"])
    pillar = at["pillar"]
    if pillar.text() not in context.pillars:
        raise pillar.error(
            f"unknown pillar {pillar.text()!r}", remedy=f"known are {', '.join(context.pillars)}"
        )
    grade = _grade(at, context)
    in_plan, study, cost_elsewhere = at.get("in_plan"), at.get("study"), at.get("cost_elsewhere")
    start, end = _period(name.text(), at)
    return Measure(
        id=name.text(),
        pillar=pillar.text(),
        target=target,
        label=read_text(at.get("name")),
        components=_components(name.text(), at, target, grade, context),
        on=_on(at.get("for"), target, context.structure),
        dose=_dose(at, start),
        start=start,
        end=end,
        lag=_number(at, "lag", 0.0, low=0.0),
        ramp_years=_number(at, "ramp_years", 0.0, low=0.0),
        decay=_number(at, "decay", 1.0, low=0.0, high=1.0),
        drawn_from=_drawn_from(at.get("drawn_from"), target, context.structure),
        grade=grade,
        in_plan=True if in_plan is None else in_plan.boolean(),
        cost_elsewhere=None if cost_elsewhere is None else read_text(cost_elsewhere),
        initiatives=_initiatives(at.get("initiatives"), context),
        cost=read_yearly(at.get("cost")),
        note=read_text(at.get("note")),
        study=None if study is None else study.text(),
        place=name.place,
    )


def read_yearly(at: Located | None) -> tuple[tuple[int, float], ...]:
    """Amounts per year, none below zero."""
    if at is None:
        return ()
    pairs = [(key.integer(), value.number()) for key, value in at.pairs()]
    for (year, amount), (key, _) in zip(pairs, at.pairs(), strict=True):
        if amount < 0:
            raise key.error(f"the amount {amount:g} in {year} is below zero")
    return tuple(sorted(pairs))


def _target(at: Located) -> Target:
    try:
        return Target(at.text())
    except ValueError:
        raise at.error(
            f"unknown parameter {at.text()!r} to touch",
            remedy=f"known are {', '.join(t.value for t in Target)}",
        ) from None


def _grade(at: Located, context: Context) -> Grade:
    written = at.get("grade")
    if written is None:
        if context.worked_example:
            return Grade.GIVEN
        raise at.error("a measure without evidence grade", remedy="'no evidence' is a grade too")
    grade = read_grade(written)
    if grade is Grade.GIVEN and not context.worked_example:
        raise written.error("the grade 'given' is for worked examples only")
    study = at.get("study")
    if grade in (Grade.A, Grade.B) and (study is None or "://" not in study.text()):
        raise written.error(
            f"grade {grade.value} without a study", remedy="add 'study:' with its address"
        )
    return grade


def _period(name: str, at: Located) -> tuple[int, int | None]:
    start, end = at["start"].integer(), at.get("end")
    if end is not None and end.integer() < start:
        raise end.error(
            f"measure {name!r} ends in {end.integer()} before it starts in {start}",
            remedy="let it end in or after its first year",
        )
    return start, None if end is None else end.integer()


def _dose(at: Located, start: int) -> tuple[tuple[int, float], ...]:
    written = at.get("dose")
    if written is None:
        return ((start, 1.0),)
    if written.is_mapping:
        return read_yearly(written)
    dose = written.number()
    if dose < 0:
        raise written.error(f"the dose {dose:g} is below zero")
    return ((start, dose),)


def _components(
    name: str, at: Located, target: Target, grade: Grade, context: Context
) -> tuple[Quantity, ...]:
    found = []
    for component in COMPONENTS:
        written = at.get(component)
        if written is None and component == "efficacy":
            raise at.error(f"measure {name!r} has no efficacy")
        if written is not None:
            kind = _kind(component, target)
            full_name = f"{name}.{component}"
            quantity = read_quantity(
                full_name, written, kind, worked_example=context.worked_example
            )
            found.append(_graded(quantity, written, component, grade))
    return tuple(found)


def _kind(component: str, target: Target) -> Kind:
    if component in ("take-up", "additionality", "displacement"):
        return Kind(component, Owner.SCENARIO, high=1.0)
    if target in _COUNTS or component == "reach":
        return Kind(component, Owner.SCENARIO)
    if target.of_plan:
        return Kind(component, Owner.SCENARIO, high=1.0)
    return Kind(component, Owner.SCENARIO, low=-1.0, high=1.0)


def _graded(quantity: Quantity, at: Located, component: str, grade: Grade) -> Quantity:
    """Weak evidence puts part of the belief in the efficacy at zero."""
    spike = grade.spike_at_zero if component == "efficacy" else 0.0
    if spike and quantity.belief is None:
        raise at.error(
            f"{quantity.name!r} is certain, but the grade of its evidence is {grade.value!r}",
            remedy="give the efficacy a prior",
        )
    return replace(quantity, spike=spike)


def _on(at: Located | None, target: Target, structure: Structure) -> tuple[tuple[str, float], ...]:
    if target.of_plan:
        if at is not None:
            raise at.error("a measure on the plan as a whole is not for a group or programme")
        return ()
    of_programmes = tuple(p.id for p in structure.programmes)
    known = of_programmes if target.of_programmes else structure.groups
    if at is None:
        even = 1 / len(known) if target in _COUNTS else 1.0
        return tuple((name, even) for name in known)
    if at.is_mapping:
        at.only(known, what="group or programme")
        return tuple((key.text(), value.number()) for key, value in at.pairs())
    for item in at.items():
        if item.text() not in known:
            raise item.error(
                f"unknown group or programme {item.text()!r}", remedy=f"known: {', '.join(known)}"
            )
    return tuple((item.text(), 1.0) for item in at.items())


def _drawn_from(
    at: Located | None, target: Target, structure: Structure
) -> tuple[tuple[str, float], ...]:
    if at is None:
        return ()
    if target is not Target.SIDE_ENTRY:
        raise at.error(
            "only side-entrants are drawn from a group or from the teachers of a programme"
        )
    programmes = (programme.id for programme in structure.programmes)
    at.only((*structure.groups, *programmes), what="group or programme")
    return tuple((key.text(), value.number()) for key, value in at.pairs())


def _number(
    at: Located, field: str, default: float, *, low: float = -np.inf, high: float = np.inf
) -> float:
    written = at.get(field)
    if written is None:
        return default
    value = written.number()
    if not low <= value <= high:
        raise written.error(f"{field} is {value:g}, outside {low:g} to {high:g}")
    return value


def _initiatives(at: Located | None, context: Context) -> tuple[str, ...]:
    known = context.initiatives
    for item in at.items() if at is not None else ():
        if known is not None and item.text() not in known:
            raise item.error(
                f"unknown initiative {item.text()!r}",
                remedy="name the id of one in programme/initiatives",
            )
    return () if at is None else tuple(item.text() for item in at.items())
