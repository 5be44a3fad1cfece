"""Room for labels."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.chart.lettering import spread, width, wrap


@given(st.text(alphabet="abcdefgm MW-.", max_size=60), st.floats(40, 300))
def test_wrapped_lines_fit_in_their_room(text: str, room: float) -> None:
    lines = wrap(text, room=room, size=15)

    assert len(lines) <= 2
    assert all(width(line, size=15) <= room or line == "…" for line in lines)


def test_a_text_that_fits_is_not_touched() -> None:
    assert wrap("Utrecht", room=100, size=15) == ["Utrecht"]


def test_a_text_that_is_cut_shows_it() -> None:
    assert wrap("een twee drie vier vijf zes", room=60, size=15)[-1].endswith("…")


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_labels_keep_apart_in_order_and_within_bounds(wanted: list[float]) -> None:
    places = spread(wanted, gap=20, low=0, high=400)

    order = sorted(range(len(wanted)), key=lambda nth: wanted[nth])
    ordered = [places[nth] for nth in order]
    assert all(b - a >= 20 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert min(places) >= 0
    assert max(places) <= 400


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([10, 50, 90], gap=20, low=0, high=100) == [10, 50, 90]
