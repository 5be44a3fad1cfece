"""Identities that hold exactly, in every draw, subset, group and year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.demand import demand
from agdb.scenario.doorrekening import Doorrekening, compute
from agdb.scenario.draws import draw
from agdb.scenario.inputs import inputs
from agdb.scenario.model import FLOWS, simulate
from agdb.scenario.pillars import Subsets
from agdb.scenario.reading import read_scenario
from agdb.scenario.run import gaps, run, sample, sample_of
from agdb.scenario.tables import level_gaps

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

SIGN = {"graduates": 1, "side_entry": 1, "migration": 1, "retirement": -1, "exit": -1}


@pytest.fixture(scope="module")
def result(national: Scenario) -> Doorrekening:
    return compute(national, draws=60, seed=5)


def test_a_plan_with_all_doses_at_zero_is_the_baseline_bit_for_bit(national: Scenario) -> None:
    """T03."""
    idle = tuple(replace(m, dose=((m.start, 0.0),)) for m in national.measures)

    result = compute(replace(national, measures=idle), draws=25, seed=1)

    gap, supply, demand_ = result.outcome.gap, result.outcome.supply, result.outcome.demand
    for cells in (gap, supply, demand_):
        assert (cells == cells[:, :1]).all()


def test_runs_a_b_a_give_the_same_a(national: Scenario, golden: Scenario) -> None:
    first = compute(national, draws=20, seed=1)
    compute(golden, draws=20, seed=2)
    again = compute(national, draws=20, seed=1)

    assert (first.outcome.gap == again.outcome.gap).all()


def test_the_stock_changes_by_exactly_its_flows(result: Doorrekening) -> None:
    """T04."""
    ends = [0, result.subsets.count - 1]
    supply = result.outcome.supply[:, ends]

    change = np.sum([SIGN[f] * result.outcome.flow(f) for f in FLOWS], axis=0)

    error = np.abs(np.diff(supply, axis=-1) - change[..., 1:])
    assert (error < 1e-9 * supply[..., 1:]).all()


def test_groups_add_to_the_total_and_green_stays_below_it(result: Doorrekening) -> None:
    """T06, first half."""
    ends = [0, result.subsets.count - 1]
    total = result.outcome.demand[:, ends].sum(axis=2)

    assert (result.outcome.green_demand <= total).all()
    assert (result.outcome.green_supply <= result.outcome.supply[:, ends].sum(axis=2)).all()
    assert result.outcome.total_gap == pytest.approx(result.outcome.gap.sum(axis=2))


def test_full_time_equivalents_times_their_week_are_hours(result: Doorrekening) -> None:
    """T06, second half."""
    from agdb.scenario.tables import group_table

    table = group_table(result)["ict"].baseline
    hours = result.outcome.gap[:, 0, 1] * result.outcome.base_hours[:, 1:2]

    fte = hours / result.outcome.full_time_hours[:, None]

    assert np.median(fte, axis=0).tolist() == pytest.approx(table.gap_fte.median)


def test_levels_add_to_their_group_before_and_after_substitution(result: Doorrekening) -> None:
    ends = [0, result.subsets.count - 1]
    strict, helped = level_gaps(result.outcome, result.scenario.structure.horizon + 1)

    assert strict.sum(axis=3) == pytest.approx(result.outcome.gap[:, ends], abs=1e-8)
    assert helped.sum(axis=3) == pytest.approx(result.outcome.gap[:, ends], abs=1e-8)


def test_leavers_continuing_and_foreign_leavers_are_all_diplomas(national: Scenario) -> None:
    """T08."""
    drawn = draw(national, draws=10, seed=2)
    doses = Subsets(national.pillars).doses(national.plan)

    school = simulate(
        inputs(national, drawn),
        national.plan,
        doses=doses,
        draws=drawn,
        structure=national.structure,
    ).pipeline

    parts = school.leavers + school.continuing + school.foreign_leavers
    assert np.abs(parts - school.diplomas).max() < 1e-12 * school.diplomas.max()


def test_what_continues_reappears_as_intake_of_the_next_programme(golden_text: str) -> None:
    text = (
        golden_text.replace(
            """    school:
      level: all
      name: {nl: Opleiding, en: Programme}
""",
            """    school:
      level: all
      continues_to: college
      name: {nl: Opleiding, en: Programme}
    college:
      level: all
      name: {nl: Vervolg, en: Next}
""",
        )
        .replace(
            "  school.intake: 2000\n",
            """  college.intake: 500
  college.completion: {1: 0.5}
  college.enters: {all: 0.5}
  college.entry-ages: {23: 1, 24: 0}
  school.intake: 2000
