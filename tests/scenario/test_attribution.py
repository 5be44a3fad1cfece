from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.attribution import contributions, per_measure
from agdb.scenario.doorrekening import compute
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
