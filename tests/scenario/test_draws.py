"""Draws belong to a name, a seed and a number, and to nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.draws import SHOCK, central, draw, uniforms, varying
from agdb.scenario.quantity import Dirichlet, UncertainQuantity

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_a_draw_does_not_depend_on_how_many_are_asked_for(national: Scenario) -> None:
    few, many = draw(national, draws=3, seed=7), draw(national, draws=50, seed=7)

    for name, values in few.values.items():
        assert (values == many.values[name][:3]).all()
    assert (few.shocks == many.shocks[:3]).all()


def test_a_draw_does_not_depend_on_the_other_quantities(national: Scenario) -> None:
    fewer = dict(national.parameters)
    del fewer["substitution"]

    whole, part = (
        draw(national, draws=5, seed=7),
        draw(replace(national, parameters=fewer), draws=5, seed=7),
    )

    assert (whole.values["rebound"] == part.values["rebound"]).all()


def test_another_seed_or_name_gives_other_numbers() -> None:
    a = uniforms("a", seed=1, draws=4, dimensions=1)

    assert not (a == uniforms("b", seed=1, draws=4, dimensions=1)).any()
    assert not (a == uniforms("a", seed=2, draws=4, dimensions=1)).any()


def test_uniform_numbers_never_touch_zero_or_one() -> None:
    u = uniforms("a", seed=1, draws=200_000, dimensions=1)

    assert u.min() > 0
    assert u.max() < 1
    assert u.mean() == pytest.approx(0.5, abs=0.003)


def test_the_central_draw_is_what_the_files_say(national: Scenario) -> None:
    drawn = central(national)

    assert drawn.values["technical.employed"].tolist() == [1352]
    assert drawn.shocks.tolist() == [[0.0] * 10]


def test_what_varies_is_what_has_a_prior(national: Scenario, golden: Scenario) -> None:
    names = varying(national)

    assert SHOCK in names
    assert "rebound" in names
    assert "full-time-hours" not in names
    assert varying(golden) == ()


def test_dirichlet_draws_are_shares_around_their_values() -> None:
    quantity = UncertainQuantity("x", ("a", "b"), (0.6, 0.3), Dirichlet(50.0))

    drawn = quantity.draw(uniforms("x", seed=1, draws=4000, dimensions=2))

    assert (drawn >= 0).all()
    assert (drawn.sum(axis=1) < 1).all()
    assert drawn.mean(axis=0).tolist() == pytest.approx([0.6, 0.3], abs=0.01)
    expected = np.sqrt([0.6 * 0.4 / 51, 0.3 * 0.7 / 51])
    assert drawn.std(axis=0).tolist() == pytest.approx(expected.tolist(), rel=0.05)


def test_dirichlet_shares_that_sum_to_one_keep_doing_so() -> None:
    quantity = UncertainQuantity("x", ("a", "b", "c"), (0.5, 0.5, 0.0), Dirichlet(20.0))

    drawn = quantity.draw(uniforms("x", seed=1, draws=50, dimensions=3))

    assert drawn.sum(axis=1).tolist() == pytest.approx([1.0] * 50)
    assert (drawn[:, 2] == 0).all()
