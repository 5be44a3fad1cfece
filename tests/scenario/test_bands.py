from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.ageing import even_split, rates_by_age, smooth_split
from agdb.scenario.structure import ModelStructure

ADULTS = ModelStructure(0, 1, 15, 74, (), (), (), ())
STARTS = (15, 25, 35, 45, 55, 65)
weights = st.lists(st.floats(0.001, 1), min_size=6, max_size=6)


@given(weights)
def test_a_smooth_split_keeps_every_band_and_no_age_below_zero(shares: Any) -> None:
    given_ = np.array([shares]) / sum(shares)

    single = smooth_split(STARTS, given_, ADULTS)[0]

    assert (single >= -1e-12).all()
    assert single.reshape(6, 10).sum(axis=1) == pytest.approx(given_[0])


def test_a_smooth_split_has_no_step_between_bands() -> None:
    shares = np.array([[0.12, 0.21, 0.20, 0.21, 0.23, 0.03]])

    smooth = np.abs(np.diff(smooth_split(STARTS, shares, ADULTS)[0]))
    steps = np.abs(np.diff(even_split(STARTS, shares, ADULTS)[0]))

    assert smooth.max() < steps.max() / 2


@given(weights)
def test_an_even_split_keeps_every_band(shares: Any) -> None:
    single = even_split(STARTS, np.array([shares]), ADULTS)[0]

    assert single.reshape(6, 10).sum(axis=1) == pytest.approx(shares)


def test_rates_hold_from_their_age_on_and_are_nought_before() -> None:
    rates = rates_by_age((20, 60), np.array([[0.1, 0.2]]), ADULTS)[0]

    assert rates[[0, 4, 5, 44, 45, 59]].tolist() == [0, 0, 0.1, 0.1, 0.2, 0.2]


def test_bands_of_unequal_width_weigh_as_fritsch_and_butland_say() -> None:
    # Given bands of 10, 20 and 10 years with 30, 60 and 10 per cent
    ages = ModelStructure(0, 1, 20, 59, (), (), (), ())

    single = smooth_split((20, 30, 50), np.array([[0.3, 0.6, 0.1]]), ages)[0]

    # Then the slope at 50 is 90 / (40 / 0.03 + 50 / 0.01), and from 49 to 50 by hand
    slope = 90 / (40 / 0.03 + 50 / 0.01)
    s = 19 / 20
    before = (
        0.3 * (1 + 2 * s) * (1 - s) ** 2
        + 0.9 * s**2 * (3 - 2 * s)
        + 20 * 0.03 * s * (1 - s) ** 2
        + 20 * slope * s**2 * (s - 1)
    )
    assert single[29] == pytest.approx(0.9 - before)
    assert single[29] == pytest.approx(0.01575, abs=1e-5)
    assert single[:10].sum() == pytest.approx(0.3)
    assert single[:10] == pytest.approx([0.03] * 10)


def test_outside_of_its_bands_nobody_is() -> None:
    single = smooth_split((30,), np.array([[1.0]]), ADULTS)[0]

    assert single[:15].tolist() == [0.0] * 15
    assert single[15:] == pytest.approx([1 / 45] * 45)
