"""Borders dissolve exactly: what two parts share is gone, what is left closes, neighbours meet."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.drawing import paths_of
from tools.topology import Topology, chains, decode, dissolve, simplify, walked

from agdb.errors import ProgrammeError

# Two squares side by side, a third above the first, and an island; arc 0 is between two squares.
FILE = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [4.0, 52.0]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0]],
        [[0, 2], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
        [[0, 2], [0, 2], [2, 0], [0, -2]],
        [[6, 0], [1, 0], [0, 1], [-1, -1]],
    ],
    "objects": {
        "gm": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1, 2]], "properties": {"code": "GM1"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[3, ~0]], [[5]]],
                    "properties": {"code": "GM2"},
                },
                {"type": "Polygon", "arcs": [[~1, ~4]], "properties": {"code": "GM3"}},
            ]
        }
    },
}


def topology() -> Topology:
    """Decode the invented file."""
    return decode(msgspec.json.encode(FILE), layer="gm", name="a.topojson")


def area(map_: Topology, code: str) -> float:
    """The area of a region in square degrees, each ring by the shoelace formula."""
    total = 0.0
    for ring in map_.areas[code]:
        points = list(walked(map_, ring))
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        total += sum(x * b - a * y for (x, y), (a, b) in pairs) / 2
    return abs(total)


def test_steps_become_places() -> None:
    assert topology().arcs[0] == ((5.0, 52.0), (5.0, 53.0))
    assert area(topology(), "GM1") == 1.0
    assert area(topology(), "GM2") == 1.125


def test_a_file_without_a_transform_holds_places() -> None:
    plain = {
        "arcs": [[[4, 52], [5, 52], [5, 53], [4, 52]]],
        "objects": {
            "gm": {
                "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"code": "GM1"}}]
            }
        },
    }

    found = decode(msgspec.json.encode(plain), layer="gm", name="a.topojson")

    assert found.arcs[0][1] == (5, 52)


@pytest.mark.parametrize(
    "body",
    [b"{", b"{}", b"[]", msgspec.json.encode(FILE | {"objects": {"gm": {"geometries": [{}]}}})],
)
def test_what_is_no_such_file_is_one_sentence(body: bytes) -> None:
    with pytest.raises(ProgrammeError, match=r"a\.topojson: this is no TopoJSON"):
        decode(body, layer="gm", name="a.topojson")


def test_a_region_has_the_area_of_its_parts_and_no_line_inside() -> None:
    whole = dissolve(topology(), {"PV1": ["GM1", "GM2", "GM3"]})

    assert area(whole, "PV1") == 3.125
    assert len(whole.areas["PV1"]) == 2  # the mainland and the island
    middle = {(5.0, 52.0), (5.0, 53.0)}
    assert not any(middle == set(arc) for arc in whole.arcs)


def test_neighbours_keep_one_line_between_them() -> None:
    two = dissolve(topology(), {"PV1": ["GM1", "GM3"], "PV2": ["GM2"]})

    shared = {i if i >= 0 else ~i for ring in two.areas["PV1"] for i in ring} & {
        i if i >= 0 else ~i for ring in two.areas["PV2"] for i in ring
    }
    assert [two.arcs[i] for i in shared] == [((5.0, 52.0), (5.0, 53.0))]


def test_a_part_without_a_shape_is_named() -> None:
    with pytest.raises(ProgrammeError, match="no shape of 'GM9', which is in 'PV1'"):
        dissolve(topology(), {"PV1": ["GM9"]})


def test_a_sliver_between_parts_is_gone() -> None:
    # Given two squares whose common border has a point on one side alone
    left = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    right = (
        (1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.000001, 0.5), (1.0, 0.0)
    )  # fmt: skip
    map_ = Topology((left, right), {"GM1": ((0,),), "GM2": ((1,),)})

    whole = dissolve(map_, {"PV1": ["GM1", "GM2"]})

    (ring,) = whole.areas["PV1"]
    assert (1.000001, 0.5) not in set(walked(whole, ring))


def test_a_line_that_does_not_close_is_refused() -> None:
    open_ = {"a": ((0.0, 0.0), (1.0, 0.0)), "b": ((1.0, 0.0), (1.0, 1.0))}
    lines = list(chains({segment: {"PV1"} for segment in open_.values()}))

    assert lines == [((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))]


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=40, unique=True
    ),
    st.floats(0.1, 5),
)
def test_no_point_of_a_simplified_line_is_farther_away_than_allowed(
    places: list[tuple[int, int]], tolerance: float
) -> None:
    line = tuple((float(x), float(y)) for x, y in places)
    fewer = simplify(Topology((line,), {}), tolerance=tolerance).arcs[0]

    assert (fewer[0], fewer[-1]) == (line[0], line[-1])
    kept = [line.index(point) for point in fewer]
    assert kept == sorted(kept)
    for first, last in pairwise(kept):
        for point in line[first:last]:
            assert _from_line(point, line[first], line[last]) <= tolerance + 1e-9


def _from_line(
    point: tuple[float, float], first: tuple[float, float], last: tuple[float, float]
) -> float:
    """Distance by trying many places on the line: slow, and another method than the code's."""
    squeeze = math.cos(math.radians(52.1))
    return (
        min(
            math.hypot(
                (first[0] + (last[0] - first[0]) * t / 2000 - point[0]) * squeeze,
                first[1] + (last[1] - first[1]) * t / 2000 - point[1],
            )
            for t in range(2001)
        )
        - math.hypot(last[0] - first[0], last[1] - first[1]) / 2000
    )


def test_a_path_is_drawn_north_up_and_closed() -> None:
    square = Topology(
        (((4.0, 52.0), (5.0, 52.0), (5.0, 53.0), (4.0, 53.0), (4.0, 52.0)),), {"PV1": ((0,),)}
    )

    height, paths = paths_of(square, width=100)

    assert height == 163  # a degree north is 1 / cos(52.1 degrees) as long as one east
    assert paths["PV1"] == "M0 163l100 0 0-163 -100 0z"


def test_an_area_that_is_too_small_to_draw_has_an_empty_path() -> None:
    arcs = (
        ((4.0, 52.0), (5.0, 52.0), (5.0, 53.0), (4.0, 52.0)),
        ((4.5, 52.1), (4.50001, 52.1), (4.5, 52.10001), (4.5, 52.1)),
    )

    _, paths = paths_of(Topology(arcs, {"A": ((0,),), "B": ((1,),)}), width=100)

    assert paths["B"] == ""
