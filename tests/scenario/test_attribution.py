from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.attribution import contributions, per_measure
from agdb.scenario.doorrekening import compute
from agdb.scenario.draws import central, draw

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_contributions_add_to_the_closure_in_every_draw(national: Scenario) -> None:
    drawn = draw(national, draws=6, seed=2)

    shares = contributions(national, drawn, orders=1, seed=2)

    closure = compute(national, draws=6, seed=2).closure
    assert shares.sum(axis=2) == pytest.approx(closure, abs=1e-9)


def test_with_one_measure_per_pillar_sampling_approaches_the_exact_shares(golden: Scenario) -> None:
    shares = contributions(golden, central(golden), orders=200, seed=1)[0, 5]

    exact = compute(golden, draws=1, seed=1).shapley[0, 5]

    assert shares.tolist() == pytest.approx(exact.tolist(), rel=0.05)


def test_a_measure_that_does_nothing_gets_exactly_nothing(golden: Scenario) -> None:
    """T21."""
    measures = tuple(
        replace(m, dose=((m.start, 0.0),)) if m.id == "intake" else m for m in golden.measures
    )
    shares = contributions(replace(golden, measures=measures), central(golden), orders=3, seed=1)

    assert (shares[:, :, 0] == 0).all()


def test_the_table_names_every_measure_of_the_plan_and_no_other(national: Scenario) -> None:
    table = per_measure(national, draws=4, seed=1)

    assert set(table["measures"]) == {m.id for m in national.plan}
    assert "recruitment-campaign" not in table["measures"]


def test_no_measures_no_contributions(golden: Scenario) -> None:
    empty = replace(golden, measures=())

    assert np.size(contributions(empty, central(empty), orders=2, seed=1)) == 0
