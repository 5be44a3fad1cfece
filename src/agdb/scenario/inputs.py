"""The drawn parameters of a scenario as arrays with named axes, ready for the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.ageing import even_split, rates_by_age, retirement_rates, surviving_split
from agdb.scenario.catalogue import KINDS, Owner
from agdb.scenario.demand import overlay_path
from agdb.scenario.gaps import BaseYear, base_year
from agdb.scenario.inflow import side_entry_balance

if TYPE_CHECKING:
    from collections.abc import Callable

    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

T = TypeVar("T")
Memo = dict[tuple[object, ...], Any]
"""Inputs made before, by what they are and the very arrays of draws they were made of."""


@dataclass(frozen=True, slots=True)
class ProgrammeInputs:
    """Education. `completion[n, p, k]`: a diploma k years after intake, k from 0."""

    intake: Array  # [n, p]
    trend: Array  # [n, p]
    completion: Array  # [n, p, K]
    dropout: Array  # [n, p, K'], all zero for a programme whose dropout is not known
    continues: Array  # [n, p]
    foreign: Array  # [n, p]
    stays: Array  # [n, p]
    enters: Array  # [n, p, g]
    ages: Array  # [n, p, a]
    places: Array  # [n, p], infinite where capacity is not modelled
    teachers: Array  # [n, p]
    teacher_entry: Array  # [n, p]
    teacher_exit: Array  # [n, p]


@dataclass(frozen=True, slots=True)
class GroupInputs:
    """The labour market by occupation group."""

    base: BaseYear  # [n, g]
    stock: Array  # [n, g, e, a] at the end of the base year
    levels: Array  # [n, g, e]
    exit: Array  # [n, g, a]
    employment_growth: Array | None  # [n, g]
    side_entry: Array | None  # [n, g]; one of these two is given
    side_ages: Array  # [n, g, a]
    other_graduates: Array  # [n, g]
    other_ages: Array  # [n, g, a]
    migrants: Array  # [n, g]
    growth: Array  # [n, g]
    upgrading: Array  # [n, g]
    hours: Array  # [n, g]


@dataclass(frozen=True, slots=True)
class ByAge:
    """The inputs by age, with their draws last and the stretch of ages in which people enter."""

    stock: Array  # [g, e, a, n]
    people: Array  # [g, a, n], all levels together
    retirement: Array  # [t, a, n]
    exit: Array  # [g, a, n]
    levels: Array  # [g, e, n]
    school: Array  # [p, a, n]
    side: Array  # [g, a, n], shares
    others: Array  # [g, a, n], graduates of other programmes a year
    window: slice

    @classmethod
    def of(cls, groups: GroupInputs, school: Array, retirement: Array) -> ByAge:
        """The same numbers as in the other inputs, laid out for the model."""
        others = groups.other_graduates[..., None] * groups.other_ages
        stock = draws_last(groups.stock)
        entering = groups.side_ages.sum(axis=1) + groups.other_ages.sum(axis=1) + school.sum(axis=1)
        return cls(
            stock=stock,
            people=stock.sum(axis=1),
            retirement=draws_last(retirement),
            exit=draws_last(groups.exit),
            levels=draws_last(groups.levels),
            school=draws_last(school),
            side=draws_last(groups.side_ages),
            others=draws_last(others),
            window=_filled(entering),
        )


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs of a run of `n` draws. Scalars of the scenario are `[n]`."""

    n: int
    programmes: ProgrammeInputs
    groups: GroupInputs
    retirement: Array  # [n, t, a]
    side_base: Array  # [n, g] side-entry of the base year
    unbalanced: Array  # [n], 1 where the balance of the base year asks for less than nobody
    by_age: ByAge
    shocks: Array  # [n, T], already times the size of the common shock
    overlay: Array  # [n, g, t] jobs outside the trend
    green_overlay: Array  # [n, g, t], the green part of it
    green_demand: Array  # [n, g], green share of demand within the trend; 0 where not modelled
    green_supply: Array  # [n, g]
    response: Array
    floor: Array
    ceiling: Array
    rebound: Array
    coordination_loss: Array
    migrant_exit: Array
    frictional_vacancies: Array
    frictional_unemployment: Array
    substitution: Array
    full_time_hours: Array


