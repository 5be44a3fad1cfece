from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.doorrekening import Doorrekening, compute
from agdb.scenario.headline import headline, headline_years, variance_shares
from agdb.scenario.pillars import Subsets
from agdb.scenario.run import gaps, sample
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
