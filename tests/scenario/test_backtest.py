from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from agdb.results.scenario import Scores
from agdb.scenario.backtest import (
    Hindcast,
    backtest,
    drift,
    gated,
    late_information,
    no_change,
    rebased,
    scored,
    usable_origins,
)
from agdb.scenario.demand import Drift

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_the_programme_cannot_be_tested_on_what_was_published_later(national: Scenario) -> None:
    found = backtest(national, draws=60, seed=1)

    assert found.verdict == "not testable"
    assert found.pseudo_real_time
    assert "history of technical" in found.information_after_origin
    assert found.origins_skipped == [2014]
    assert found.scores["model"].pairs == 26


def test_no_forecast_is_held_against_a_year_that_is_counted_otherwise(national: Scenario) -> None:
    """Class 08 has a break in 2021: 26 of the 36 pairs of the review are counted alike."""
    (ict,) = (h for h in national.history if h.group == "ict")

    assert ict.breaks == (2021,)
    assert (411.0, 499.0) not in ict.steps(2024)
    growth = [after - before for before, after in ict.steps(2024)]
    assert sum(growth) / len(growth) == pytest.approx(17.7)  # and 24.1 with the jump
    assert not ict.comparable(2018, 2021)
    assert ict.comparable(2022, 2024)
    assert backtest(national, draws=20, seed=1).scores["model"].pairs == 26


@pytest.mark.slow
def test_over_the_break_the_bounds_held_what_the_review_found(national: Scenario) -> None:
    """Known answer of the review, as if there were no break: 14 of 36 within 8 in 10."""
    as_one = tuple(replace(h, breaks=()) for h in national.history)

    model = backtest(replace(national, history=as_one), draws=1000, seed=20261123).scores["model"]

    assert model.pairs == 36
    assert model.covered / model.pairs == pytest.approx(0.39, abs=0.06)


def test_with_information_from_before_the_origins_there_is_a_verdict(national: Scenario) -> None:
    old = {n: replace(q, date="2013-01") for n, q in national.parameters.items()}
    history = tuple(replace(h, recorded="2013-01-01") for h in national.history)

    found = backtest(replace(national, parameters=old, history=history), draws=60, seed=1)

    assert found.verdict in ("passes", "fails")
    assert found.verdict == ("passes" if all(found.gates.values()) else "fails")
    assert not found.pseudo_real_time


def test_without_history_there_is_no_backtest(golden: Scenario) -> None:
    assert backtest(golden, draws=10, seed=1) is None


def test_a_number_dated_after_the_origin_is_late(national: Scenario) -> None:
    late = late_information(national, 2022)

    assert "technical.employed" in late
    assert "ict.age-distribution" not in late


def test_the_model_starts_where_the_series_stood(national: Scenario) -> None:
    then = rebased(national, 2018)

    assert then.structure.base_year == 2018
    assert then.parameters["ict.employed"].values == (364.0,)
    assert then.parameters["ict.employed"].belief is None


def test_gates_are_those_fixed_beforehand() -> None:
    model = Scores(1, coverage_80=0.7, bias=-2.0, crps=1.0)
    scores = {"model": model, "no change": Scores(1, mae=3.0), "drift": Scores(1, crps=2.0)}

    def with_model(**changed: float) -> dict[str, Scores]:
        return {**scores, "model": msgspec.structs.replace(model, **changed)}

    assert all(gated(scores).values())
    assert not gated(with_model(coverage_80=0.64))["coverage of 80 % intervals"]
    assert not gated(with_model(bias=3.1))["bias"]
    assert not gated(with_model(crps=2.0))["crps beats drift"]


def test_scores_of_a_perfect_forecast_are_nought() -> None:
    pairs = [Hindcast("a", 2000, h, np.full(10, 5.0), 5.0) for h in (1, 2)]

    found = scored(pairs)

    assert found.mae == 0
    assert found.crps == 0
    assert found.coverage_80 == 1
    assert found.covered == 2
    assert scored([]) == Scores(0)


def test_an_origin_needs_three_changes_before_it(national: Scenario) -> None:
    assert usable_origins(national) == (2016, 2018, 2020, 2022)


def test_naive_forecasts_are_centred_and_widen() -> None:
    history = np.array([10.0, 12.0, 13.0, 16.0])

    changes = np.diff(history)
    still, line = no_change(16.0, changes, 4), drift(16.0, changes, 4)

    assert np.median(still, axis=0) == pytest.approx([16] * 4)
    assert np.median(line, axis=0) == pytest.approx([18, 20, 22, 24])
    for draws in (still, line):
        assert (np.diff(draws.std(axis=0)) > 0).all()


def test_the_drift_of_the_linked_series_misses_by_more_than_the_whole_gap() -> None:
    """1,489 in 2013 and 1,618 in 2018 (linked) give 1,747 for 2023; it became 1,861."""
    changes = np.diff(np.linspace(1489, 1618, 6))
    forecast = np.median(drift(1618.0, changes, 5)[:, -1])

    assert forecast == pytest.approx(1747)
    assert (forecast - 1861) / 1861 == pytest.approx(-0.061, abs=5e-4)


def test_re_estimated_growth_is_calibrated_against_the_prior() -> None:
    """T39: parameters from the prior, history from the model, ranks in the re-estimate uniform."""
    rng = np.random.default_rng(20)
    prior, shock = Drift(0.009, 0.008), 0.012
    ranks = []
    for _ in range(2000):
        growth = rng.normal(prior.mean, prior.sd)
        log_demand = np.concatenate([[0.0], np.cumsum(rng.normal(growth, shock, size=10))])
        belief = prior.after(np.diff(log_demand), shock)
        draws = rng.normal(belief.mean, belief.sd, size=19)
        ranks.append(int((draws < growth).sum()))

    counts = np.bincount(ranks, minlength=20)

    chi_squared = ((counts - 100) ** 2 / 100).sum()
    assert chi_squared < 36.19  # 99th percentile with 19 degrees of freedom
