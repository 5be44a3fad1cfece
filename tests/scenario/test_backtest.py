from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest

from agdb.results.scenario import Scores
from agdb.scenario.backtest import (
    BEFORE_HISTORY,
    COVERAGE_GATE,
    FEWEST_CHANGES,
    HORIZON,
    LEVELS,
    ORIGINS,
    PINBALL_LEVELS,
    SHOCK_SD,
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
from agdb.scenario.priors import Normal
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.scenario import History

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


def test_what_was_fixed_beforehand() -> None:
    assert ORIGINS == (2014, 2016, 2018, 2020, 2022)
    assert (FEWEST_CHANGES, HORIZON, COVERAGE_GATE) == (3, 6, (0.65, 0.92))
    assert PINBALL_LEVELS == (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
    assert (BEFORE_HISTORY.mean, BEFORE_HISTORY.sd, SHOCK_SD) == (0.0, 0.02, 0.02)
    assert (len(LEVELS), LEVELS[0], LEVELS[-1]) == (199, 0.005, 0.995)


@pytest.mark.parametrize(
    ("coverage", "bias", "crps", "passed"),
    [
        (0.65, -3.0, 1.999, (True, True, True)),
        (0.92, 3.0, 1.999, (True, True, True)),
        (0.6499, 3.001, 2.0, (False, False, False)),
        (0.9201, -3.001, 2.001, (False, False, False)),
        (None, None, None, (False, False, False)),
    ],
)
def test_gates_at_both_sides_of_their_edges(
    coverage: float | None, bias: float | None, crps: float | None, passed: tuple[bool, ...]
) -> None:
    """The bias may be as large as the mean error of no change, the score has to beat drift's."""
    found = gated(
        {
            "model": Scores(1, coverage_80=coverage, bias=bias, crps=crps),
            "no change": Scores(1, mae=3.0, crps=0.1),
            "drift": Scores(1, mae=0.1, crps=2.0),
        }
    )

    assert list(found) == ["coverage of 80 % intervals", "bias", "crps beats drift"]
    assert tuple(found.values()) == passed


TENTHS = np.arange(11.0)
"""Draws of which the median is 5, and 8 of 10 lie from 1 to 9."""


def test_scores_by_hand() -> None:
    """Forecasts of 5 for 3 and for 9: two too high and four too low."""
    found = scored([Hindcast("a", 2000, h, TENTHS, real) for h, real in ((1, 3.0), (2, 9.0))])

    assert (found.pairs, found.covered, found.coverage_80) == (2, 2, 1.0)
    assert (found.mae, found.bias) == (3.0, -1.0)
    assert found.weighted_error == pytest.approx(6 / 12)
    assert found.interval_score_80 == pytest.approx(8)
    assert found.pinball["0.5"] == pytest.approx((1 + 2) / 2)
    assert found.pinball["0.9"] == pytest.approx((0.1 * 6 + 0) / 2)
    assert found.pinball["0.1"] == pytest.approx((0.1 * 2 + 0.1 * 8) / 2)
    assert len(found.pinball) == 7


@pytest.mark.parametrize(
    ("realised", "inside", "score"),
    [(1.0, 1, 8), (9.0, 1, 8), (0.9, 0, 8 + 0.1 * 10), (9.1, 0, 8 + 0.1 * 10), (11.0, 0, 28)],
)
def test_an_interval_holds_its_ends_and_pays_for_a_miss(
    realised: float, inside: int, score: float
) -> None:
    found = scored([Hindcast("a", 2000, 1, TENTHS, realised)])

    assert found.covered == inside
    assert found.interval_score_80 == pytest.approx(score)


def test_a_certain_forecast_scores_its_error() -> None:
    pairs = [Hindcast("a", 2000, 1, np.full(5, 5.0), real) for real in (3.0, 9.0)]

    assert scored(pairs).crps == pytest.approx(3)


def test_the_width_of_naive_forecasts_by_hand() -> None:
    """At the ninth tenth, 1.2816 standard deviations up.

    No change: the root of (9 + 16) / 2, times the root of the years. Drift: 3.5 a year, and its
    root of (1/4 + 1/4) / 1, times the root of 1 + years / 2, times the root of the years.
    """
    z, changes = 1.2815515655, np.array([3.0, 4.0])

    still, line = no_change(10.0, changes, 2), drift(10.0, changes, 2)

    assert still.shape == line.shape == (199, 2)
    size = 12.5**0.5
    assert still[179] == pytest.approx([10 + z * size, 10 + z * size * 2**0.5])
    size = 0.5**0.5
    assert line[179] == pytest.approx([13.5 + z * size * 1.5**0.5, 17 + z * size * 2])
    assert drift(10.0, np.array([3.0]), 1)[:, 0] == pytest.approx(np.full(199, 13.0))


def history(*values: float, first: int = 2013, **more: Any) -> History:
    """Employment of the golden group, one value a year."""
    pairs = tuple((first + i, value) for i, value in enumerate(values))
    return History("all", pairs, "s", more.pop("recorded", "2012-06-01"), **more)


def test_an_origin_has_three_changes_before_it_and_a_year_after(golden: Scenario) -> None:
    def origins(one: History) -> tuple[int, ...]:
        return usable_origins(replace(golden, history=(one,)))

    assert origins(history(*range(1, 12))) == (2016, 2018, 2020, 2022)
    assert origins(history(*range(1, 11))) == (2016, 2018, 2020)
    assert origins(history(*range(1, 12), first=2012)) == (2016, 2018, 2020)
    assert origins(history(*range(1, 14), first=2011)) == (2014, 2016, 2018, 2020, 2022)
    assert origins(history(*range(1, 12), breaks=(2015,))) == (2018, 2020, 2022)


@pytest.mark.parametrize(
    ("day", "late"),
    [("2022-12-31", False), ("2023-01-01", True), ("2023-01", True), ("2022", False)],
)
def test_what_is_of_the_last_day_of_the_origin_is_in_time(
    golden: Scenario, day: str, *, late: bool
) -> None:
    dated = {**golden.parameters, "rebound": replace(golden.parameters["rebound"], date=day)}
    both = replace(golden, parameters=dated, history=(history(1, 2, recorded=day),))

    assert late_information(both, 2022) == (["history of all", "rebound"] if late else [])


def test_the_model_of_then_knows_the_history_alone(golden: Scenario) -> None:
    """Growth of a tenth a year, three times, against a belief of nought as sure as one year."""
    values = [100 * math.exp(i / 10) for i in range(5)]
    friction = UncertainQuantity("frictional-vacancies", (), (0.2,))
    scenario = replace(
        golden,
        parameters={**golden.parameters, "frictional-vacancies": friction},
        history=(history(*values),),
    )

    then = rebased(scenario, 2016)

    assert (then.structure.base_year, then.structure.last_year) == (2016, 2022)
    numbers = {name: quantity.values[0] for name, quantity in then.parameters.items()}
    assert numbers["all.employed"] == values[3]
    assert numbers["all.vacancies"] == pytest.approx(values[3] * 0.2 / 0.8)
    assert numbers["all.unemployed"] == 0
    assert (numbers["frictional-vacancies"], numbers["frictional-unemployment"]) == (0.2, 0.0)
    assert (numbers["vacancy-mapping"], numbers["vacancy-change"]) == (1.0, 1.0)
    assert numbers["overlay-outside-trend"] == 0.0
    growth = then.parameters["all.growth"].belief
    assert isinstance(growth, Normal)
    assert (growth.mean, growth.sd) == pytest.approx((0.075, 0.02 / 4**0.5))
    steps = np.diff(values[:4])
    people = then.parameters["all.employment-growth"].belief
    assert isinstance(people, Normal)
    assert people.mean == pytest.approx((values[3] - values[0]) / 3)
    assert people.sd == pytest.approx(steps.std() / 3**0.5)


@pytest.mark.parametrize(("breaks", "pairs", "at_five"), [((), 6 + 5 + 3 + 1, 2), ((2021,), 7, 0)])
def test_pairs_are_of_years_that_are_counted_alike(
    golden: Scenario, breaks: tuple[int, ...], pairs: int, at_five: int
) -> None:
    """From 2016, 2018, 2020 and 2022 to 2023; over a break in 2021 four, two, none and one."""
    values = (100, 103, 104, 107, 109, 108, 112, 115, 117, 116, 120)
    scenario = replace(golden, history=(history(*values, breaks=breaks),))

    found = backtest(scenario, draws=8, seed=1)

    assert found is not None
    assert {name: one.pairs for name, one in found.scores.items()} == {
        "model": pairs, "no change": pairs, "drift": pairs,
    }  # fmt: skip
    assert {one.pairs for one in found.scores_at_five_years.values()} == {at_five}
    assert (found.origins, found.origins_skipped) == ([2016, 2018, 2020, 2022], [2014])
    assert (found.information_after_origin, found.pseudo_real_time) == ([], False)
    assert found.verdict == ("passes" if all(found.gates.values()) else "fails")
    assert (found.roa_weighted_error, found.bls_direction_right) == (0.0488, [0.77, 0.84])
    if breaks:
        assert not found.loses_to_drift_at_five_years
    else:
        five = found.scores_at_five_years
        model, line = five["model"].crps, five["drift"].crps
        assert model is not None
        assert line is not None
        assert found.loses_to_drift_at_five_years == (model > line)
        # 107 in 2016 for 117 in 2021, and 108 in 2018 for 120 in 2023
        assert five["no change"].bias == pytest.approx(((107 - 117) + (108 - 120)) / 2)
