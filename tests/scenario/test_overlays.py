from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.demand import level_shares
from agdb.scenario.draws import central
from agdb.scenario.inflow import Migrants, response
from agdb.scenario.inputs import inputs

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_only_the_part_outside_the_trend_is_added(national: Scenario) -> None:
    half, none, whole = (
        inputs(s, central(s)).overlay[0, :, 5].sum()
        for s in (
            national,
            national.fixing({"overlay-outside-trend": 0.0}),
            national.fixing({"overlay-outside-trend": 1.0}),
        )
    )

    assert none == 0
    assert whole == pytest.approx(2 * half)
    # Climate counts full-time jobs of 38 hours from 2019 on, chips persons from 2024 on; what was
    # built up by 2025 is at work already.
    climate = 40 * (5 / 11) * (0.85 * 38 / 35 + 0.05 * 38 / 36)
    assert whole == pytest.approx(climate + 38 * (5 / 6) * 0.95)


def test_an_overlay_grows_in_a_straight_line_and_stays(national: Scenario) -> None:
    path = inputs(national, central(national)).overlay[0].sum(axis=0)

    assert path[0] == 0
    assert np.diff(path)[:5] == pytest.approx(path[5] / 5)
    assert path[5:] == pytest.approx(path[5])


def test_only_the_climate_overlay_is_green(national: Scenario) -> None:
    given_ = inputs(national, central(national))

    assert given_.green_overlay[0, :, 5].sum() == pytest.approx(
        0.5 * 40 * (5 / 11) * (0.85 * 38 / 35 + 0.05 * 38 / 36)
    )


def test_levels_move_up_and_shares_keep_summing_to_one() -> None:
    shares = level_shares(np.array([[[0.5, 0.3, 0.2]]]), np.array([[0.05]]), 11)

    assert shares.sum(axis=2) == pytest.approx(1)
    assert shares[0, 0, 2, 10] > shares[0, 0, 2, 0]
    assert shares[0, 0, 0, 10] < shares[0, 0, 0, 0]


def test_a_cohort_of_migrants_shrinks_by_the_same_share_each_year() -> None:
    migrants = Migrants.none((1, 1, 1), exit_rate=np.array([0.21]))
    migrants.arrive(np.array([[[100.0]]]))

    for _ in range(5):
        migrants.arrive(np.zeros((1, 1, 1)))

    assert migrants.stock.item() == pytest.approx(100 * 0.79**5)
    assert 0.29 < migrants.stock.item() / 100 < 0.32


def test_the_answer_to_the_gap_is_bounded_on_both_sides() -> None:
    one = np.ones(1)
    gaps = np.array([[[-1.0, 0.02, 1.0]]])

    factor = response(gaps, np.zeros((1, 3)), strength=10 * one, floor=one / 2, ceiling=2 * one)[
        0, 0
    ]

    assert factor.tolist() == pytest.approx([0.5, np.exp(0.2), 2.0])
