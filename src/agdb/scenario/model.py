"""The stock-flow model: one pass through the years for all draws and subsets at once.

    S_(t+1) = S_t + graduates + side-entry + net migration - retirement - exit to other occupations

Supply keeps single ages and education levels; demand and the response of side-entry are per group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.ageing import age_one_year
from agdb.scenario.demand import demand
from agdb.scenario.education import Pipeline, pipeline
from agdb.scenario.gaps import structural_gap
from agdb.scenario.levers import Effects, ProgrammeEffects, effects
from agdb.scenario.migration import Migrants
from agdb.scenario.side_entry import base_side_entry, response

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.inputs import Inputs
    from agdb.scenario.measures import Measure
    from agdb.scenario.structure import Structure

FLOWS = ("graduates", "side_entry", "migration", "retirement", "exit")


@dataclass(frozen=True, slots=True)
class Path:
    """One pass. Persons, `[n, k, g, t]` unless said otherwise; flows of year t stand at t.

    `level_supply` is `[n, k, g, e, t]` without migrants, who have no level. `effective` is supply
    at the hours of the base year, and `gap` is G1: demand less effective supply.
    """

    supply: Array
    effective: Array
    demand: Array
    gap: Array
    level_supply: Array
    graduates: Array
    side_entry: Array
    migration: Array
    retirement: Array
    exit: Array
    pipeline: Pipeline


def simulate(
    given: Inputs,
    measures: tuple[Measure, ...],
    *,
    doses: Array,
    draws: Draws,
    structure: Structure,
) -> Path:
    """Run the model with the dose of each measure times `doses[n or 1, k, m]`."""
    side_base = base_side_entry(given)
    changed = effects(
        measures,
        doses=doses,
        draws=draws,
        loss=given.coordination_loss,
        pool=np.where(side_base > 0, side_base, given.groups.base.supply),
        structure=structure,
    )
    shape = (given.n, doses.shape[1], len(structure.groups), structure.horizon + 1)
    return _Pass(given, changed, side_base, structure, shape).run()


class _Pass:
    """The state between two years: people by age, migrants, and the paths so far.

    The stock has its draws last, `[k, g, e, a, n]`: every step then runs along a long row of draws,
    which is several times faster than along the few ages at which people enter.
    """

    def __init__(
        self,
        given: Inputs,
        changed: Effects,
        side_base: Array,
        structure: Structure,
        shape: tuple[int, ...],
    ) -> None:
        self.given, self.changed, self.structure = given, changed, structure
        self.side_base = side_base
        n, k, g, steps = shape
        self.migrants = Migrants.none((n, k, g), exit_rate=given.migrant_exit)
        self.demand = np.broadcast_to(demand(given, changed.groups.productivity), shape)
        self.hours = np.broadcast_to(1 + changed.groups.hours, shape)
        self.flows = {name: np.zeros(shape) for name in FLOWS}
        self.supply, self.gap = np.empty(shape), np.empty(shape)
        self.levels = np.empty((n, k, g, len(structure.levels), steps))
        self.ages = _DrawsLast.of(given)
        start = self.ages.stock
        self.stock = np.broadcast_to(start, (k, *start.shape)).copy()
        self.spare = np.empty_like(self.stock)

    def run(self) -> Path:
        groups = self.given.groups
        school = pipeline(self.given.programmes, self._programme_effects(), self.structure)
        entering = school.leavers[:, :, :, None, :] * self._entry_shares()
        self.flows["graduates"][..., 1:] = (
            entering.sum(axis=2)[..., 1:] + groups.other_graduates[:, None, :, None]
        )
        self._observe(0)
        for t in range(1, self.structure.horizon + 1):
            side = self._side_entry(t)
            self._age(t)
            self._enter(entering[..., t], side)
            self.flows["migration"][..., t] = self.migrants.arrive(
                groups.migrants[:, None, :] + self.changed.groups.migrants[..., t]
            )
            self._observe(t)
        return Path(
            supply=self.supply,
            effective=self.supply * self.hours,
            demand=np.ascontiguousarray(self.demand),
            gap=self.gap,
            level_supply=self.levels,
            pipeline=school,
            **self.flows,
        )

    def _observe(self, t: int) -> None:
        by_level = np.moveaxis(self.stock.sum(axis=3), -1, 0)
        self.levels[..., t] = by_level
        self.supply[..., t] = by_level.sum(axis=-1) + self.migrants.stock
        effective = self.supply[..., t] * self.hours[..., t]
        self.gap[..., t] = structural_gap(self.demand[..., t], effective)

    def _side_entry(self, t: int) -> Array:
        """Side-entrants of year t, who answer to the gap at the end of year t - 1."""
        base = self.given.groups.base
        factor = response(
            self.gap[..., t - 1] / self.demand[..., t - 1],
            base.gap / base.demand,
            strength=self.given.response,
            floor=self.given.floor,
            ceiling=self.given.ceiling,
        )
        extra = self.changed.groups.side_entry[..., t]
        side = np.maximum(self.side_base[:, None, :] * factor + extra, 0.0)
        self.flows["side_entry"][..., t] = side
        return side

    def _age(self, t: int) -> None:
        kept = _draws_last(1 - self.changed.groups.exit[..., t])
        gone = age_one_year(
            self.stock,
            retirement=self.ages.retirement[t - 1],
            leaving=np.broadcast_to(
                self.ages.exit * kept[:, :, None],
                (*self.stock.shape[:2], *self.stock.shape[3:]),
            ),
            out=self.spare,
        )
        self.stock, self.spare = self.spare, self.stock
        self.flows["retirement"][..., t] = np.moveaxis(gone.retired, -1, 0)
        self.flows["exit"][..., t] = np.moveaxis(gone.left, -1, 0)

    def _enter(self, graduates: Array, side: Array) -> None:
        """Put `graduates[n, k, p, g]` and `side[n, k, g]` at their ages and levels."""
        arriving = _draws_last(graduates)
        for p, level in enumerate(self.structure.level_of):
            ages = self.ages.school_window[p]
            self.stock[:, :, level, ages] += arriving[:, p, :, None] * self.ages.school[p, ages]
        ages = self.ages.other_window
        entering = (
            _draws_last(side)[:, :, None] * self.ages.side[:, ages] + self.ages.others[:, ages]
        )
        for level in range(len(self.structure.levels)):
            self.stock[:, :, level, ages] += self.ages.levels[:, level, None] * entering

    def _entry_shares(self) -> Array:
        """Flexibility matrix `[n, k, p, g, t]`: each row grows in proportion, up to 1 in all."""
        shares = self.given.programmes.enters[:, None, :, :, None]
        total = shares.sum(axis=3, keepdims=True)
        rise = np.minimum(self.changed.programmes.entry_share[:, :, :, None, :], 1 - total)
        grown: Array = shares * (1 + rise / np.maximum(total, 1e-300))
        return grown

    def _programme_effects(self) -> ProgrammeEffects:
        n, k = self.supply.shape[:2]
        shape = (n, k, len(self.structure.programmes), self.structure.horizon + 1)
        p = self.changed.programmes
        return ProgrammeEffects(
            *(
                np.broadcast_to(x, shape)
                for x in (p.intake, p.completion, p.entry_share, p.teachers, p.teachers_leaving)
            )
        )


@dataclass(frozen=True, slots=True)
class _DrawsLast:
    """The inputs by age, with their draws last and the stretches of age in which people enter."""

    stock: Array  # [g, e, a, n]
    retirement: Array  # [t, a, n]
    exit: Array  # [g, a, n]
    levels: Array  # [g, e, n]
    school: Array  # [p, a, n]
    side: Array  # [g, a, n], shares
    others: Array  # [g, a, n], graduates of other programmes a year
    school_window: tuple[slice, ...]
    other_window: slice

    @classmethod
    def of(cls, given: Inputs) -> _DrawsLast:
        groups, school = given.groups, given.programmes.ages
        others = groups.other_graduates[..., None] * groups.other_ages
        return cls(
            stock=_draws_last(groups.stock),
            retirement=_draws_last(given.retirement),
            exit=_draws_last(groups.exit),
            levels=_draws_last(groups.levels),
            school=_draws_last(school),
            side=_draws_last(groups.side_ages),
            others=_draws_last(others),
            school_window=tuple(_filled(school[:, p]) for p in range(school.shape[1])),
            other_window=_filled(groups.side_ages + groups.other_ages),
        )


def _draws_last(array: Array) -> Array:
    return np.ascontiguousarray(np.moveaxis(array, 0, -1))


def _filled(weights: Array) -> slice:
    """The stretch of ages in which somebody enters."""
    used = np.flatnonzero(weights.reshape(-1, weights.shape[-1]).any(axis=0))
    return slice(int(used[0]), int(used[-1]) + 1) if len(used) else slice(0, 0)
