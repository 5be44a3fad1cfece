from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import ScenarioError
from agdb.results.scenario_answers import OptionResult, PaidYear, Price
from agdb.scenario.options import cost_path, option_result, price_quantiles
from agdb.scenario.reading import read_scenario
from agdb.scenario.run import sample
from agdb.scenario.scenario import PolicyOption

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

    found = option_result(sample(scenario, draws=5, seed=1), "more")

    assert found.cost.total == 5
    assert found.cost.unfunded == 4
    effect = found.without_the_plan["5"]
    # 80 % of 100 people a year arrive (coordination loss 20 %), and 4 % leave again each year.
    workers = 80 * sum(0.96**k for k in range(5))
    assert effect.extra_workers.mean == pytest.approx(workers)
    assert effect.cost_per_extra_worker.median == pytest.approx(5e6 / workers)
    assert effect.break_even_price == 1000
    assert effect.probability_of_break_even == 0
    assert effect.per_participant is None


def test_who_comes_forward_needs_a_track_and_the_track_has_its_price(golden_text: str) -> None:
    """Known answer of the review: 3,750 / (0.4 * 0.6) is 15,625 euros for each extra worker."""
    text = OPTION.replace(
        "reference_cost: 1000", "reference_cost: 12500\n    participant_cost: 3750"
    )
    text = text.replace("efficacy: 100", "additionality: 0.4\n    efficacy: 0.6")
    text = text.replace("    start: 1\n", "    start: 1\n    reach: 1000\n")
    scenario = read_scenario({"golden.yaml": golden_text, "option.yaml": text})

    effect = option_result(sample(scenario, draws=1, seed=1), "more").on_top_of_the_plan["5"]

    alone = effect.cost_per_extra_worker_if_it_works.median
    assert alone is not None
    assert effect.per_participant.median == pytest.approx(15_625)
    assert effect.cost_with_participants_if_it_works.median == pytest.approx(alone + 15_625)
    assert effect.probability_of_break_even == 0


def test_an_option_does_not_leak_into_the_plan(golden_text: str) -> None:
    from agdb.scenario.questions import run_scenario

    alone = run_scenario(read_scenario({"golden.yaml": golden_text}))
    beside = run_scenario(read_scenario({"golden.yaml": golden_text, "option.yaml": OPTION}))

    assert alone.years == beside.years


def test_an_option_without_measures_is_no_option(golden_text: str) -> None:
    text = OPTION.replace("measures: [extra]", "measures: []")
    scenario = read_scenario({"golden.yaml": golden_text, "option.yaml": text})

    with pytest.raises(ScenarioError, match="holds no measures"):
        option_result(sample(scenario, draws=5, seed=1), "more")


def test_the_price_of_nobody_has_no_bound() -> None:
    assert price_quantiles(np.full(3, np.inf)) == Price(None, None, None)
    assert price_quantiles(np.array([])) == Price(None, None, None)


def test_a_price_has_no_upper_bound_where_too_many_draws_have_none() -> None:
    prices = price_quantiles(np.array([np.inf, np.inf, 25.0, 20.0, 10.0]))

    assert prices == Price(10.0, 25.0, None)


def test_the_cost_path_shows_what_nobody_pays() -> None:
    option = PolicyOption("o", {}, {}, (), ((2027, 1.0), (2028, 2.0)), ((2028, 0.5),), None)

    path = cost_path(option)

    assert path.years[1] == PaidYear(2028, 2.0, 0.5, 1.5)


def priced(golden_text: str, *, efficacy: float, size: float = 1, more: str = "") -> OptionResult:
    """Nobody leaves. A fifth of what comes in is lost, with the plan a tenth; 5 mln is spent."""
    text = golden_text.replace("all.exit: {20: 0.04, 60: 0}", "all.exit: {20: 0, 60: 0}")
    text = text.replace("  base_year: 0\n", f"  persons_per_unit: {size}\n  base_year: 0\n")
    option = OPTION.replace("efficacy: 100", f"efficacy: {efficacy}")
    option = option.replace("reference_cost: 1000", more or "funded: {1: 1}")
    option = option.replace("    funded: {1: 1}\n", "", 1) if not more else option
    scenario = read_scenario({"golden.yaml": text, "option.yaml": option})
    return option_result(sample(scenario, draws=1, seed=1), "more")


