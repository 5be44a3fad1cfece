from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.ageing import age_one_year, retirement_rates
from agdb.scenario.structure import ModelStructure


def structure(first: int, last: int, horizon: int = 1) -> ModelStructure:
    return ModelStructure(0, horizon, first, last, ("all",), ("all",), (), ())


def step(
    stock: np.ndarray, retirement: np.ndarray, leaving: np.ndarray
) -> tuple[np.ndarray, float, float]:
    people = stock.reshape(1, 1, 1, -1, 1)
    out = np.empty_like(people)
    gone = age_one_year(
        people,
        retirement=retirement.reshape(-1, 1),
        leaving=leaving.reshape(1, 1, -1, 1),
        out=out,
    )
    return out.ravel(), float(gone.retired.sum()), float(gone.left.sum())


def test_constant_inflow_and_exit_approach_their_quotient() -> None:
    """T01, with ages so many that nobody reaches the last one."""
    ages = 200
    stock = np.zeros(ages)
    stock[0] = 1000.0
    total = {0: 1000.0}

    for year in range(1, 11):
        stock, _, _ = step(stock, np.zeros(ages), np.full(ages, 0.05))
        stock[0] += 60.0
        total[year] = stock.sum()

    assert total[1] == pytest.approx(1010, abs=1e-9)
    assert total[5] == pytest.approx(1045.2438125, abs=1e-9)
    assert total[10] == pytest.approx(1080.2526121524, abs=1e-9)
    assert all(total[t] == pytest.approx(1200 - 200 * 0.95**t) for t in total)


def test_one_cohort_a_year_with_certain_exit_is_a_stock_of_47_cohorts() -> None:
    """T02."""
    ages = np.arange(20, 67)
    retirement = (ages == 66).astype(float)
    stock = np.zeros(47)

    for _ in range(60):
        stock, retired, _ = step(stock, retirement, np.zeros(47))
        stock[0] += 10.0

    assert stock.sum() == pytest.approx(470)
    assert retired == pytest.approx(10)
    assert retired / stock.sum() == pytest.approx(0.0212766, abs=1e-7)


def test_hazards_above_one_are_cut_and_leave_no_negative_stock() -> None:
    """T05."""
    stock, retired, left = step(
        np.array([100.0, 100.0]), np.array([0.7, 1.0]), np.array([0.6, 0.6])
    )

    assert stock.tolist() == [0.0, 0.0]
    assert retired == pytest.approx(170)
    assert left == pytest.approx(30)


rates = st.lists(st.floats(0, 1), min_size=4, max_size=4)


@given(st.lists(st.floats(0, 1e6), min_size=4, max_size=4), rates, rates)
def test_nobody_is_lost_or_made_by_ageing(people: Any, retiring: Any, leaving: Any) -> None:
    stock = np.array(people)
    retirement = np.array([*retiring[:3], 1.0])

    older, retired, left = step(stock, retirement, np.array(leaving))

    assert older.sum() + retired + left == pytest.approx(stock.sum(), rel=1e-9, abs=1e-9)
    assert (older >= 0).all()


def test_everybody_retires_at_the_highest_age() -> None:
    rates = retirement_rates(np.full((1, 3), 0.1), structure(64, 66), None)

    assert rates[0, :, -1].tolist() == [1.0, 1.0]


def test_a_later_pension_age_moves_the_curve_to_the_right() -> None:
    by_age = np.array([[0.0, 0.4, 1.0]])
    pension = ((0, 1), np.array([[67.0, 67.25]]))

    rates = retirement_rates(by_age, structure(65, 67), pension)

    assert rates[0, 0].tolist() == [0.0, 0.4, 1.0]
    assert rates[0, 1].tolist() == pytest.approx([0.0, 0.3, 1.0])
