from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.scenario import by_hand

from agdb.results.scenario import Ends, VarianceShare
from agdb.scenario.doorrekening import Doorrekening, compute
from agdb.scenario.draws import SHOCK
from agdb.scenario.evidence import Grade
from agdb.scenario.headline import (
    headline,
    headline_of,
    headline_years,
    headlines,
    variance_shares,
    variant_table,
)
from agdb.scenario.pillars import Subsets
from agdb.scenario.reading import read_scenario
from agdb.scenario.run import gaps, sample
from agdb.scenario.scenario import Asks, Variant
from agdb.scenario.uncertainty import UncertaintyOrigin, assumed_base_data, by_origin, origin

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def result(national: Scenario) -> Doorrekening:
    return compute(national, draws=300, seed=5)


def test_the_five_statements_are_made_together(result: Doorrekening) -> None:
    block = headline(result, 2030)

    gap = result.baseline[:, 5] * 1000
    assert block.baseline.median == pytest.approx(np.median(gap))
    assert block.baseline.mean - block.with_plan.mean == pytest.approx(block.closure.mean)
    assert block.chance_closed.baseline == np.mean(gap <= 0)


def test_the_headline_looks_five_years_on_and_at_the_end(
    national: Scenario, golden: Scenario
) -> None:
    assert headline_years(national) == (2030, 2035)
    assert headline_years(golden) == (5,)


def test_common_random_numbers_make_the_closure_sharper(national: Scenario) -> None:
    """T29: less than half of the spread that independent draws give."""
    ends = Subsets(national.pillars).doses(national.plan)[:, [0, -1]]
    shared, apart = (
        gaps(sample(national, draws=300, seed=s), measures=national.plan, doses=ends).total
        for s in (1, 2)
    )

    closure = shared[:, 0, 5] - shared[:, 1, 5]
    independent = shared[:, 0, 5] - apart[:, 1, 5]

    assert closure.std() < independent.std() / 2


def test_shares_of_the_variance_are_given_by_origin(national: Scenario) -> None:
    shares = variance_shares(sample(national, draws=200, seed=3))[2030]

    assert set(shares) == {*(o.value for o in UncertaintyOrigin), "assumed base data"}
    assert shares["policy effect"].closure > shares["policy effect"].baseline
    assert shares["demand shocks"].baseline > shares["demand shocks"].closure


def test_where_nothing_varies_there_is_nothing_to_share(golden: Scenario) -> None:
    assert variance_shares(sample(golden, draws=10, seed=1)) == {5: {}}


def test_base_data_without_a_source_are_named(national: Scenario) -> None:
    names = assumed_base_data(national)

    assert "technical.age-distribution" in names
    assert "technical.employed" not in names
    assert "rebound" not in names


def test_every_source_of_uncertainty_has_one_origin(national: Scenario) -> None:
    sets = by_origin(national)

    assert origin(national, "retention.efficacy") is UncertaintyOrigin.POLICY
    assert origin(national, "coordination-loss") is UncertaintyOrigin.POLICY
    assert origin(national, "common-shock") is UncertaintyOrigin.SHOCKS
    assert origin(national, "side-entry-response") is UncertaintyOrigin.PARAMETERS
    assert sum(len(s) for s in sets.values()) == len({n for s in sets.values() for n in s})


def test_shares_of_the_pillars_add_up_in_every_draw_though_medians_need_not(
    result: Doorrekening,
) -> None:
    """T20 on the real scenario."""
    assert result.shapley.sum(axis=2) == pytest.approx(result.closure, abs=1e-9)


def test_two_levers_that_are_alike_get_the_same(golden: Scenario) -> None:
    """T22 on the model itself: the same retention measure under two pillars."""
    twin = next(m for m in golden.measures if m.id == "retention")
    twins = (twin, replace(twin, pillar="P3"))
    result = compute(replace(golden, measures=twins), draws=1, seed=1)

    shares = result.shapley[0, 5]

    assert shares[1] == pytest.approx(shares[2])
    assert shares[0] == 0


def test_what_only_spreads_the_gap_leaves_its_total_alone(national: Scenario) -> None:
    from agdb.scenario.draws import varying
    from agdb.scenario.headline import end_gaps
    from agdb.scenario.uncertainty import NOT_IN_THE_TOTAL, stem_of

    shared, other = (sample(national, draws=10, seed=s) for s in (1, 2))
    kept = [name for name in varying(national) if stem_of(name) not in NOT_IN_THE_TOTAL]
    assert 10 < len(kept) < len(varying(national))

    first, second = end_gaps(shared), end_gaps(other.taking(kept, shared))

    assert np.array_equal(first, second)


def test_a_headline_is_in_persons() -> None:
    """In thousands: a gap of -5 and 10 less 10 of the other group, without the plan in 2027."""
    result = by_hand.doorrekening()

    block = headline(result, 2027)

    assert block.year == 2027
    assert block.baseline.mean == pytest.approx((-15 + 0) / 2 * 1000)
    assert block.with_plan.mean == pytest.approx((-15 - 10) / 2 * 1000)
    assert block.closure.mean == pytest.approx(5 * 1000)
    assert (block.closure.low, block.closure.high) == pytest.approx((1000, 9000))
    # nothing is closed in the first draw; without a shortage is what is nought or below it
    assert block.chance_of_effect == 0.5
    assert block.chance_closed == Ends(1.0, 1.0)
    assert headline(result, 2026).chance_closed == Ends(0.0, 0.0)


