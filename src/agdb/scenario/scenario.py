"""A whole scenario as read from its files: structure, parameters, measures, options, variants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agdb.errors import ScenarioError
from agdb.scenario.catalogue import known_names
from agdb.scenario.quantity import Quantity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agdb.scenario.measures import Measure
    from agdb.scenario.published import Claim
    from agdb.scenario.structure import Structure


@dataclass(frozen=True, slots=True)
class Option:
    """A choice put before Parliament: measures outside the plan, and money per year (EUR mln)."""

    id: str
    label: Words
    note: Words
    measures: tuple[str, ...]
    cost: tuple[tuple[int, float], ...]
    funded: tuple[tuple[int, float], ...]
    reference_cost: Quantity | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A structural alternative: some parameters fixed at another value, shown in a table apart."""

    id: str
    label: Words
    fixed: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class History:
    """Employment of a group per year, from one vintage recorded on one date."""

    group: str
    values: tuple[tuple[int, float], ...]
    source: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a run needs except the number of draws and the seed."""

    id: str
    label: Words
    structure: Structure
    parameters: dict[str, Quantity]
    measures: tuple[Measure, ...]
    pillars: tuple[str, ...]
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...] = ()
    worked_example: bool = False
    history: tuple[History, ...] = ()
    claims: tuple[Claim, ...] = ()

    def quantities(self) -> Iterator[Quantity]:
        """Every number of the scenario that may be drawn, parameters first."""
        yield from self.parameters.values()
        for measure in self.measures:
            yield from measure.components

    @property
    def plan(self) -> tuple[Measure, ...]:
        """The measures that belong to the plan; the others are only used by options."""
        return tuple(m for m in self.measures if m.in_plan)

    def option(self, name: str) -> Option:
        """The option called `name`; raises ScenarioError with the names there are."""
        for option in self.options:
            if option.id == name:
                return option
        there = ", ".join(repr(o.id) for o in self.options) or "none"
        raise ScenarioError(
            f"unknown option {name!r} in scenario {self.id!r}", remedy=f"the options are {there}"
        )

    def fixing(self, fixed: dict[str, float]) -> Scenario:
        """The same scenario with some scalar parameters fixed at a value, in every draw."""
        known = known_names(self.structure)
        changed = dict(self.parameters)
        for name, value in fixed.items():
            if name not in known or (name in changed and changed[name].keys):
                raise ScenarioError(
                    f"parameter {name!r} of scenario {self.id!r} cannot be fixed at {value}",
                    remedy="name a parameter of the scenario that is one number",
                )
            old = changed.get(name, Quantity(name, (), (value,)))
            changed[name] = replace(old, values=(value,), belief=None, spike=0.0)
        return replace(self, parameters=changed)
