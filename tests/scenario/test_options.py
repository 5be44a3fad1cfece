from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import ScenarioError
from agdb.scenario.options import break_even, cost_path, option_result, price_quantiles
from agdb.scenario.reading import read_scenario
from agdb.scenario.scenario import Option

OPTION = """
options:
  more:
    name: {nl: Meer, en: More}
    measures: [extra]
    cost: {1: 2, 2: 3}
    funded: {1: 1}
    reference_cost: 1000

measures:
  extra:
    pillar: P2
    touches: side-entry
    in_plan: false
    start: 1
    efficacy: 100
"""


def test_a_sure_option_costs_its_money_over_its_extra_workers(golden_text: str) -> None:
    scenario = read_scenario({"golden.yaml": golden_text, "option.yaml": OPTION})

    found = option_result(scenario, "more", draws=5, seed=1)

    assert found["cost"]["total"] == 5
    assert found["cost"]["unfunded"] == 4
    effect = found["without_the_plan"]["5"]
    # 80 % of 100 people a year arrive (coordination loss 20 %), and 4 % leave again each year.
    workers = 80 * sum(0.96**k for k in range(5))
    assert effect["extra_workers"]["median"] == pytest.approx(workers)
    assert effect["cost_per_extra_worker"]["median"] == pytest.approx(5e6 / workers)
    assert effect["break_even_workers"] == 5000
    assert effect["probability_of_break_even"] == 0


def test_an_option_does_not_leak_into_the_plan(golden_text: str) -> None:
    from agdb.scenario.questions import run_scenario

    alone = run_scenario({"golden.yaml": golden_text})
    beside = run_scenario({"golden.yaml": golden_text, "option.yaml": OPTION})

    assert alone["years"] == beside["years"]


def test_an_option_without_measures_is_no_option(golden_text: str) -> None:
    text = OPTION.replace("measures: [extra]", "measures: []")
    scenario = read_scenario({"golden.yaml": golden_text, "option.yaml": text})

    with pytest.raises(ScenarioError, match="holds no measures"):
        option_result(scenario, "more", draws=5, seed=1)


def test_the_price_of_nobody_has_no_bound() -> None:
    assert price_quantiles(100.0, np.zeros(3)) == {"low": None, "median": None, "high": None}
    assert price_quantiles(100.0, np.array([])) == {"low": None, "median": None, "high": None}


def test_less_than_one_person_has_no_price() -> None:
    prices = price_quantiles(100.0, np.array([0.2, 0.5, 4.0, 5.0, 10.0]))

    assert prices == {"low": 10.0, "median": 25.0, "high": None}


def test_the_cost_path_shows_what_nobody_pays() -> None:
    option = Option("o", {}, {}, (), ((2027, 1.0), (2028, 2.0)), ((2028, 0.5),), None)

    path = cost_path(option)

    assert path["years"][1] == {"year": 2028, "cost": 2.0, "funded": 0.5, "unfunded": 1.5}
    assert break_even(3e6, 1e4) == 300
