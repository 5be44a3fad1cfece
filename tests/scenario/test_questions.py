from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

from agdb.errors import ScenarioError
from agdb.results.scenario import Run
from agdb.scenario.doorrekening import compute
from agdb.scenario.doses import dose_grid
from agdb.scenario.questions import run_option, run_scenario, run_sensitivity
from agdb.scenario.reading import read_scenario
from agdb.scenario.run import sample

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

pytestmark = pytest.mark.slow


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(
    national: Scenario,
) -> None:
    """T87, first half."""
    first = run_scenario(national, draws=60, seed=4)
    again = run_scenario(national, draws=60, seed=4)
    other = run_scenario(national, draws=60, seed=5)

    assert msgspec.json.encode(first) == msgspec.json.encode(again)
    assert first.sha256 != other.sha256


def test_another_seed_moves_medians_by_less_than_chance_allows(national: Scenario) -> None:
    """T87, second half: the median of n draws has a standard error of 1.253 sd / sqrt(n)."""
    one, two = (compute(national, draws=600, seed=s).baseline[:, 5] for s in (1, 2))

    error = 1.2533 * np.sqrt((one.var() + two.var()) / 600)

    assert abs(np.median(one) - np.median(two)) < 2 * error


def test_a_run_says_what_it_assumed(national: Scenario) -> None:
    result = run_scenario(national, draws=40)

    assert result.input("side-entry-response").assumption
    assert result.input("rebound").prior == {"triangular": [0.0, 0.3, 0.8]}
    assert result.input("hours.efficacy").probability_of_zero == 0.5
    assert all(one.source and one.unit for one in result.inputs)
    assert result.regions.years["2030"]["PV30"].baseline.class_
    assert result.claims[1].unexplained == 8
    assert msgspec.json.decode(msgspec.json.encode(result), type=Run) == result


TARGETS = """
targets:
  told:
    name: {nl: a, en: a}
    year: 5
    value: 1000
    stock: 670
    stock_year: 0
    follows: all
    source: https://example.org
  silent: {name: {nl: b, en: b}, year: 5, value: 33, source: https://example.org}
"""


def test_a_target_is_missed_by_its_own_count_and_without_a_count_nothing_is_said(
    golden_text: str,
) -> None:
    told, silent = run_scenario(read_scenario({"g.yaml": golden_text + TARGETS})).targets

    # The stock of the golden case goes from 47,000 to 45,672.8675 without a plan.
    assert told.gap.baseline.mean == pytest.approx(1000 - 670 * 45_672.8675 / 47_000, abs=1e-3)
    assert silent.gap is None


def test_sensitivity_ranks_what_the_gap_hangs_on(national: Scenario) -> None:
    found = run_sensitivity(national, draws=16)

    year = found.sobol.years["2030"]
    assert found.sobol.runs == 16 * (len(year.baseline) + 2)
    top = {row.name for row in year.baseline[:6]}
    assert {"technical.growth", "common-shock.path"} & top
    values = [row.value for row in year.value_of_information]
    assert values == sorted(values, reverse=True)
    assert [v.id for v in found.variants][:2] == ["as-is", "growth-roa"]
    assert found.measures.permutations == 2 * 64


def test_sensitivity_needs_a_power_of_two_and_something_that_varies(
    national: Scenario, golden: Scenario
) -> None:
    with pytest.raises(ScenarioError, match="power of two"):
        run_sensitivity(national, draws=100)
    with pytest.raises(ScenarioError, match="nothing varies"):
        run_sensitivity(golden, draws=16)


def test_the_grid_holds_every_combination_and_the_plan_as_planned(
    national: Scenario,
) -> None:
    grid = dose_grid(sample(national, draws=40, seed=3), doses=(0.0, 1.0))

    assert len(grid.combinations) == 16
    plan = grid.combinations.index([1.0] * 4)
    mean = compute(national, draws=40, seed=3).with_plan[:, 5].mean() * 1000
    assert grid.cells["2030"].gap[plan][1] == round(mean)
    assert grid.cells["2030"].closure[0] == (0, 0, 0)


def test_no_draws_is_no_run(golden: Scenario) -> None:
    with pytest.raises(ScenarioError, match="at least 1, got 0"):
        run_scenario(golden, draws=0)


def test_options_are_compared_on_the_same_draws(national: Scenario) -> None:
    campaign, retraining = run_option(national, draws=200, seed=6)

    assert retraining.cost == campaign.cost
    assert campaign.option == "recruitment-campaign"
    assert campaign.cost.total == 3.0
    assert campaign.cost.unfunded == 3.0
    assert [year.cost for year in campaign.cost.years] == [1.0, 1.0, 1.0]
    at_2030 = campaign.on_top_of_the_plan["2030"]
    assert at_2030.probability_of_no_effect >= 0.4
    price = at_2030.cost_per_extra_worker_if_it_works.median
    assert price is not None
    assert price > 0
    # 3,750 over what is additional and stays, 0.4 * 0.6 in the middle: about 15,600 euros.
    assert at_2030.per_participant.median == pytest.approx(15_600, rel=0.15)
    assert at_2030.break_even_price == pytest.approx(3750 / (0.4 * 0.75))
    assert campaign.grades == {"recruitment-campaign": "no evidence"}
    assert campaign.evidence
    assert run_option(national, "recruitment-campaign", draws=200, seed=6) == [campaign]


def test_an_unknown_option_is_named_with_the_known_ones(national: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"unknown option 'x'.*'recruitment-campaign'"):
        run_option(national, "x", draws=10)


@pytest.mark.parametrize("dose", [1.0])
def test_a_grid_of_the_golden_case_is_its_single_draw(golden: Scenario, dose: Any) -> None:
    grid = dose_grid(sample(golden, draws=9, seed=1))

    assert grid.draws == 1
    plan = grid.combinations.index([dose] * 4)
    assert grid.cells["5"].closure[plan] == (1537, 1537, 1537)
    assert grid.cells["5"].step == 100


def test_between_the_doses_of_the_grid_the_gap_is_nearly_a_straight_line(
    national: Scenario,
) -> None:
    fine = dose_grid(sample(national, draws=400, seed=1), doses=(0.0, 0.5, 1.0))
    place = {tuple(c): i for i, c in enumerate(fine.combinations)}

    for others in ((0, 0, 0), (1, 1, 1)):
        for year, cells in fine.cells.items():
            below, middle, above = (
                np.array(cells.gap[place[others[0], dose, *others[1:]]]) for dose in (0, 0.5, 1)
            )
            # beside intervals of over 100,000 persons
            assert np.abs((below + above) / 2 - middle).max() < 4000, (year, others)


def test_two_hundred_draws_of_all_subsets_take_a_few_seconds_at_most(
    national: Scenario,
) -> None:
    """T86 at a tenth of its size, in processor time; the whole of it is in the long tests."""
    import time

    start = time.process_time()
    compute(national, draws=200, seed=1, workers=1)

    assert time.process_time() - start < 6


@pytest.mark.long
def test_two_thousand_draws_of_all_subsets_take_less_than_a_minute_on_one_core(
    national: Scenario,
) -> None:
    """T86; benchmarks/scenario_run.py measures what it really takes."""
    import time

    start = time.perf_counter()
    compute(national, draws=2000, seed=1, workers=1)

    assert time.perf_counter() - start < 60
