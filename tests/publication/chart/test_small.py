"""The values in a small drawing stand clear of its lines and of each other."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.chart.small import SmallSeries, small
from agdb.publication.chart.stroke import Spot

TEXT = re.compile(r'<text(?: class="(\w+)")? x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)')


def series(*values: float, meaning: str = "seen") -> SmallSeries:
    """A series of a value a year, with both its ends in words."""
    spots = tuple(Spot(2016.0 + nth, value) for nth, value in enumerate(values))
    return SmallSeries(meaning, spots, first=f"{values[0]:.0f}", last=f"{values[-1]:.0f}")


def drawn(*some: SmallSeries) -> dict[str, float]:
    """How high each value is written."""
    found = TEXT.findall(small(some, label="", start="van", end="tot"))
    return {text: float(y) for kind, _, y, text in found if kind != "tick"}


def test_a_first_value_without_room_is_left_out() -> None:
    above = series(29_200, 75_600)

    told = drawn(above, series(13_300, 22_700, meaning="beside"))

    assert "13300" not in told, "the line of the other series runs through it"
    assert {"29200", "75600", "22700"} <= set(told)


def test_a_value_stands_below_a_line_that_rises_from_it() -> None:
    told = drawn(series(40, 95, 96, 97, 98, 99, 100))

    assert told["40"] > told["100"]


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=20).filter(lambda v: v[0] != v[-1]))
def test_newest_values_are_always_written_and_none_leaves_the_drawing(values: list[int]) -> None:
    told = drawn(series(*values), series(*values[::-1], 5000, meaning="beside"))

    assert {str(values[-1]), "5000"} <= set(told)
    assert all(15 <= y < 100 for y in told.values())


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=2, unique=True))
def test_first_values_of_two_series_are_a_line_apart(starts: list[int]) -> None:
    told = drawn(series(starts[0], 2000), series(starts[1], 3000, meaning="beside"))

    firsts = sorted(told[str(one)] for one in starts if str(one) in told)
    assert all(lower - upper >= 17 for upper, lower in pairwise(firsts))


def test_a_series_beside_another_has_points_of_another_shape() -> None:
    both = small([series(1, 2), series(3, 4, meaning="beside")], label="", start="van", end="tot")

    assert both.count("<circle") == 2
    assert both.count("<rect") == 2
