"""The stock-flow model: one pass through the years for all draws and subsets at once.

    S_(t+1) = S_t + graduates + side-entry + net migration - retirement - exit to other occupations

Supply keeps single ages; demand and the response of side-entry are per group. Education levels have
the same hazards, so they are followed apart in the first and the last subset only, which are the
baseline and the whole plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.ageing import age_one_year, grow_older, survival
from agdb.scenario.demand import demand
from agdb.scenario.education import Pipeline, pipeline
from agdb.scenario.gaps import structural_gap
from agdb.scenario.inflow import Migrants, response
from agdb.scenario.inputs import draws_last
from agdb.scenario.levers import Places, ProgrammeEffects, effects

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.inputs import Inputs
    from agdb.scenario.measures import PolicyMeasure
    from agdb.scenario.structure import ModelStructure

FLOWS = ("graduates", "side_entry", "migration", "retirement", "exit")


@dataclass(frozen=True, slots=True)
class Path:
    """One pass. Persons, `[n, k, g, t]` unless said otherwise; flows of year t stand at t.

    `level_supply` is `[n, s, g, e, t]` for the first and last subset, without migrants, who have no
    level. `effective` is supply at the hours of the base year, and `gap` is G1: demand less
    effective supply. `pipeline` has a row for every subset that does something else to education;
    `school_of[k]` says which.
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
    school_of: Places


def simulate(
    given: Inputs,
    measures: tuple[PolicyMeasure, ...],
    *,
    doses: Array,
    draws: Draws,
    structure: ModelStructure,
) -> Path:
    """Run the model with the dose of each measure times `doses[n or 1, k, m]`."""
    return _Pass(given, measures, doses, draws, structure, whole=True).run()


def gap_paths(
    given: Inputs,
    measures: tuple[PolicyMeasure, ...],
    *,
    doses: Array,
    draws: Draws,
    structure: ModelStructure,
) -> tuple[Array, Array]:
    """Supply and gap only, as `simulate` has them, in less than half the time."""
    passed = _Pass(given, measures, doses, draws, structure, whole=False)
    passed.pass_through()
    return passed.supply, passed.gap


