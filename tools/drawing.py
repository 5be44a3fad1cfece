"""From a topology to SVG paths in one box, and the file of shapes that the programme carries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from agdb.programme.geography.geography import Geography, Shapes
from tools.topology import PARALLEL, Point, Topology, decode, dissolve, simplify, walked

WIDTH: Final = 2000
"""Units from west to east. One is about 130 metres."""

TOLERANCE: Final = 0.0025
"""Degrees of latitude, about 280 metres: two units, which no screen shows of a whole country."""


def shapes_of(
    body: bytes, *, layer: str, geography: Geography, year: int, divisions: Iterable[str], name: str
) -> Shapes:
    """Return the shapes of the regions of `divisions`, made of the municipalities in a TopoJSON.

    `geography` says which municipality is in which region in `year`; the shapes of municipalities
    must be of that same year. Raises `ProgrammeError` if it is no such file, and `StatisticsError`
    if there is no list of that year.
    """
    topology = decode(body, layer=layer, name=name)
    parts: dict[str, list[str]] = {}
    for division in divisions:
        for code in topology.areas:
            region = geography.region_of(code, division=division, year=year)
            parts.setdefault(region, []).append(code)
    regions = simplify(dissolve(topology, parts), tolerance=TOLERANCE)
    height, paths = paths_of(regions, width=WIDTH)
    return Shapes(
        year=year,
        width=WIDTH,
        height=height,
        citation=f"CBS/Kadaster, gebiedsindelingen {year}",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        note=f"dissolved from municipalities with the keys of {year}, and simplified",
        paths=dict(sorted(paths.items())),
    )


def paths_of(topology: Topology, *, width: int) -> tuple[int, Mapping[str, str]]:
    """Return the height of the box, and one SVG path for each area.

    Projection: equirectangular, true at `PARALLEL` (Snyder 1987, Map Projections: A Working Manual,
    p. 90). Points are whole units, so that the points of a shared border are the same in both.
    """
    used = {_number(arc) for rings in topology.areas.values() for ring in rings for arc in ring}
    points = [point for arc in used for point in topology.arcs[arc]]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians(PARALLEL))
    scale = width / ((east - west) * squeeze)

    def drawn(point: Point) -> tuple[int, int]:
        return round((point[0] - west) * squeeze * scale), round((north - point[1]) * scale)

    paths = {
        code: "".join(_path([drawn(p) for p in walked(topology, ring)]) for ring in rings)
        for code, rings in topology.areas.items()
    }
    return math.ceil((north - south) * scale), paths


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _path(points: list[tuple[int, int]]) -> str:
    """Return one closed ring: absolute start, then steps; empty if no area is left of it."""
    kept = [point for i, point in enumerate(points) if point != points[i - 1]]
    if len(kept) < 3:
        return ""
    (x, y), steps = kept[0], []
    start = f"M{x} {y}l"
    for next_x, next_y in kept[1:]:
        step_y = next_y - y
        steps.append(f"{next_x - x}{'' if step_y < 0 else ' '}{step_y}")
        x, y = next_x, next_y
    return start + " ".join(steps) + "z"


def shapes_bytes(shapes: Shapes) -> bytes:
    """Return the file of `shapes`: one line a region, so that a change shows as one.

    >>> from agdb.programme.geography.reading import read_shapes
    >>> shapes = Shapes(2023, 10, 20, "", "", "", "", {"PV20": "M1 1h2v2z"})
    >>> read_shapes(shapes_bytes(shapes), name="a.json") == shapes
    True
    """
    return msgspec.json.format(msgspec.json.encode(shapes), indent=1) + b"\n"
