"""A sign says by its shape alone where a figure should go and where it goes."""

from __future__ import annotations

import re

import pytest

from agdb.publication.chart.sign import SIZE, sign
from agdb.publication.reading.mark import MarkState

PLACE = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def places(drawn: str) -> list[tuple[float, float]]:
    """Every corner of a drawn shape."""
    return [(float(x), float(y)) for x, y in PLACE.findall(drawn)]


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("old", [False, True])
def test_a_figure_that_goes_the_other_way_has_another_shape(direction: str, old: bool) -> None:
    wanted = sign(direction, MarkState.WANTED, old=old)
    other = sign(direction, MarkState.OTHER, old=old)

    assert wanted.count("Z") == 1
    assert other.count("Z") == 2  # cut in two
    for axis in (0, 1):
        ends = [sorted(place[axis] for place in places(one))[:: len(places(one)) - 1]
                for one in (wanted, other)]  # fmt: skip
        assert ends[0] == ends[1], "both are as large"


def test_a_sign_points_where_the_figure_should_go() -> None:
    up, down = (places(sign(one, MarkState.OTHER)) for one in ("up", "down"))

    assert min(up, key=lambda place: place[1])[0] == SIZE / 2
    assert max(down, key=lambda place: place[1])[0] == SIZE / 2


def test_a_figure_that_should_go_nowhere_has_a_round_sign() -> None:
    assert sign("context", MarkState.CONTEXT).startswith("<circle")
