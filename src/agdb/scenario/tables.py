"""Tables that go with a doorrekening: groups, flows, levels, green, target; all plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.demand import level_shares
from agdb.scenario.gaps import flow_discrepancy, substituted, target_gap, unemployed, vacancies
from agdb.scenario.model import FLOWS
from agdb.scenario.summary import summarised

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.run import Outcome

ENDS: Final = ("baseline", "with_plan")


def group_table(result: Doorrekening) -> dict[str, object]:
    """Per group and per end: supply, demand, gap in persons and FTE, relative gap, vacancies."""
    outcome = result.outcome
    ends = [0, result.subsets.count - 1]
    gap, demand = outcome.gap[:, ends], outcome.demand[:, ends]
    employed = np.minimum(outcome.effective, demand)
    per_week = outcome.base_hours[:, None, :, None] / outcome.full_time_hours[:, None, None, None]
    friction = outcome.frictional_vacancies[:, None, None, None]
    jobless = outcome.frictional_unemployment[:, None, None, None]
    open_jobs = vacancies(gap=gap, employed=employed, frictional=friction)
    looking = unemployed(gap=gap, employed=employed, frictional=jobless)
    series = {
        "supply": outcome.supply[:, ends],
        "demand": demand,
        "gap": gap,
        "gap_fte": gap * per_week,
        "relative_gap": gap / demand,
        "employed": employed,
        "vacancies": open_jobs,
    }
    if float(jobless.max()) > 0:
        series["vacancies_per_100_unemployed"] = 100 * open_jobs / looking
    return {
        group: {
            end: {name: summarised(values[:, s, g]) for name, values in series.items()}
            for s, end in enumerate(ENDS)
        }
        for g, group in enumerate(result.scenario.structure.groups)
    }


def flow_table(result: Doorrekening) -> dict[str, object]:
    """Mean flows per group and year; means, because only means add up to the change in stock."""
    means = result.outcome.flows.mean(axis=0)
    return {
        group: {
            end: {flow: means[s, g, f].tolist() for f, flow in enumerate(FLOWS)}
            for s, end in enumerate(ENDS)
        }
        for g, group in enumerate(result.scenario.structure.groups)
    }


def level_gaps(outcome: Outcome, structure_steps: int) -> tuple[Array, Array]:
    """Gap per level `[n, s, g, e, t]`, strict and after substitution; both sum to the group's gap.

    Migrants have no level of their own and are spread like the stock of the base year.
    """
    ends = [0, outcome.gap.shape[1] - 1]
    shares = level_shares(outcome.level_shares, outcome.upgrading, structure_steps)
    wanted = outcome.demand[:, ends, :, None] * shares[:, None]
    without = outcome.supply[:, ends] - outcome.levels.sum(axis=3)
    people = outcome.levels + without[:, :, :, None] * outcome.level_shares[:, None, :, :, None]
    hours = outcome.effective / outcome.supply[:, ends]
    strict = wanted - people * hours[:, :, :, None]
    helped = substituted(np.moveaxis(strict, 3, -1), outcome.substitution)
    return strict, np.moveaxis(helped, -1, 3)


def level_table(result: Doorrekening) -> dict[str, object]:
    """Gap per group and education level, strict and after substitution."""
    structure = result.scenario.structure
    strict, helped = level_gaps(result.outcome, structure.horizon + 1)
    return {
        group: {
            level: {
                end: {
                    "strict": summarised(strict[:, s, g, e]),
                    "after_substitution": summarised(helped[:, s, g, e]),
                }
                for s, end in enumerate(ENDS)
            }
            for e, level in enumerate(structure.levels)
        }
        for g, group in enumerate(structure.groups)
    }


def green_table(result: Doorrekening) -> dict[str, object] | None:
    """Green demand, supply and gap: a tag on the groups, not to be added to them."""
    groups = result.scenario.structure.groups
    if f"{groups[0]}.green-demand" not in result.scenario.parameters:
        return None
    wanted, there = result.outcome.green_demand, result.outcome.green_supply
    return {
        end: {
            "demand": summarised(wanted[:, s]),
            "supply": summarised(there[:, s]),
            "gap": summarised(wanted[:, s] - there[:, s]),
        }
        for s, end in enumerate(ENDS)
    }


def target_table(result: Doorrekening) -> dict[str, object]:
    """G2 per group with a target, in the definition of the stock; never added to G1."""
    structure = result.scenario.structure
    ends = [0, result.subsets.count - 1]
    found: dict[str, object] = {}
    for g, group in enumerate(structure.groups):
        target = result.scenario.parameters.get(f"{group}.target")
        if target is not None:
            stock = result.outcome.supply[:, ends, g]
            missing = target_gap(target.values[0], stock)
            found[group] = {end: summarised(missing[:, s]) for s, end in enumerate(ENDS)}
    return found


def capacity_table(result: Doorrekening) -> dict[str, object]:
    """Share of draws in which a programme had no place for all who wanted in, per year."""
    bound = result.outcome.capacity_bound.mean(axis=0)
    return {
        programme.id: {end: bound[s, p].tolist() for s, end in enumerate(ENDS)}
        for p, programme in enumerate(result.scenario.structure.programmes)
        if f"{programme.id}.teachers" in result.scenario.parameters
    }


def student_table(result: Doorrekening) -> dict[str, object]:
    """Enrolled students per programme of which the dropout is known."""
    return {
        programme.id: {
            end: summarised(result.outcome.students[:, s, p]) for s, end in enumerate(ENDS)
        }
        for p, programme in enumerate(result.scenario.structure.programmes)
        if f"{programme.id}.dropout" in result.scenario.parameters
    }


def discrepancy_table(result: Doorrekening) -> dict[str, object]:
    """G3 over the whole horizon per group, baseline, in means: openings less graduates.

    Only to compare with ROA. It is not a shortage: side-entry and labour saving fill openings too.
    Replacement is retirement; exit to other occupations has side-entry against it.
    """
    demand = result.outcome.demand[:, 0].mean(axis=0)
    retired = result.outcome.flow("retirement")[:, 0].mean(axis=0)
    graduates = result.outcome.flow("graduates")[:, 0].mean(axis=0)
    found: dict[str, object] = {}
    for g, group in enumerate(result.scenario.structure.groups):
        expansion = float(demand[g, -1] - demand[g, 0])
        replacement, inflow = float(retired[g].sum()), float(graduates[g].sum())
        found[group] = {
            "expansion": expansion,
            "replacement": replacement,
            "graduates": inflow,
            "openings_less_graduates": flow_discrepancy(expansion, replacement, inflow),
        }
    return found
