"""One input at a time, and what is worth knowing, on the golden case with two ranges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from agdb.errors import ScenarioError
from agdb.scenario.doorrekening import compute
from agdb.scenario.evidence import Grade
from agdb.scenario.priors import Uniform
from agdb.scenario.sensitivity import NORMAL_80, sensitivity, swings

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def two_ranges(golden: Scenario) -> Scenario:
    """A rebound from 0 to 1, and growth about the stated 1 %; counted in thousands."""
    ranges = {
        "rebound": (Uniform(0, 1), Grade.D),
        "all.growth": (Uniform(0.005, 0.015), Grade.B),
    }
    numbers = {
        name: replace(golden.parameters[name], belief=belief, grade=grade)
        for name, (belief, grade) in ranges.items()
    }
    structure = replace(golden.structure, persons_per_unit=1000.0)
    return replace(golden, structure=structure, parameters={**golden.parameters, **numbers})


def answered(scenario: Scenario, **fixed: float) -> tuple[float, float]:
    """Gap without the plan and what it closes with these numbers fixed, in persons."""
    sure = {
        name: replace(quantity, belief=None, values=(fixed.get(name, quantity.values[0]),))
        if not quantity.keys
        else quantity
        for name, quantity in scenario.parameters.items()
    }
    result = compute(replace(scenario, parameters=sure), draws=1, seed=1)
    return float(result.baseline[0, 5]) * 1000, float(result.closure[0, 5]) * 1000


def test_an_input_is_moved_to_its_bounds_and_the_others_stay(golden: Scenario) -> None:
    scenario = two_ranges(golden)

    found = swings(scenario)

    assert list(found) == ["5"]
    by_name = {one.name: one for one in found["5"]}
    for name, three in (("rebound", (0.1, 0.3, 0.9)), ("all.growth", (0.006, 0.01, 0.014))):
        one = by_name[name]
        assert one.value == pytest.approx(three)
        expected = [answered(scenario, **{name: value}) for value in three]
        assert one.gap == pytest.approx([gap for gap, _ in expected])
        assert one.closure == pytest.approx([closed for _, closed in expected])
    widths = [abs(one.closure[2] - one.closure[0]) for one in found["5"]]
    assert widths == sorted(widths, reverse=True)
    assert by_name["rebound"].gap == pytest.approx([4_788_145.1] * 3, abs=0.1)
    assert round(NORMAL_80, 6) == 1.281552


def test_what_is_worth_knowing_is_what_the_evidence_leaves_to_be_known(golden: Scenario) -> None:
    found = sensitivity(two_ranges(golden), draws=16, seed=1)

    assert (found.draws, found.runs, found.seed) == (16, 16 * 4, 1)
    assert list(found.years) == ["5"]
    year = found.years["5"]
    totals = {one.name: one.total for one in year.closure}
    worth = {one.name: one for one in year.value_of_information}
    assert worth["rebound"].value == pytest.approx(totals["rebound"] * 0.75)
    assert worth["all.growth"].value == pytest.approx(totals["all.growth"] * 0.25)
    assert worth["rebound"].origin == "parameters"
    assert [one.name for one in year.closure] == ["rebound", "all.growth"]
    assert [one.name for one in year.value_of_information] == ["rebound", "all.growth"]
    # the gap without the plan hangs on growth alone
    assert [one.name for one in year.baseline] == ["all.growth", "rebound"]
    assert year.baseline[1].total == 0
    assert year.baseline[0].total > 0.5


@pytest.mark.parametrize(("draws", "possible"), [(0, False), (1, False), (2, True), (3, False)])
def test_draws_are_a_power_of_two(golden: Scenario, draws: int, *, possible: bool) -> None:
    scenario = two_ranges(golden)

    if possible:
        assert sensitivity(scenario, draws=draws, seed=1).draws == draws
    else:
        with pytest.raises(ScenarioError, match=f"of {draws} draws is not possible"):
            sensitivity(scenario, draws=draws, seed=1)
