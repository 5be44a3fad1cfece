from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.attribution import by_evidence, contributions, per_measure
from agdb.scenario.doorrekening import compute
from agdb.scenario.evidence import Grade
from agdb.scenario.run import sample

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_contributions_add_to_the_closure_in_every_draw(national: Scenario) -> None:
    shares = contributions(sample(national, draws=6, seed=2), orders=1)

    closure = compute(national, draws=6, seed=2).closure
    assert shares.sum(axis=2) == pytest.approx(closure, abs=1e-9)


@pytest.mark.slow
def test_with_one_measure_per_pillar_sampling_approaches_the_exact_shares(golden: Scenario) -> None:
    shares = contributions(sample(golden, draws=1, seed=1), orders=200)[0, 5]

    exact = compute(golden, draws=1, seed=1).shapley[0, 5]

    assert shares.tolist() == pytest.approx(exact.tolist(), rel=0.05)


def test_a_measure_that_does_nothing_gets_exactly_nothing(golden: Scenario) -> None:
    """T21."""
    measures = tuple(
        replace(m, dose=((m.start, 0.0),)) if m.id == "intake" else m for m in golden.measures
    )
    idle = replace(golden, measures=measures)

    shares = contributions(sample(idle, draws=1, seed=1), orders=3)

    assert (shares[:, :, 0] == 0).all()


def test_the_table_names_every_measure_of_the_plan_and_no_other(national: Scenario) -> None:
    table = per_measure(sample(national, draws=4, seed=1))

    assert set(table.measures) == {m.id for m in national.plan}
    assert "recruitment-campaign" not in table.measures


def test_no_measures_no_contributions(golden: Scenario) -> None:
    empty = replace(golden, measures=())

    assert np.size(contributions(sample(empty, draws=1, seed=1), orders=2)) == 0


def graded(golden: Scenario) -> Scenario:
    """One measure per pillar, of four grades; counted in thousands."""
    grades = {
        "intake": Grade.B,
        "retention": Grade.D,
        "productivity": Grade.E,
        "coordination": Grade.GIVEN,
    }
    measures = tuple(replace(m, grade=grades[m.id]) for m in golden.measures)
    structure = replace(golden.structure, persons_per_unit=1000.0)
    return replace(golden, measures=measures, structure=structure)


def test_the_plan_is_built_up_from_strong_evidence_to_none(golden: Scenario) -> None:
    """Each step is a subset of the pillars: the first and fourth, then the second, then all."""
    scenario = graded(golden)
    closed = compute(scenario, draws=1, seed=1).closed[0, 5] * 1000
    reached = [closed[0b1001], closed[0b1011], closed[0b1111]]

    found = by_evidence(sample(scenario, draws=1, seed=1))

    assert list(found) == ["5"]
    steps = found["5"]
    assert [one.grades for one in steps] == [["given", "A", "B", "C"], ["D"], ["no evidence"]]
    assert [one.measures for one in steps] == [
        ["intake", "coordination"], ["retention"], ["productivity"],
    ]  # fmt: skip
    assert [one.closure.mean for one in steps] == pytest.approx(reached)
    assert [one.added for one in steps] == pytest.approx(
        [reached[0], reached[1] - reached[0], reached[2] - reached[1]]
    )
    assert reached[2] == pytest.approx(1_537_142.7, abs=0.1)


def test_a_measure_outside_the_plan_is_no_evidence_for_it(golden: Scenario) -> None:
    scenario = graded(golden)
    measures = tuple(replace(m, in_plan=m.id != "retention") for m in scenario.measures)

    steps = by_evidence(sample(replace(scenario, measures=measures), draws=1, seed=1))["5"]

    assert [one.measures for one in steps] == [["intake", "coordination"], [], ["productivity"]]
    assert steps[1].added == 0


def test_where_nothing_varies_one_draw_meets_200_orders_and_their_reverses(
    golden: Scenario,
) -> None:
    table = per_measure(sample(replace(golden, measures=()), draws=9, seed=1))

    assert (table.permutations, table.years) == (400, [0, 1, 2, 3, 4, 5])
    assert table.measures == {}


def test_where_something_varies_each_draw_meets_one_order_and_its_reverse(
    national: Scenario,
) -> None:
    those = sample(national, draws=3, seed=1)

    table = per_measure(those)

    assert table.permutations == 6
    assert table.years == list(range(2025, 2036))
    assert {name: one.pillar for name, one in table.measures.items()} == {
        measure.id: measure.pillar for measure in national.plan
    }
    shares = contributions(those, orders=1)
    for m, one in enumerate(table.measures.values()):
        assert one.share.mean == pytest.approx(shares[:, :, m].mean(axis=0))


def test_an_order_and_its_reverse_are_all_orders_of_two_measures(golden: Scenario) -> None:
    """So that what each adds in the mean is the exact division, in one order and its reverse."""
    two = tuple(m for m in golden.measures if m.id in ("retention", "productivity"))
    scenario = replace(golden, measures=two)
    exact = compute(scenario, draws=1, seed=1).shapley[0, 5]
    assert exact[1] > 0
    assert exact[2] > 0

    for seed in range(4):
        shares = contributions(sample(scenario, draws=1, seed=seed), orders=1)[0, 5]

        assert shares.tolist() == pytest.approx(exact[1:3].tolist())
