"""A whole scenario as read from its files: structure, parameters, measures, options, variants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from agdb.errors import ScenarioError
from agdb.scenario.catalogue import known_names
from agdb.scenario.quantity import UncertainQuantity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from agdb.results.scenario import Cells
    from agdb.scenario.evidence import Grade
    from agdb.scenario.measures import PolicyMeasure
    from agdb.scenario.published import Claim
    from agdb.scenario.structure import ModelStructure


@dataclass(frozen=True, slots=True)
class PolicyOption:
    """A choice put before Parliament: measures outside the plan, and money per year (EUR mln).

    `participant_cost` is what each person costs who takes part, in euros, besides that money.
    """

    id: str
    label: Words
    note: Words
    measures: tuple[str, ...]
    cost: tuple[tuple[int, float], ...]
    funded: tuple[tuple[int, float], ...]
    reference_cost: UncertainQuantity | None
    participant_cost: UncertainQuantity | None = None
    evidence: tuple[str, ...] = ()


class Asks(StrEnum):
    """The question that a variant answers differently."""

    GROWTH = "growth"
    MARKET = "market"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to reckon, shown in a table apart and never mixed into the interval.

    Numbers are fixed at another value; with `certain` no draw of a measure is put at zero; `grades`
    keeps only measures of the plan with that evidence; `also` takes measures into the plan.
    """

    id: str
    label: Words
    asks: Asks
    fixed: tuple[tuple[str, float], ...] = ()
    certain: bool = False
    grades: frozenset[Grade] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioTarget:
    """A target as it counts itself: its size, the stock where one is known, and what that follows.

    The stock is carried on with the supply of the group `follows`; it is not a stock of the model.
    """

    id: str
    label: Words
    note: Words
    year: int
    value: float
    stock: float | None
    stock_year: int | None
    follows: str | None


class What(StrEnum):
    """What a published figure says about a group."""

    EXPANSION = "expansion"
    REPLACEMENT = "replacement"
    VACANCIES = "vacancies"
    GRADUATES = "graduates"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published figure to hold ours against: from the end of `first` to the end of `last`."""

    id: str
    label: Words
    group: str
    what: What
    first: int
    last: int
    value: UncertainQuantity


@dataclass(frozen=True, slots=True)
class Leaving:
    """Other work that side-entrants leave, and the share of them that is taken to come from it."""

    id: str
    label: Words
    share: UncertainQuantity


@dataclass(frozen=True, slots=True)
class History:
    """Employment of a group per year, from one vintage recorded on one date.

    `breaks` are the first years that are counted otherwise than the year before.
    """

    group: str
    values: tuple[tuple[int, float], ...]
    source: str
    recorded: str
    breaks: tuple[int, ...] = ()

    def steps(self, origin: int) -> list[tuple[float, float]]:
        """Successive years up to `origin` that are counted alike, as before and after."""
        values = dict(self.values)
        return [
            (values[year - 1], value)
            for year, value in self.values[1:]
            if year <= origin and year not in self.breaks
        ]

    def comparable(self, origin: int, year: int) -> bool:
        """Whether `year` is counted as `origin` was."""
        return not any(origin < broken <= year for broken in self.breaks)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a run needs except the number of draws and the seed."""

    id: str
    label: Words
    structure: ModelStructure
    parameters: dict[str, UncertainQuantity]
    measures: tuple[PolicyMeasure, ...]
    pillars: tuple[str, ...]
    options: tuple[PolicyOption, ...] = ()
    variants: tuple[Variant, ...] = ()
    worked_example: bool = False
    history: tuple[History, ...] = ()
    claims: tuple[Claim, ...] = ()
    targets: tuple[ScenarioTarget, ...] = ()
    comparisons: tuple[PublishedFigure, ...] = ()
    origins: tuple[Leaving, ...] = ()

    def quantities(self) -> Iterator[UncertainQuantity]:
        """Every number of the scenario that may be drawn, parameters first."""
        yield from self.parameters.values()
        for measure in self.measures:
            yield from measure.components

    @property
    def plan(self) -> tuple[PolicyMeasure, ...]:
        """The measures that belong to the plan; the others are only used by options."""
        return tuple(m for m in self.measures if m.in_plan)

    def option(self, name: str) -> PolicyOption:
        """The option called `name`; raises ScenarioError with the names there are."""
        for option in self.options:
            if option.id == name:
                return option
        there = ", ".join(repr(o.id) for o in self.options) or "none"
        raise ScenarioError(
            f"unknown option {name!r} in scenario {self.id!r}", remedy=f"the options are {there}"
        )

    def linked(self) -> Iterator[UncertainQuantity]:
        """Every number that is taken from an indicator, those of comparisons included."""
        figures = (one.value for one in self.comparisons)
        yield from (q for q in (*self.quantities(), *figures) if q.link is not None)

    def observing(self, found: Mapping[str, tuple[float, Cells]]) -> Scenario:
        """The same scenario with numbers taken from observations, by their names."""

        def seen(quantity: UncertainQuantity) -> UncertainQuantity:
            if quantity.name not in found:
                return quantity
            value, cells = found[quantity.name]
            return replace(quantity, values=(value,), observed=cells)

        return replace(
            self,
            parameters={name: seen(q) for name, q in self.parameters.items()},
            measures=tuple(
                replace(m, components=tuple(seen(q) for q in m.components)) for m in self.measures
            ),
            comparisons=tuple(replace(one, value=seen(one.value)) for one in self.comparisons),
        )

    def fixing(self, fixed: dict[str, float]) -> Scenario:
        """The same scenario with some numbers fixed at a value, in every draw.

        They are parameters that are one number, or components of measures.
        """
        known = known_names(self.structure)
        parameters, components = dict(self.parameters), dict(fixed)
        for name, value in fixed.items():
            if name in known and not (name in parameters and parameters[name].keys):
                old = parameters.get(name, UncertainQuantity(name, (), (value,)))
                parameters[name] = _at(old, components.pop(name))
        measures = tuple(
            replace(
                measure,
                components=tuple(
                    _at(q, components.pop(q.name)) if q.name in components else q
                    for q in measure.components
                ),
            )
            for measure in self.measures
        )
        for name, value in components.items():
            raise ScenarioError(
                f"parameter {name!r} of scenario {self.id!r} cannot be fixed at {value}",
                remedy="name a parameter of the scenario that is one number",
            )
        return replace(self, parameters=parameters, measures=measures)

    def varied(self, variant: Variant) -> Scenario:
        """The scenario as `variant` reckons."""
        measures = tuple(
            replace(
                measure,
                in_plan=measure.id in variant.also
                or (
                    measure.in_plan and (variant.grades is None or measure.grade in variant.grades)
                ),
                components=tuple(
                    replace(q, spike=0.0) if variant.certain else q for q in measure.components
                ),
            )
            for measure in self.measures
        )
        return replace(self, measures=measures).fixing(dict(variant.fixed))


def _at(quantity: UncertainQuantity, value: float) -> UncertainQuantity:
    return replace(quantity, values=(value,), belief=None, spike=0.0)
