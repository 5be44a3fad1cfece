"""Tables that go with a doorrekening: groups, flows, levels, green, education, discrepancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.results.scenario import (
    Ends,
    FlowDiscrepancy,
    GreenPath,
    GroupPath,
    LevelGap,
    Spreads,
    WomenPath,
)
from agdb.scenario.arrays import spreads
from agdb.scenario.demand import level_shares
from agdb.scenario.gaps import flow_discrepancy, substituted, unemployed, vacancies
from agdb.scenario.model import FLOWS

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.run import RunOutcome

BASELINE, WITH_PLAN = 0, 1
"""Places on the axis of the first and the last subset."""


def ends(values: Array) -> Ends[Spreads]:
    """What is kept for baseline and plan, `[n, s, t]`, summarised over the draws."""
    return Ends(spreads(values[:, BASELINE]), spreads(values[:, WITH_PLAN]))


def group_table(result: Doorrekening) -> dict[str, Ends[GroupPath]]:
    """Per group and per end: supply, demand, gap in persons and FTE, relative gap, vacancies."""
    outcome = result.outcome
    both = [0, result.subsets.count - 1]
    gap, demand = outcome.gap[:, both], outcome.demand[:, both]
    employed = np.minimum(outcome.effective, demand)
    per_week = outcome.base_hours[:, None, :, None] / outcome.full_time_hours[:, None, None, None]
    friction = outcome.frictional_vacancies[:, None, None, None]
    jobless = outcome.frictional_unemployment[:, None, None, None]
    open_jobs = vacancies(gap=gap, employed=employed, frictional=friction)
    series = {
        "supply": outcome.supply[:, both],
        "demand": demand,
        "gap": gap,
        "gap_fte": gap * per_week,
        "relative_gap": gap / demand,
        "employed": employed,
        "vacancies": open_jobs,
    }
    if float(jobless.max()) > 0:
        looking = unemployed(gap=gap, employed=employed, frictional=jobless)
        series["vacancies_per_100_unemployed"] = 100 * open_jobs / looking

    def path(s: int, g: int) -> GroupPath:
        return GroupPath(**{name: spreads(values[:, s, g]) for name, values in series.items()})

    return {
        group: Ends(path(BASELINE, g), path(WITH_PLAN, g))
        for g, group in enumerate(result.scenario.structure.groups)
    }


def flow_table(result: Doorrekening) -> dict[str, Ends[dict[str, list[float]]]]:
    """Mean flows per group and year; means, because only means add up to the change in stock."""
    means = result.outcome.flows.mean(axis=0)

    def of(s: int, g: int) -> dict[str, list[float]]:
        return {flow: means[s, g, f].tolist() for f, flow in enumerate(FLOWS)}

    return {
        group: Ends(of(BASELINE, g), of(WITH_PLAN, g))
        for g, group in enumerate(result.scenario.structure.groups)
    }


def level_gaps(outcome: RunOutcome, structure_steps: int) -> tuple[Array, Array]:
    """Gap per level `[n, s, g, e, t]`, strict and after substitution; both sum to the group's gap.

    Migrants have no level of their own and are spread like the stock of the base year.
    """
    both = [0, outcome.gap.shape[1] - 1]
    shares = level_shares(outcome.level_shares, outcome.upgrading, structure_steps)
    wanted = outcome.demand[:, both, :, None] * shares[:, None]
    without = outcome.supply[:, both] - outcome.levels.sum(axis=3)
    people = outcome.levels + without[:, :, :, None] * outcome.level_shares[:, None, :, :, None]
    hours = outcome.effective / outcome.supply[:, both]
    strict = wanted - people * hours[:, :, :, None]
    helped = substituted(np.moveaxis(strict, 3, -1), outcome.substitution)
    return strict, np.moveaxis(helped, -1, 3)


def level_table(result: Doorrekening) -> dict[str, dict[str, Ends[LevelGap]]]:
    """Gap per group and education level, strict and after substitution."""
    structure = result.scenario.structure
    strict, helped = level_gaps(result.outcome, structure.horizon + 1)

    def of(s: int, g: int, e: int) -> LevelGap:
        return LevelGap(spreads(strict[:, s, g, e]), spreads(helped[:, s, g, e]))

    return {
        group: {
            level: Ends(of(BASELINE, g, e), of(WITH_PLAN, g, e))
            for e, level in enumerate(structure.levels)
        }
        for g, group in enumerate(structure.groups)
    }


def green_table(result: Doorrekening) -> Ends[GreenPath] | None:
    """Green demand, supply and gap: a tag on the groups, not to be added to them."""
    groups = result.scenario.structure.groups
    if f"{groups[0]}.green-demand" not in result.scenario.parameters:
        return None
    wanted, there = result.outcome.green_demand, result.outcome.green_supply

    def of(s: int) -> GreenPath:
        gap = wanted[:, s] - there[:, s]
        return GreenPath(spreads(wanted[:, s]), spreads(there[:, s]), spreads(gap))

    return Ends(of(BASELINE), of(WITH_PLAN))


def women_of(result: Doorrekening) -> Array:
    """Women in supply, `[n, s, g, t]`, for baseline and plan; men are the rest of the supply.

    No flows by sex were found. So those who leave are taken from women and men in proportion to the
    stock, and those who enter, by whichever way, hold a share of women that is an input:

        W_(t+1) = W_t * (1 - (retired + left) / S_t)
                  + entering share * (graduates + side-entry + migrants)
    """
    outcome, values = result.outcome, result.drawn.values
    groups = result.scenario.structure.groups
    first = np.stack([values[f"{group}.women"] for group in groups], axis=1)
    entering = np.stack([values[f"{group}.women-entering"] for group in groups], axis=1)
    supply = outcome.supply[:, [0, result.subsets.count - 1]]
    leaving = outcome.flow("retirement") + outcome.flow("exit")
    arriving = outcome.flow("graduates") + outcome.flow("side_entry") + outcome.flow("migration")
    women = np.empty_like(supply)
    women[..., 0] = supply[..., 0] * first[:, None]
    for t in range(1, supply.shape[-1]):
        gone = women[..., t - 1] / supply[..., t - 1] * leaving[..., t]
        women[..., t] = women[..., t - 1] - gone + entering[:, None] * arriving[..., t]
    return women


def women_table(result: Doorrekening) -> dict[str, Ends[WomenPath]] | None:
    """Women per group and end, in persons and as a share of the supply."""
    groups = result.scenario.structure.groups
    if f"{groups[0]}.women" not in result.scenario.parameters:
        return None
    women = women_of(result)
    share = women / result.outcome.supply[:, [0, result.subsets.count - 1]]

    def of(s: int, g: int) -> WomenPath:
        return WomenPath(spreads(women[:, s, g]), spreads(share[:, s, g]))

    return {group: Ends(of(BASELINE, g), of(WITH_PLAN, g)) for g, group in enumerate(groups)}


def capacity_table(result: Doorrekening) -> dict[str, Ends[list[float]]]:
    """Share of draws in which a programme had no place for all who wanted in, per year."""
    bound = result.outcome.capacity_bound.mean(axis=0)
    return {
        programme.id: Ends(bound[BASELINE, p].tolist(), bound[WITH_PLAN, p].tolist())
        for p, programme in enumerate(result.scenario.structure.programmes)
        if f"{programme.id}.teachers" in result.scenario.parameters
    }


def student_table(result: Doorrekening) -> dict[str, Ends[Spreads]]:
    """Enrolled students per programme of which the dropout is known."""
    return {
        programme.id: ends(result.outcome.students[:, :, p])
        for p, programme in enumerate(result.scenario.structure.programmes)
        if f"{programme.id}.dropout" in result.scenario.parameters
    }


def discrepancy_table(result: Doorrekening) -> dict[str, FlowDiscrepancy]:
    """G3 over the whole horizon per group, baseline, in means: openings less graduates.

    Only to compare with ROA. It is not a shortage: side-entry and labour saving fill openings too.
    Replacement is retirement; exit to other occupations has side-entry against it.
    """
    demand = result.outcome.demand[:, 0].mean(axis=0)
    retired = result.outcome.flow("retirement")[:, 0].mean(axis=0)
    graduates = result.outcome.flow("graduates")[:, 0].mean(axis=0)
    found: dict[str, FlowDiscrepancy] = {}
    for g, group in enumerate(result.scenario.structure.groups):
        expansion = float(demand[g, -1] - demand[g, 0])
        replacement, inflow = float(retired[g].sum()), float(graduates[g].sum())
        openings_less = flow_discrepancy(expansion, replacement, inflow)
        found[group] = FlowDiscrepancy(expansion, replacement, inflow, openings_less)
    return found