class _Pass:
    """The state between two years: people by age, migrants, and the paths so far.

    The stock has its draws last, `[k, g, a, n]`, and the steps go subset by subset: each then runs
    along long rows of draws that stay in the cache of the processor. `by_level` is the same for
    the first and last subset, `[s, g, e, a, n]`, in a `whole` pass.
    """

    def __init__(
        self,
        given: Inputs,
        measures: tuple[PolicyMeasure, ...],
        doses: Array,
        draws: Draws,
        structure: ModelStructure,
        *,
        whole: bool,
    ) -> None:
        side_base = given.side_base
        changed = effects(
            measures,
            doses=doses,
            draws=draws,
            loss=given.coordination_loss,
            pool=np.where(side_base > 0, side_base, given.groups.base.supply),
            structure=structure,
        )
        shape = (given.n, doses.shape[1], len(structure.groups), structure.horizon + 1)
        self.given, self.changed, self.structure = given, changed, structure
        self.side_base, self.whole = side_base, whole
        n, k, g, steps = shape
        self.migrants = Migrants.none((n, k, g), exit_rate=given.migrant_exit)
        self.demand = np.broadcast_to(demand(given, changed.groups.productivity), shape)
        self.hours = np.broadcast_to(1 + changed.groups.hours, shape)
        self.flows = {name: np.zeros(shape) for name in FLOWS}
        self.supply, self.gap = np.empty(shape), np.empty(shape)
        self.ends = [0, k - 1] if whole else []
        self.levels = np.empty((n, len(self.ends), g, len(structure.levels), steps))
        self.ages = given.by_age
        self.stock = np.repeat(self.ages.people[None], k, axis=0)
        self.spare = np.empty_like(self.stock)
        self.by_level = np.repeat(self.ages.stock[None], len(self.ends), axis=0)

    def run(self) -> Path:
        """The whole path."""
        school, entering = self.pass_through()
        groups = self.given.groups
        graduates = entering[..., 1:].sum(axis=2)[:, self.changed.school_of]
        self.flows["graduates"][..., 1:] = graduates + groups.other_graduates[:, None, :, None]
        return Path(
            supply=self.supply,
            effective=self.supply * self.hours,
            demand=np.ascontiguousarray(self.demand),
            gap=self.gap,
            level_supply=self.levels,
            pipeline=school,
            school_of=self.changed.school_of,
            **self.flows,
        )

    def pass_through(self) -> tuple[Pipeline, Array]:
        """Let the years pass; the pipeline, and graduates who enter `[n, ks, p, g, t]`."""
        school = pipeline(self.given.programmes, self._programme_effects(), self.structure)
        entering = school.leavers[:, :, :, None, :] * self._entry_shares()
        self._observe(0)
        for t in range(1, self.structure.horizon + 1):
            side = self._side_entry(t)
            self._age(t)
            self._enter(draws_last(entering[..., t]), draws_last(side))
            self.flows["migration"][..., t] = self.migrants.arrive(
                self.given.groups.migrants[:, None, :] + self.changed.groups.migrants[..., t]
            )
            self._observe(t)
        return school, entering

    def _observe(self, t: int) -> None:
        self.supply[..., t] = np.moveaxis(self.stock.sum(axis=2), -1, 0) + self.migrants.stock
        if self.whole:
            self.levels[..., t] = np.moveaxis(self.by_level.sum(axis=3), -1, 0)
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
        retirement = self.ages.retirement[t - 1]
        fall = np.broadcast_to(
            self.changed.groups.exit[..., t],
            (self.given.n, max(self.changed.exit_of) + 1, len(self.structure.groups)),
        )
        slower = draws_last(1 - fall)
        hazards = [self.ages.exit * kept[:, None] for kept in slower]
        kept = [survival(retirement=retirement, leaving=leaving) for leaving in hazards]
        for k, place in enumerate(self.changed.exit_of):
            if self.whole:
                gone = age_one_year(
                    self.stock[k],
                    retirement=retirement,
                    leaving=hazards[place],
                    out=self.spare[k],
                )
                self.flows["retirement"][:, k, :, t] = gone.retired.T
                self.flows["exit"][:, k, :, t] = gone.left.T
            else:
                grow_older(self.stock[k], kept[place], self.spare[k])
        self.stock, self.spare = self.spare, self.stock
        if self.whole:
            older = np.empty_like(self.by_level)
            for s, k in enumerate(self.ends):
                grow_older(self.by_level[s], kept[self.changed.exit_of[k]][:, None], older[s])
            self.by_level = older

    def _enter(self, graduates: Array, side: Array) -> None:
        """Put `graduates[ks, p, g, n]` and `side[k, g, n]` at their ages and levels."""
        ages = self.ages.window
        schooled = [
            np.einsum("pgn,pan->gan", one, self.ages.school[:, ages]) + self.ages.others[:, ages]
            for one in graduates
        ]
        for k, place in enumerate(self.changed.school_of):
            self.stock[k][:, ages] += schooled[place]
            self.stock[k][:, ages] += side[k][:, None] * self.ages.side[:, ages]
        for s, k in enumerate(self.ends):
            by_programme = self._by_age(graduates[self.changed.school_of[k]])
            for p, level in enumerate(self.structure.level_of):
                self.by_level[s][:, level, ages] += by_programme[p]
            others = side[k][:, None] * self.ages.side[:, ages] + self.ages.others[:, ages]
            self.by_level[s][:, :, ages] += self.ages.levels[:, :, None] * others[:, None]

    def _by_age(self, graduates: Array) -> Array:
        """Graduates `[p, g, n]` at their ages `[p, g, window, n]`."""
        ages = self.ages.window
        return graduates[:, :, None] * self.ages.school[:, None, ages]

    def _entry_shares(self) -> Array:
        """Flexibility matrix `[n, k, p, g, t]`: each row grows in proportion, up to 1 in all."""
        shares = self.given.programmes.enters[:, None, :, :, None]
        total = shares.sum(axis=3, keepdims=True)
        rise = np.minimum(self.changed.programmes.entry_share[:, :, :, None, :], 1 - total)
        grown: Array = shares * (1 + rise / np.maximum(total, 1e-300))
        return grown

    def _programme_effects(self) -> ProgrammeEffects:
        shape = (
            self.given.n,
            max(self.changed.school_of) + 1,
            len(self.structure.programmes),
            self.structure.horizon + 1,
        )
        p = self.changed.programmes
        return ProgrammeEffects(
            *(
                np.broadcast_to(x, shape)
                for x in (p.intake, p.completion, p.entry_share, p.teachers, p.teachers_leaving)
            )
        )
