"""The stock-flow model once more, for one draw and one subset, in plain loops.

Written from docs/methods/scenario.md without looking at the arrays of `agdb.scenario`, so that the
two can disagree. It is the unvectorised side of `scenario_run.py`, and a second opinion in
`tests/scenario/test_reference.py`. It knows national results only.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.inputs import inputs

if TYPE_CHECKING:
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario


def gaps(scenario: Scenario, draw: Draws, on: frozenset[str]) -> list[float]:
    """G1 over all groups per year with the measures of the pillars `on`, from the first draw."""
    return [sum(year) for year in _Loop(scenario, draw, on).run()]


class _Loop:
    def __init__(self, scenario: Scenario, draw: Draws, on: frozenset[str]) -> None:
        self.s, self.structure, self.on = scenario, scenario.structure, on
        self.values, self.given = draw.values, inputs(scenario, draw)
        self.groups = self.structure.groups
        self.base_year, self.steps = self.structure.base_year, self.structure.horizon

    def run(self) -> list[list[float]]:
        grads = self._graduates()
        p, g = self.given.programmes, self.given.groups
        side0 = self._side_base()
        demand = self._demand()
        out = []
        for i, group in enumerate(self.groups):
            stock = [float(x) for x in g.stock[0, i].sum(axis=0)]
            migrants, series = 0.0, []
            demand0, gap0 = float(g.base.demand[0, i]), float(g.base.gap[0, i])
            for t in range(self.steps + 1):
                if t:
                    gap, wanted = series[-1], demand[i][t - 1]
                    pull = float(self.given.response[0]) * (gap / wanted - gap0 / demand0)
                    low, high = math.log(self.given.floor[0]), math.log(self.given.ceiling[0])
                    side = side0[i] * math.exp(min(max(pull, low), high))
                    side = max(side + self._count("side-entry", i, t, side0[i]), 0.0)
                    older = [0.0] * len(stock)
                    drop = self._relative("exit", group, t)
                    for a in range(len(stock)):
                        retiring = float(self.given.retirement[0, t - 1, a])
                        leaving = min(float(g.exit[0, i, a]) * (1 - drop), 1 - retiring)
                        if a + 1 < len(stock):
                            older[a + 1] = stock[a] * (1 - retiring - leaving)
                    for a in range(len(stock)):
                        older[a] += side * float(g.side_ages[0, i, a])
                        older[a] += float(g.other_graduates[0, i] * g.other_ages[0, i, a])
                        for j in range(len(self.structure.programmes)):
                            older[a] += grads[j][t] * self._share(j, i, t) * float(p.ages[0, j, a])
                    stock = older
                    migrants = migrants * (1 - float(self.given.migrant_exit[0]))
                    migrants += float(g.migrants[0, i]) + self._count("migrants", i, t, side0[i])
                people = sum(stock) + migrants
                hours = 1 + self._relative("hours", group, t)
                series.append(demand[i][t] - people * hours)
            out.append(series)
        return [[series[t] for series in out] for t in range(self.steps + 1)]

    def _graduates(self) -> list[list[float]]:
        """Leavers to the Dutch labour market per programme and year."""
        p = self.given.programmes
        extra_intake = [0.0] * len(self.structure.programmes)
        leavers, since = [], [[0.0] * (self.steps + 1) for _ in extra_intake]
        for j, programme in enumerate(self.structure.programmes):
            base = float(p.intake[0, j])
            path = [base]
            teachers = float(p.teachers[0, j])
            for t in range(1, self.steps + 1):
                wish = base * (1 + float(p.trend[0, j])) ** t
                wish *= 1 + self._relative("intake", programme.id, t)
                teachers = teachers * (1 - float(p.teacher_exit[0, j])) + float(
                    p.teacher_entry[0, j]
                ) * (1 + self._relative("teachers", programme.id, t))
                path.append(min(wish + since[j][t], float(p.places[0, j]) * teachers))
            curve = [float(c) for c in p.completion[0, j]]
            total, diplomas = sum(curve), []
            for t in range(self.steps + 1):
                number = sum(c * (path[t - k] if t >= k else base) for k, c in enumerate(curve))
                rise = min(self._relative("completion", programme.id, t), 1 - total)
                diplomas.append(number * (1 + rise / total))
            follow = self.structure.next_programme(j)
            if follow is not None:
                for t in range(self.steps + 1):
                    since[follow][t] += float(p.continues[0, j]) * (diplomas[t] - diplomas[0])
            stay = 1 - float(p.foreign[0, j]) * (1 - float(p.stays[0, j]))
            leavers.append([d * (1 - float(p.continues[0, j])) * stay for d in diplomas])
        return leavers

    def _share(self, programme: int, group: int, t: int) -> float:
        row = self.given.programmes.enters[0, programme]
        total = float(row.sum())
        name = self.structure.programmes[programme].id
        rise = min(self._relative("entry-share", name, t), 1 - total)
        return float(row[group]) * (1 + rise / total)

    def _side_base(self) -> list[float]:
        g = self.given.groups
        if g.side_entry is not None:
            return [float(x) for x in g.side_entry[0]]
        p, found = self.given.programmes, []
        for i in range(len(self.groups)):
            going = 0.0
            for a, people in enumerate(g.stock[0, i].sum(axis=0)):
                retiring = float(self.given.retirement[0, 0, a])
                going += float(people) * (retiring + min(float(g.exit[0, i, a]), 1 - retiring))
            coming = float(g.other_graduates[0, i] + g.migrants[0, i])
            for j in range(len(self.structure.programmes)):
                leavers = float(p.intake[0, j] * p.completion[0, j].sum())
                leavers *= 1 - float(p.continues[0, j])
                leavers *= 1 - float(p.foreign[0, j]) * (1 - float(p.stays[0, j]))
                coming += leavers * float(p.enters[0, j, i])
            assert g.employment_growth is not None
            found.append(max(float(g.employment_growth[0, i]) + going - coming, 0.0))
        return found

    def _demand(self) -> list[list[float]]:
        g, result = self.given.groups, []
        for i, group in enumerate(self.groups):
            log_trend, won, path = math.log(float(g.base.demand[0, i])), 0.0, []
            for t in range(self.steps + 1):
                if t:
                    log_trend += float(g.growth[0, i]) + float(self.given.shocks[0, t - 1])
                won += self._relative("productivity", group, t)
                kept = math.exp(-(1 - float(self.given.rebound[0])) * won)
                path.append(math.exp(log_trend) * kept + float(self.given.overlay[0, i, t]))
            result.append(path)
        return result

    def _relative(self, target: str, name: str, t: int) -> float:
        kept = 1.0
        for measure in self.s.plan:
            if measure.target == target and measure.pillar in self.on:
                kept *= 1 - self._strength(measure, t) * dict(measure.on).get(name, 0.0)
        return 1 - kept

    def _count(self, target: str, group: int, t: int, pool: float) -> float:
        pool = pool if pool > 0 else float(self.given.groups.base.supply[0, group])
        kept, name = 1.0, self.groups[group]
        for measure in self.s.plan:
            if measure.target == target and measure.pillar in self.on:
                weight = dict(measure.on).get(name, 0.0) - dict(measure.drawn_from).get(name, 0.0)
                kept *= 1 - self._strength(measure, t) * weight / pool
        return (1 - kept) * pool

    def _strength(self, measure: object, t: int) -> float:
        removed = self._of_plan("coordination-loss", t)
        loss = float(self.given.coordination_loss[0]) * (1 - min(max(removed, 0.0), 1.0))
        cut = max(self._of_plan("lag", u) for u in range(self.steps + 1))
        return self._raw(measure, t, cut) * (1 - loss)

    def _of_plan(self, target: str, t: int) -> float:
        kept = 1.0
        for measure in self.s.plan:
            if measure.target == target and measure.pillar in self.on:
                kept *= 1 - self._raw(measure, t, 0.0)
        return 1 - kept

    def _raw(self, measure: object, t: int, cut: float) -> float:
        m, year = measure, self.base_year + t
        if year < m.start:
            return 0.0
        frozen = year if m.end is None else min(year, m.end)
        dose = 0.0
        for since, amount in m.dose:
            dose = amount if since <= frozen else dose
        waited = year - m.start - max(m.lag - cut, 0.0)
        ramp = float(waited >= 0) if m.ramp_years == 0 else min(max(waited / m.ramp_years, 0), 1)
        effect = dose * ramp * (m.decay ** (year - frozen))
        for component in ("reach", "take-up", "additionality", "efficacy"):
            effect *= self._component(m.id, component, 1.0)
        return effect * (1 - self._component(m.id, "displacement", 0.0))

    def _component(self, measure: str, component: str, missing: float) -> float:
        value = self.values.get(f"{measure}.{component}")
        return missing if value is None else float(np.asarray(value).ravel()[0])