def test_an_option_by_hand_without_the_plan_and_on_top_of_it(golden_text: str) -> None:
    """Five years of 80 people, or of 90 on top of the plan: 80 to 400 and 90 to 450 at work."""
    found = priced(golden_text, efficacy=100)

    for one, people in ((found.without_the_plan["5"], 80), (found.on_top_of_the_plan["5"], 90)):
        assert one.extra_workers.mean == pytest.approx(5 * people)
        assert one.closure.mean == pytest.approx(5 * people)
        assert one.worker_years.mean == pytest.approx(15 * people)
        assert one.cost_per_extra_worker.median == pytest.approx(5e6 / (5 * people))
        assert one.cost_per_worker_year.median == pytest.approx(5e6 / (15 * people))
        assert one.probability_of_no_effect == 0
        assert (one.break_even_price, one.probability_of_break_even) == (None, None)
        assert one.cost_with_participants_if_it_works is None
    assert found.grades == {"extra": "given"}
    assert [one.name for one in found.inputs] == ["extra.efficacy"]
    assert (found.draws, found.seed, found.evidence, found.cost_elsewhere) == (1, 1, [], [])


def test_an_option_is_told_in_persons(golden_text: str) -> None:
    one = priced(golden_text, efficacy=100, size=1000).without_the_plan["5"]

    assert one.extra_workers.mean == pytest.approx(400_000)
    assert one.closure.mean == pytest.approx(400_000)
    assert one.worker_years.mean == pytest.approx(1_200_000)
    assert one.cost_per_extra_worker.median == pytest.approx(5e6 / 400_000)


@pytest.mark.parametrize(
    ("efficacy", "price", "by_year"),
    [
        # 1.04 workers and 3.12 worker-years; 0.96 and 2.88; 0.32 and 0.96
        (0.26, 5e6 / 1.04, 5e6 / 3.12),
        (0.24, None, 5e6 / 2.88),
        (0.08, None, None),
    ],
)
def test_less_than_one_worker_is_no_effect_and_has_no_price(
    golden_text: str, efficacy: float, price: float | None, by_year: float | None
) -> None:
    one = priced(golden_text, efficacy=efficacy).without_the_plan["5"]

    assert one.probability_of_no_effect == (0 if price else 1)
    for found, expected in (
        (one.cost_per_extra_worker.median, price),
        (one.cost_per_extra_worker_if_it_works.median, price),
        (one.cost_per_worker_year.median, by_year),
    ):
        assert found == (None if expected is None else pytest.approx(expected, rel=1e-6))


@pytest.mark.parametrize(("reference", "chance"), [(12_499.9, 0), (12_500.1, 1)])
def test_an_option_breaks_even_at_its_price(
    golden_text: str, reference: float, chance: float
) -> None:
    """5 mln for 400 workers is 12,500 each."""
    found = priced(golden_text, efficacy=100, more=f"reference_cost: {reference}")

    one = found.without_the_plan["5"]
    assert (one.break_even_price, one.probability_of_break_even) == (reference, chance)


def test_the_cost_path_by_hand() -> None:
    option = PolicyOption(
        "o", {}, {}, (), ((2027, 1.0), (2028, 2.0)), ((2026, 0.25), (2028, 0.5)), None
    )

    path = cost_path(option)

    assert path.years == [PaidYear(2027, 1.0, 0.0, 1.0), PaidYear(2028, 2.0, 0.5, 1.5)]
    assert (path.total, path.funded, path.unfunded) == (3.0, 0.75, 2.25)
