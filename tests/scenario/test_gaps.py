from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.gaps import (
    base_year,
    flow_discrepancy,
    openings,
    structural_gap,
    substituted,
    unemployed,
    vacancies,
)

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_the_base_gap_of_the_worked_example() -> None:
    """T09."""
    state = base_year(
        employed=np.array([[1352.0, 575.0]]),
        vacancies=np.array([[75.6, 22.7]]),
        unemployed=None,
        frictional_vacancies=np.array([[0.0265]]),
        frictional_unemployment=np.array([[0.02]]),
    )

    assert state.gap[0].tolist() == pytest.approx([37.7686, 6.86095], abs=1e-5)
    assert state.gap.sum() == pytest.approx(44.62955, abs=1e-5)


def test_the_base_gap_differs_by_a_factor_two_with_the_friction_chosen() -> None:
    def gap(friction: float) -> float:
        state = base_year(
            employed=np.array([[1352.0, 575.0]]),
            vacancies=np.array([[75.6, 22.7]]),
            unemployed=None,
            frictional_vacancies=np.array([[friction]]),
            frictional_unemployment=np.array([[0.02]]),
        )
        return float(state.gap.sum())

    assert gap(0.02) == pytest.approx(57.8, abs=0.05)
    assert gap(0.035) == pytest.approx(27.4, abs=0.05)


def test_the_programme_starts_with_vacancies_and_people_of_the_same_quarter(
    national: Scenario,
) -> None:
    """The worked example, with the vacancies of 2024 carried on to the end of 2025: times 0.94."""
    from agdb.scenario.draws import central
    from agdb.scenario.inputs import inputs

    given_ = inputs(national, central(national))

    same_quarter = sum(0.94 * v - 0.0265 * (e + 0.94 * v) for e, v in ((1352, 75.6), (575, 22.7)))
    assert same_quarter == pytest.approx(38.8879, abs=1e-4)
    assert given_.groups.base.gap.sum() == pytest.approx(same_quarter, abs=1e-3)
    as_written = national.fixing({"vacancy-change": 1.0})
    before = inputs(as_written, central(as_written)).groups.base.gap.sum()
    assert before == pytest.approx(44.62955, abs=1e-3)


def test_openings_only_count_growth_and_always_replacement() -> None:
    """T51, and the sum of T50."""
    assert openings(-10, 30) == 30
    assert openings(45_700, 56_000) == 101_700
    assert flow_discrepancy(10, 30, 25) == 15


amounts = st.floats(1, 1e6)


@given(st.floats(-1e5, 1e5), amounts, st.floats(0, 0.2))
def test_vacancies_are_friction_plus_the_gap(gap: Any, employed: Any, friction: Any) -> None:
    found = vacancies(gap=np.array(gap), employed=np.array(employed), frictional=np.array(friction))

    assert found == pytest.approx(friction * (employed + found) + max(gap, 0), rel=1e-9, abs=1e-6)


@given(st.floats(-1e5, 1e5), amounts, st.floats(0, 0.2))
def test_unemployed_are_friction_plus_the_surplus(gap: Any, employed: Any, friction: Any) -> None:
    found = unemployed(
        gap=np.array(gap), employed=np.array(employed), frictional=np.array(friction)
    )

    assert found == pytest.approx(friction * (employed + found) + max(-gap, 0), rel=1e-9, abs=1e-6)


@given(st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=3), st.floats(0, 0.6))
def test_substitution_keeps_the_sum_and_never_turns_a_sign(gap: Any, share: Any) -> None:
    before = np.array([gap])

    after = substituted(before, np.array([share]))

    assert after.sum() == pytest.approx(before.sum(), abs=1e-6)
    assert (after * before >= -1e-6).all()


def test_a_shortage_is_demand_above_supply() -> None:
    assert structural_gap(np.array([5.0]), np.array([3.0])).tolist() == [2.0]


@pytest.mark.parametrize(
    ("before", "share", "after"),
    [
        # a surplus in the middle helps the level below, and what is left of it the level above
        ([10.0, -8.0, 10.0], 0.5, [5.0, 0.0, 7.0]),
        ([10.0, -4.0, 10.0], 0.5, [6.0, 0.0, 10.0]),
        ([0.0, -8.0, 10.0], 0.3, [0.0, -5.0, 7.0]),
        ([-8.0, 10.0, -8.0], 0.5, [-3.0, 5.0, -8.0]),
        ([10.0, 5.0, -3.0], 0.0, [10.0, 5.0, -3.0]),
    ],
)
def test_a_surplus_helps_its_neighbours_the_level_below_first(
    before: list[float], share: float, after: list[float]
) -> None:
    assert substituted(np.array([before]), np.array([share])).tolist() == [after]
