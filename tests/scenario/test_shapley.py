from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.pillars import first_in, last_in, shapley

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

values = st.lists(st.floats(-1e6, 1e6), min_size=15, max_size=15)


@given(values)
def test_shares_add_to_the_value_of_the_whole(found: Any) -> None:
    """T20."""
    game = np.array([0.0, *found])

    assert shapley(game).sum() == pytest.approx(game[15], rel=1e-9, abs=1e-6)


@given(values)
def test_a_player_who_never_adds_anything_gets_exactly_nothing(found: Any) -> None:
    """T21, for player 4, whose presence is made to change nothing."""
    game = np.array([0.0, *found])
    game[8:] = game[:8]

    assert shapley(game)[3] == 0.0


@given(values)
def test_players_who_add_the_same_everywhere_get_the_same(found: Any) -> None:
    """T22, for players 1 and 2."""
    game = np.array([0.0, *found])
    for subset in range(16):
        swapped = (subset & 0b1100) | ((subset & 1) << 1) | ((subset >> 1) & 1)
        game[swapped] = game[subset]

    shares = shapley(game)

    assert shares[0] == pytest.approx(shares[1], rel=1e-9, abs=1e-6)


def test_a_multiplier_gets_half_of_what_it_adds_to_each_of_the_others() -> None:
    """T23."""
    worth = (10, 20, 30)
    game = np.array(
        [
            sum(w for i, w in enumerate(worth) if subset >> i & 1) * (1.2 if subset & 8 else 1)
            for subset in range(16)
        ]
    )

    assert shapley(game).tolist() == pytest.approx([11, 22, 33, 6])
    assert first_in(game).tolist() == pytest.approx([10, 20, 30, 0])
    assert last_in(game).tolist() == pytest.approx([12, 24, 36, 12])


def test_shares_of_every_draw_add_up_in_the_golden_case(golden: Scenario) -> None:
    from agdb.scenario.doorrekening import compute

    result = compute(golden, draws=1, seed=1)

    assert result.shapley.sum(axis=2) == pytest.approx(result.closure)
