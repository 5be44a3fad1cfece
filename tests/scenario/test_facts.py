"""What a scenario was made of, written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from agdb.results.scenario import MeasureFact
from agdb.scenario.evidence import Grade
from agdb.scenario.facts import described, input_fact, input_facts, measure_facts
from agdb.scenario.priors import Beta, HalfNormal, LogNormal, Normal, Triangular, Uniform
from agdb.scenario.quantity import (
    Belief,
    Dirichlet,
    FactorBelief,
    IndicatorLink,
    Total,
    UncertainQuantity,
)
from agdb.scenario.scenario import Leaving

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


@pytest.mark.parametrize(
    ("belief", "written"),
    [
        (None, None),
        (Normal(0, 1), {"normal": [0, 1]}),
        (Normal(0, 1, -1, 2), {"normal": [0, 1, -1, 2]}),
        (HalfNormal(2), {"half-normal": [2]}),
        (LogNormal(1, 2), {"lognormal": [1, 2]}),
        (Triangular(0, 1, 2), {"triangular": [0, 1, 2]}),
        (Uniform(0, 1), {"uniform": [0, 1]}),
        (Beta(1, 2), {"beta": [1, 2]}),
        (Dirichlet(50), {"dirichlet": 50}),
        (FactorBelief(Uniform(0, 1)), {"factor": {"uniform": [0, 1]}}),
        (Total(Uniform(0, 1)), {"total": {"uniform": [0, 1]}}),
    ],
)
def test_a_belief_is_written_as_in_the_file(
    belief: Belief | None, written: dict[str, object] | None
) -> None:
    assert described(belief) == written


def test_a_number_has_the_bounds_of_eight_in_ten_draws() -> None:
    number = UncertainQuantity(
        "x", (), (5.0,), Uniform(0, 10), unit="u", source="s", grade=Grade.C, date="2024",
        assumption=True, link=IndicatorLink("i", "2024"),
    )  # fmt: skip

    found = input_fact(number)

    assert (found.low, found.high) == pytest.approx((1, 9))
    assert (found.name, found.value, found.unit, found.source) == ("x", 5.0, "u", "s")
    assert (found.grade, found.date, found.assumption, found.wants) == ("C", "2024", True, "i")
    assert (found.probability_of_zero, found.observed) == (0.0, None)


@pytest.mark.parametrize("spike", [0.05, 0.5])
def test_the_zeros_of_weak_evidence_are_among_the_draws(spike: float) -> None:
    number = UncertainQuantity("x", (), (5.0,), Uniform(1, 10), spike)

    found = input_fact(number)

    assert found.low is not None
    assert found.probability_of_zero == spike
    assert (found.low == 0) is (spike > 0.1)


@pytest.mark.parametrize(
    ("keys", "values", "belief", "value"),
    [
        ((20, 60), (0.1, 0.0), None, {"20": 0.1, "60": 0.0}),
        ((20, 60), (0.1, 0.0), FactorBelief(Uniform(0, 1)), {"20": 0.1, "60": 0.0}),
        ((), (3.0,), None, 3.0),
    ],
)
def test_a_table_and_a_sure_number_have_no_bounds(
    keys: tuple[int, ...], values: tuple[float, ...], belief: Belief | None, value: object
) -> None:
    found = input_fact(UncertainQuantity("x", keys, values, belief))

    assert (found.value, found.low, found.high, found.wants) == (value, None, None, None)


def test_no_quantity_hides(golden: Scenario) -> None:
    share = UncertainQuantity("care.share", (), (0.4,))
    with_origin = replace(golden, origins=(Leaving("care", {}, share),))

    names = [one.name for one in input_facts(with_origin)]

    assert set(golden.parameters) <= set(names)
    assert {f"{measure.id}.efficacy" for measure in golden.measures} <= set(names)
    assert names[-1] == "care.share"


def test_a_measure_is_told_as_it_was_written(golden: Scenario) -> None:
    retention = replace(
        next(one for one in golden.measures if one.id == "retention"),
        drawn_from=(("all", 0.5),), dose=((1, 0.5), (2, 1.0)), end=4, lag=0.5, ramp_years=2.0,
        decay=0.9, grade=Grade.D, study="s", initiatives=("i",), cost=((1, 2.0),), in_plan=False,
        cost_elsewhere={"en": "c"},
    )  # fmt: skip

    (found,) = measure_facts(replace(golden, measures=(retention,)))

    assert found == MeasureFact(
        id="retention",
        name=dict(retention.label),
        note={},
        pillar="P2",
        in_plan=False,
        touches="exit",
        reached={"all": 1.0},
        drawn_from={"all": 0.5},
        dose={"1": 0.5, "2": 1.0},
        start=1,
        end=4,
        lag=0.5,
        ramp_years=2.0,
        decay=0.9,
        grade="D",
        study="s",
        probability_of_no_effect=0.35,
        initiatives=["i"],
        cost={"1": 2.0},
        cost_elsewhere={"en": "c"},
        quantities=[one.name for one in retention.components],
    )