class _Parameters:
    """Looks a parameter up by owner and stem, and gives its neutral value where it is absent."""

    def __init__(self, scenario: Scenario, draws: Draws, memo: Memo) -> None:
        self.scenario, self.draws, self.n, self.memo = scenario, draws, draws.n, memo

    def once(self, what: str, names: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` returns, rebuilt only where the draws of `names` are other arrays."""
        made_of = tuple(self.draws.values.get(name) for name in names)
        key = (what, *map(id, made_of))
        if key not in self.memo:
            # The arrays are kept as well, so that no other array can get their identity.
            self.memo[key] = (made_of, make())
        found: T = self.memo[key][1]
        return found

    def has(self, stem: str, owner: str = "") -> bool:
        return _name(stem, owner) in self.draws.values

    def number(self, stem: str, owner: str = "", kind: Owner = Owner.SCENARIO) -> Array:
        """`[n]`."""
        name = _name(stem, owner)
        if name in self.draws.values:
            return self.draws.values[name]
        neutral = KINDS[kind, stem].neutral
        if neutral is None:
            raise ScenarioError(f"scenario {self.scenario.id!r} has no parameter {name!r}")
        return np.full(self.n, neutral)

    def per(self, owner: Owner, stem: str) -> Array:
        """`[n, owners]`."""
        return np.stack([self.number(stem, name, owner) for name in self.owners(owner)], axis=1)

    def per_or(self, owner: Owner, stem: str, missing: float) -> Array:
        """`[n, owners]`, with `missing` for owners that lack an optional parameter."""
        lacking = np.full(self.n, missing)
        return np.stack(
            [self.draws.values.get(_name(stem, name), lacking) for name in self.owners(owner)],
            axis=1,
        )

    def owners(self, owner: Owner) -> tuple[str, ...]:
        if owner is Owner.GROUP:
            return self.scenario.structure.groups
        if owner is Owner.OVERLAY:
            return self.scenario.structure.overlays
        return tuple(p.id for p in self.scenario.structure.programmes)

    def table(self, stem: str, owner: str = "") -> tuple[tuple[int, ...], Array]:
        """Integer keys and `[n, keys]`."""
        name = _name(stem, owner)
        keys = self.scenario.parameters[name].keys
        return tuple(int(key) for key in keys), self.draws.values[name]

    def named(self, stem: str, owner: str, names: tuple[str, ...]) -> Array:
        """`[n, names]`, zero for a name that the table does not give."""
        keys = self.scenario.parameters[_name(stem, owner)].keys
        values = self.draws.values[_name(stem, owner)]
        found = np.zeros((self.n, len(names)))
        for column, key in enumerate(keys):
            found[:, names.index(str(key))] = values[:, column]
        return found


def inputs(scenario: Scenario, draws: Draws, memo: Memo | None = None) -> Inputs:
    """Arrays for the model from the draws of a scenario that the reading room has checked.

    With a `memo`, what it holds of the same arrays of draws is not made again.
    """
    reader = _Parameters(scenario, draws, {} if memo is None else memo)
    structure = scenario.structure
    programmes, groups = _programmes(reader), _groups(reader)
    retirement = reader.once(
        "retirement", ("retirement", "pension-age"), lambda: _retirement(reader)
    )
    balance = side_entry_balance(programmes, groups, retirement)
    return Inputs(
        n=draws.n,
        programmes=programmes,
        groups=groups,
        retirement=retirement,
        side_base=np.maximum(balance, 0.0),
        unbalanced=np.where(balance.min(axis=1) < 0, 1.0, 0.0),
        by_age=ByAge.of(groups, programmes.ages, retirement),
        shocks=draws.shocks * reader.number("common-shock")[:, None],
        overlay=_overlay(reader, structure.overlays),
        green_overlay=_overlay(reader, structure.green_overlays),
        green_demand=reader.per_or(Owner.GROUP, "green-demand", 0.0),
        green_supply=reader.per_or(Owner.GROUP, "green-supply", 0.0),
        response=reader.number("side-entry-response"),
        floor=reader.number("side-entry-floor"),
        ceiling=reader.number("side-entry-ceiling"),
        rebound=reader.number("rebound"),
        coordination_loss=reader.number("coordination-loss"),
        migrant_exit=reader.number("migrant-exit"),
        frictional_vacancies=reader.number("frictional-vacancies"),
        frictional_unemployment=reader.number("frictional-unemployment"),
        substitution=reader.number("substitution"),
        full_time_hours=draws.values.get("full-time-hours", np.ones(draws.n)),
    )


def _retirement(reader: _Parameters) -> Array:
    structure = reader.scenario.structure
    pension = reader.table("pension-age") if reader.has("pension-age") else None
    starts, rates = reader.table("retirement")
    return retirement_rates(rates_by_age(starts, rates, structure), structure, pension)


def _name(stem: str, owner: str) -> str:
    return f"{owner}.{stem}" if owner else stem


def _programmes(reader: _Parameters) -> ProgrammeInputs:
    structure, mine = reader.scenario.structure, Owner.PROGRAMME
    ids = reader.owners(mine)
    curves = [reader.table("completion", p) for p in ids]
    longest = max((max(keys) for keys, _ in curves), default=0)
    completion = np.zeros((reader.n, len(ids), longest + 1))
    for i, (keys, values) in enumerate(curves):
        completion[:, i, list(keys)] = values
    return ProgrammeInputs(
        intake=reader.per(mine, "intake"),
        trend=reader.per(mine, "intake-trend"),
        completion=completion,
        dropout=_dropout(reader, completion.sum(axis=2)),
        continues=reader.per(mine, "continues"),
        foreign=reader.per(mine, "foreign"),
        stays=reader.per(mine, "stays"),
        enters=np.stack([reader.named("enters", p, structure.groups) for p in ids], axis=1),
        ages=np.stack([_ages(reader, "entry-ages", p) for p in ids], axis=1),
        places=reader.per_or(mine, "places-per-teacher", np.inf),
        teachers=reader.per_or(mine, "teachers", 1.0),
        teacher_entry=reader.per(mine, "teacher-entry"),
        teacher_exit=reader.per(mine, "teacher-exit"),
    )


def _dropout(reader: _Parameters, completed: Array) -> Array:
    """Chances to leave without diploma `[n, p, K']`: the stated shape, scaled to who is left."""
    ids = reader.owners(Owner.PROGRAMME)
    curves = {i: reader.table("dropout", p) for i, p in enumerate(ids) if reader.has("dropout", p)}
    longest = max((max(keys) for keys, _ in curves.values()), default=0)
    dropout = np.zeros((reader.n, len(ids), longest + 1))
    for i, (keys, values) in curves.items():
        left = 1 - completed[:, i, None]
        dropout[:, i, list(keys)] = values / values.sum(axis=1, keepdims=True) * left
    return dropout


def _groups(reader: _Parameters) -> GroupInputs:
    structure, mine = reader.scenario.structure, Owner.GROUP
    groups = structure.groups
    known_jobless = all(reader.has("unemployed", g) for g in groups)
    base = base_year(
        employed=reader.per(mine, "employed"),
        vacancies=_vacancies(reader),
        unemployed=reader.per_or(mine, "unemployed", 0.0) if known_jobless else None,
        frictional_vacancies=reader.number("frictional-vacancies")[:, None],
        frictional_unemployment=reader.number("frictional-unemployment")[:, None],
    )
    levels = np.stack([_levels(reader, g) for g in groups], axis=1)
    ages = np.stack([_stock_ages(reader, g) for g in groups], axis=1)
    given = all(reader.has("side-entry", g) for g in groups)
    return GroupInputs(
        base=base,
        stock=base.supply[:, :, None, None] * levels[:, :, :, None] * ages[:, :, None, :],
        levels=levels,
        exit=np.stack([rates_by_age(*reader.table("exit", g), structure) for g in groups], axis=1),
        employment_growth=None if given else reader.per(mine, "employment-growth"),
        side_entry=reader.per(mine, "side-entry") if given else None,
        side_ages=np.stack([_ages(reader, "side-entry-ages", g) for g in groups], axis=1),
        other_graduates=reader.per(mine, "other-graduates"),
        other_ages=np.stack([_ages(reader, "other-graduate-ages", g) for g in groups], axis=1),
        migrants=reader.per(mine, "migrants"),
        growth=reader.per(mine, "growth"),
        upgrading=reader.per(mine, "upgrading"),
        hours=reader.per_or(mine, "hours", 1.0),
    )


def _vacancies(reader: _Parameters) -> Array:
    """Open vacancies of these occupations at the end of the base year, `[n, g]`."""
    factor = reader.number("vacancy-mapping") * reader.number("vacancy-change")
    return reader.per(Owner.GROUP, "vacancies") * factor[:, None]


def _persons_per_fte(reader: _Parameters) -> Array:
    """Persons who together work one full-time week, `[n, g]`."""
    return reader.number("full-time-hours")[:, None] / reader.per_or(Owner.GROUP, "hours", np.nan)


def _levels(reader: _Parameters, group: str) -> Array:
    levels = reader.scenario.structure.levels
    if len(levels) == 1:
        return np.ones((reader.n, 1))
    return reader.named("level-distribution", group, levels)


def _ages(reader: _Parameters, stem: str, group: str) -> Array:
    if not reader.has(stem, group):
        return np.zeros((reader.n, len(reader.scenario.structure.ages)))
    name = _name(stem, group)
    return reader.once(
        name, (name,), lambda: even_split(*reader.table(stem, group), reader.scenario.structure)
    )


def _stock_ages(reader: _Parameters, group: str) -> Array:
    name = _name("age-distribution", group)
    structure = reader.scenario.structure

    def split() -> Array:
        retiring = rates_by_age(*reader.table("retirement"), structure)
        return surviving_split(*reader.table("age-distribution", group), structure, retiring)

    return reader.once(name, (name, "retirement"), split)


def _overlay(reader: _Parameters, overlays: tuple[str, ...]) -> Array:
    structure = reader.scenario.structure
    total = np.zeros((reader.n, len(structure.groups), structure.horizon + 1))
    outside = reader.number("overlay-outside-trend")
    for overlay in overlays:
        path = overlay_path(
            jobs=reader.number("jobs", overlay, Owner.OVERLAY),
            full_in=reader.number("full-in", overlay, Owner.OVERLAY),
            structure=structure,
            counted_from=reader.draws.values.get(_name("counted-from", overlay)),
        )
        falls_on = reader.named("falls-on", overlay, structure.groups)
        if overlay in structure.full_time_overlays:
            falls_on = falls_on * _persons_per_fte(reader)
        total += outside[:, None, None] * falls_on[:, :, None] * path[:, None, :]
    return total


def draws_last(array: Array) -> Array:
    """The array with its first axis, the draws, as its last one."""
    return np.ascontiguousarray(np.moveaxis(array, 0, -1))


def _filled(weights: Array) -> slice:
    """The stretch of ages in which somebody enters."""
    used = np.flatnonzero(weights.reshape(-1, weights.shape[-1]).any(axis=0))
    return slice(int(used[0]), int(used[-1]) + 1) if len(used) else slice(0, 0)