def test_headlines_of_gaps_per_year_are_in_persons_too() -> None:
    structure = replace(by_hand.STRUCTURE, last_year=2031)
    years = np.arange(7.0)
    baseline, plan = np.stack([years, 3 * years]), np.stack([years / 2, years])

    blocks = headlines(baseline, plan, by_hand.scenario(structure=structure))

    assert [one.year for one in blocks] == [2030, 2031]
    assert [one.baseline.mean for one in blocks] == [10_000, 12_000]
    assert [one.with_plan.mean for one in blocks] == [3_750, 4_500]
    assert [one.closure.mean for one in blocks] == [6_250, 7_500]


@pytest.mark.parametrize(
    ("last", "years"),
    [(2026, (2026,)), (2029, (2029,)), (2030, (2030,)), (2031, (2030, 2031)), (2040, (2030, 2040))],
)
def test_headline_years_by_the_horizon(last: int, years: tuple[int, ...]) -> None:
    structure = replace(by_hand.STRUCTURE, last_year=last)

    assert headline_years(by_hand.scenario(structure=structure)) == years


def varying_golden(golden_text: str, **priors: tuple[str, str]) -> Scenario:
    """The golden case from the year 2000, with a range around some of its numbers."""
    text = golden_text.replace("start: 1\n", "start: 2001\n")
    text = text.replace("base_year: 0", "base_year: 2000").replace(
        "last_year: 5", "last_year: 2005"
    )
    for bare, (value, prior) in priors.items():
        line = f"{bare.replace('_', '.')}: {value}\n"
        assert text.count(line) == 1, line
        record = (
            f"{{value: {value}, prior: {prior}, unit: u, grade: D, source: assumption, "
            "assumption: true}"
        )
        text = text.replace(line, f"{bare.replace('_', '.')}: {record}\n")
    return read_scenario({"g.yaml": text})


NOTHING = VarianceShare(0.0, 0.0)


def test_what_alone_varies_has_the_whole_variance(golden_text: str) -> None:
    """The rebound is part of the plan only: the gap without the plan does not vary."""
    scenario = varying_golden(golden_text, rebound=("0.3", "{uniform: [0, 1]}"))

    shares = variance_shares(sample(scenario, draws=20, seed=1))

    assert list(shares) == [2005]
    whole = shares[2005].pop("parameters")
    assert (whole.baseline, whole.closure) == (0.0, pytest.approx(1.0))
    assert shares[2005] == {
        "data": NOTHING,
        "demand shocks": NOTHING,
        "policy effect": NOTHING,
        "assumed base data": NOTHING,
    }


def test_base_data_that_are_assumed_count_as_data_and_apart(golden_text: str) -> None:
    scenario = varying_golden(
        golden_text,
        rebound=("0.3", "{uniform: [0, 1]}"),
        all_vacancies=("1000", "{uniform: [500, 1500]}"),
    )

    shares = variance_shares(sample(scenario, draws=200, seed=1))[2005]

    assert shares["data"] == shares["assumed base data"]
    assert shares["data"].baseline == pytest.approx(1.0)
    assert shares["parameters"].closure > 0.9
    assert shares["parameters"].baseline < 0.2
    assert shares["data"].closure < 0.2


def test_variants_stand_after_the_scenario_as_it_is(golden: Scenario) -> None:
    variant = Variant(
        "alone", {"en": "x"}, Asks.MEASURES, (("rebound", 0.0),), certain=True,
        grades=frozenset({Grade.GIVEN}),
    )  # fmt: skip
    scenario = replace(golden, variants=(variant,))

    main, other = variant_table(sample(scenario, draws=1, seed=1))

    assert (main.id, main.main, main.asks, main.name, main.fixed) == ("as-is", True, "", {}, {})
    assert (other.id, other.main, other.asks) == ("alone", False, "measures")
    assert (other.fixed, other.certain, other.grades, other.also) == (
        {"rebound": 0.0}, True, ["given"], [],
    )  # fmt: skip
    # known answers of the golden case, and more closed without rebound
    assert main.headline[0].baseline.mean == pytest.approx(4_788.1451, abs=1e-3)
    assert main.headline[0].closure.mean == pytest.approx(1_537.1427, abs=1e-3)
    assert other.headline[0].baseline.mean == main.headline[0].baseline.mean
    assert other.headline[0].closure.mean > main.headline[0].closure.mean


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("demand-shock-of-nobody", UncertaintyOrigin.POLICY),
        ("common-shock", UncertaintyOrigin.SHOCKS),
        (SHOCK, UncertaintyOrigin.SHOCKS),
        ("coordination-loss", UncertaintyOrigin.POLICY),
        ("retention.efficacy", UncertaintyOrigin.POLICY),
        ("all.employed", UncertaintyOrigin.DATA),
        ("all.vacancies", UncertaintyOrigin.DATA),
        ("school.intake", UncertaintyOrigin.DATA),
        ("all.exit", UncertaintyOrigin.PARAMETERS),
        ("rebound", UncertaintyOrigin.PARAMETERS),
    ],
)
def test_a_number_belongs_to_one_origin(
    golden: Scenario, name: str, expected: UncertaintyOrigin
) -> None:
    assert origin(golden, name) is expected


@pytest.mark.parametrize(
    ("baseline", "plan", "effect", "closed"),
    [
        (0.5, 0.2, 1.0, (0.0, 0.0)),
        (0.5, 0.5, 0.0, (0.0, 0.0)),
        (0.5, 0.0, 1.0, (0.0, 1.0)),
        (0.0, 0.5, 0.0, (1.0, 0.0)),
        (-0.5, -0.7, 1.0, (1.0, 1.0)),
    ],
)
def test_the_chances_at_both_sides_of_nobody(
    baseline: float, plan: float, effect: float, closed: tuple[float, float]
) -> None:
    block = headline_of(np.array([baseline]), np.array([plan]), year=2030)

    assert block.chance_of_effect == effect
    assert (block.chance_closed.baseline, block.chance_closed.with_plan) == closed
