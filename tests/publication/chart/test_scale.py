"""Ticks at round numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.chart.scale import Scale, ticks

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: round(n, 3))


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.booleans())
def test_ticks_hold_all_values_evenly_and_are_few(values: list[float], zero: bool) -> None:
    found = ticks(values, about=5, zero=zero)

    steps = {
        later - earlier for earlier, later in zip(found.values, found.values[1:], strict=False)
    }
    assert found.low <= min(values)
    assert found.high >= max(values)
    assert len(steps) == 1
    assert 2 <= len(found.values) <= 9
    if zero:
        assert found.from_zero


def test_bars_always_start_at_zero() -> None:
    assert ticks([90.0, 100.0], about=4, zero=True).low == 0


def test_lines_far_from_zero_do_not() -> None:
    assert ticks([90.0, 100.0], about=5).low == 90


def test_steps_below_one_need_decimals() -> None:
    found = ticks([3.0, 3.4], about=4)

    assert found.decimals == 1
    assert [str(tick) for tick in found.values] == ["3.0", "3.1", "3.2", "3.3", "3.4"]


def test_one_value_alone_gets_an_axis() -> None:
    assert ticks([0.0], about=4).high > 0
    assert ticks([5.0], about=4).low < 5


def test_negative_values_near_zero_reach_it() -> None:
    assert ticks([-40.0, -3.0], about=4).high == 0


def test_a_scale_may_run_downwards() -> None:
    assert Scale(0, 10, 100, 0)(2.5) == 75


def test_no_step_is_finer_than_the_values_are_printed() -> None:
    assert ticks([27.0, 29.0], about=5, finest=0).decimals == 0


def test_a_small_move_looks_small() -> None:
    # Given a series that moves by half a percent
    found = ticks([670_000.0, 673_000.0], about=5)

    # Then the axis shows a tenth of its level, with the series in the middle
    assert found.high - found.low >= 67_300
    assert found.low < 645_000
    assert found.high > 695_000
