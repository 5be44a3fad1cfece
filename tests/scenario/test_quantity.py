"""Draws of a table of shares, against the breaking of a stick by hand."""

from __future__ import annotations

import numpy as np
import pytest

from agdb.scenario.priors import Beta
from agdb.scenario.quantity import Dirichlet, UncertainQuantity


def test_shares_are_broken_off_one_after_the_other() -> None:
    """A fifth of 1, then three tenths of what is left, then half of the rest, at a weight of 20."""
    table = UncertainQuantity("x", ("a", "b", "c"), (0.2, 0.3, 0.5), Dirichlet(20))
    u = np.array([[0.3, 0.6, 0.9], [0.5, 0.5, 0.5]])

    drawn = table.draw(u)

    first = Beta(4, 16).quantile(u[:, 0])
    second = (1 - first) * Beta(6, 10).quantile(u[:, 1])
    assert drawn[:, 0] == pytest.approx(first)
    assert drawn[:, 1] == pytest.approx(second)
    assert drawn[:, 2] == pytest.approx(1 - first - second)


def test_what_shares_leave_of_one_is_a_share_too_and_one_of_nought_stays_so() -> None:
    table = UncertainQuantity("x", ("a", "b", "c"), (0.2, 0.0, 0.3), Dirichlet(20))
    u = np.array([[0.3, 0.5, 0.6]])

    drawn = table.draw(u)

    first = Beta(4, 16).quantile(u[:, 0])
    assert drawn[:, 1].tolist() == [0]
    assert drawn[:, 2] == pytest.approx((1 - first) * Beta(6, 10).quantile(u[:, 2]))
    assert drawn.sum() < 1


def test_a_small_weight_is_drawn_as_one_half() -> None:
    table = UncertainQuantity("x", ("a", "b"), (0.2, 0.8), Dirichlet(1))
    u = np.array([[0.3, 0.6]])

    assert table.draw(u)[:, 0] == pytest.approx(Beta(0.5, 0.8).quantile(u[:, 0]))