""",
        )
        .replace("touches: intake\n", "touches: intake\n    for: [school]\n")
    )
    scenario = read_scenario({"g.yaml": text})
    drawn = draw(scenario, draws=1, seed=1)
    doses = Subsets(scenario.pillars).doses(scenario.plan)

    school = simulate(
        inputs(scenario, drawn),
        scenario.plan,
        doses=doses,
        draws=drawn,
        structure=scenario.structure,
    ).pipeline

    more = school.continuing[:, :, 0] - school.continuing[:, :, 0, :1]
    assert school.intake[:, :, 1] == pytest.approx(500 + more)
    assert more[0, 1].max() > 0


def test_intake_before_and_in_the_base_year_is_that_of_the_base_year(
    result: Doorrekening, national: Scenario
) -> None:
    drawn = draw(national, draws=3, seed=2)
    doses = Subsets(national.pillars).doses(national.plan)

    school = simulate(
        inputs(national, drawn),
        national.plan,
        doses=doses,
        draws=drawn,
        structure=national.structure,
    ).pipeline

    base = drawn.values["mbo-technology.intake"]
    assert (school.intake[:, :, 0, 0] == base[:, None]).all()


def test_parts_and_threads_change_no_bit_of_the_result(national: Scenario) -> None:
    drawn = draw(national, draws=30, seed=9)
    doses = Subsets(national.pillars).doses(national.plan)

    whole, parts = (sample_of(national, drawn, size=size) for size in (30, 7))
    one = run(whole, measures=national.plan, doses=doses, workers=1)
    many = run(parts, measures=national.plan, doses=doses, workers=2)

    assert (one.gap == many.gap).all()


def test_gaps_alone_are_those_of_the_whole_run(national: Scenario) -> None:
    those, doses = (
        sample(national, draws=40, seed=9),
        Subsets(national.pillars).doses(national.plan),
    )

    whole = run(those, measures=national.plan, doses=doses)
    alone = gaps(those, measures=national.plan, doses=doses)

    assert np.abs(whole.gap - alone.gap).max() < 1e-9
    assert np.abs(whole.supply - alone.supply).max() < 1e-9


def test_a_version_of_the_scenario_on_the_same_draws_is_as_if_drawn_itself(
    national: Scenario,
) -> None:
    """Sharing draws and inputs changes no number."""
    fixed = national.fixing({"side-entry-response": 0.0, "overlay-outside-trend": 1.0})
    doses = np.ones((1, 1, len(national.plan)))

    shared = gaps(sample(national, draws=50, seed=3).under(fixed), measures=fixed.plan, doses=doses)
    own = gaps(sample(fixed, draws=50, seed=3), measures=fixed.plan, doses=doses)
    fewer = gaps(sample(national, draws=50, seed=3).first(20), measures=national.plan, doses=doses)

    assert (shared.gap == own.gap).all()
    drawn = gaps(sample(national, draws=20, seed=3), measures=national.plan, doses=doses)
    assert (fewer.gap == drawn.gap).all()


def test_nobody_is_flushed_out_of_work_in_the_first_year(national: Scenario) -> None:
    """The stock above 65 is one that could have come about: retirement does not drop after a year.

    Known fault of the review: 20.3 thousand in the first year and 17.1 in the second.
    """
    retired = (
        run(sample(national, draws=200, seed=1), measures=(), doses=np.zeros((1, 1, 0)))
        .flow("retirement")[:, 0, 0]
        .mean(axis=0)
    )

    assert retired[1] == pytest.approx(retired[2], rel=0.03)
    assert retired[2] == pytest.approx(retired[3], rel=0.03)


def test_the_side_entry_of_the_base_year_makes_the_stock_grow_as_it_was_seen_to(
    national: Scenario,
) -> None:
    calm = national.fixing({"side-entry-response": 0.0})
    drawn = draw(calm, draws=20, seed=4)

    outcome = run(sample_of(calm, drawn), measures=(), doses=np.zeros((1, 1, 0)))

    growth = outcome.supply[:, 0, 0, 1] - outcome.supply[:, 0, 0, 0]
    assert growth == pytest.approx(drawn.values["technical.employment-growth"])


def test_a_stronger_productivity_saves_labour_less_the_rebound(golden_text: str) -> None:
    """T10."""
    from agdb.scenario.demand import remaining_demand

    won = np.zeros((1, 1, 1, 6))
    won[..., 1:] = 0.01

    saved = {r: 2000 * (1 - remaining_demand(won, np.array([r]))[..., 5].item()) for r in (0, 0.3)}

    assert saved[0] == pytest.approx(97.5411510, abs=1e-7)
    assert saved[0.3] == pytest.approx(68.7891675, abs=1e-7)


def test_the_default_growth_gives_what_the_sector_itself_expects(national: Scenario) -> None:
    calm = national.fixing({"overlay-outside-trend": 0.0, "common-shock": 0.0})
    from agdb.scenario.draws import central

    given = inputs(calm, central(calm))

    path = demand(given, np.zeros((1, 1, 1, 11)))[0, 0].sum(axis=0)

    assert path[5] - path[0] == pytest.approx(141, abs=3)
