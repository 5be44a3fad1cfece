"""From the borders of municipalities to the borders of larger regions, and from there to paths.

In TopoJSON a border that two areas share is written once, as an arc that both refer to; one of them
walks it backwards. That makes three things exact: two municipalities of one region have their
common arc away, neighbours keep one line between them when it is simplified, and nothing has to be
measured. The format: TopoJSON 1.0 specification, github.com/topojson/topojson-specification.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from agdb.errors import Place, ProgrammeError

Point = tuple[float, float]
Segment = tuple[Point, Point]
Ring = tuple[int, ...]
"""Arcs in the order in which they are walked; ~n is arc n backwards, as in TopoJSON."""

PARALLEL: Final = 52.1
"""Latitude at which one degree east is drawn as long as it is: the middle of the Netherlands."""


SLIVER: Final = 1e-5
"""Square degrees of latitude, about 0.12 square kilometres; the smallest island drawn has 0.4."""


@dataclass(frozen=True)
class Topology:
    """Arcs as points (degrees east, degrees north), and the rings of each area by its code."""

    arcs: tuple[tuple[Point, ...], ...]
    areas: Mapping[str, tuple[Ring, ...]]


def decode(body: bytes, *, layer: str, name: str) -> Topology:
    """Return one layer of a TopoJSON file; `name` is what errors call the file.

    Raises `ProgrammeError` if the file has no such layer of polygons with a `code`.
    """
    try:
        file = msgspec.json.decode(body)
        areas = {
            str(area["properties"]["code"]): _rings(area)
            for area in file["objects"][layer]["geometries"]
        }
        return Topology(tuple(_points(arc, file.get("transform")) for arc in file["arcs"]), areas)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise ProgrammeError(
            f"this is no TopoJSON with polygons and codes in the layer {layer!r} ({error})",
            place=Place(name),
            remedy="record it again",
        ) from None


def _rings(area: Mapping[str, Any]) -> tuple[Ring, ...]:
    polygons = {"Polygon": [area["arcs"]], "MultiPolygon": area["arcs"]}[area["type"]]
    return tuple(tuple(ring) for polygon in polygons for ring in polygon)


def _points(
    arc: Sequence[Sequence[float]], transform: Mapping[str, Sequence[float]] | None
) -> tuple[Point, ...]:
    """Return the points of an arc; with a transform each is a step from the one before it."""
    if transform is None:
        return tuple((x, y) for x, y in arc)
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0.0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((left + x * scale_x, bottom + y * scale_y))
    return tuple(points)


def dissolve(topology: Topology, regions: Mapping[str, Iterable[str]]) -> Topology:
    """Return the areas of larger `regions`, each given by the codes of its parts, with arcs anew.

    Lines between two parts of one region are gone. Every line that is left is one arc, whichever
    regions it borders; rings smaller than `SLIVER`, where parts that touch were drawn with
    different points, are gone too. Raises `ProgrammeError` for a part that the topology lacks.
    """
    borders = {region: _border(topology, region, parts) for region, parts in regions.items()}
    owners: dict[Segment, set[str]] = defaultdict(set)
    for region, border in borders.items():
        for start, end in border:
            owners[min(start, end), max(start, end)].add(region)
    joined = Topology(tuple(chains(owners)), {})
    areas = {}
    for region, border in borders.items():
        forward = [i for i, arc in enumerate(joined.arcs) if arc[:2] in border]
        backward = [~i for i, arc in enumerate(joined.arcs) if arc[1::-1] in border]
        rings = _stitched(joined, [*forward, *backward])
        areas[region] = tuple(ring for ring in rings if abs(_area(joined, ring)) >= SLIVER)
    return Topology(joined.arcs, areas)


def _border(topology: Topology, region: str, parts: Iterable[str]) -> set[Segment]:
    """Return the directed lines around a region: those that no two of its parts share."""
    border: set[Segment] = set()
    for part in parts:
        if part not in topology.areas:
            raise ProgrammeError(f"there is no shape of {part!r}, which is in {region!r}")
        for ring in topology.areas[part]:
            points = list(walked(topology, ring))
            for segment in zip(points, [*points[1:], points[0]], strict=True):
                if segment[::-1] in border:
                    border.remove(segment[::-1])
                else:
                    border.add(segment)
    return border


def chains(owners: Mapping[Segment, set[str]]) -> Iterator[tuple[Point, ...]]:
    """Yield lines as long as they can be: each between the same regions from end to end."""
    at: dict[Point, list[Segment]] = defaultdict(list)
    for segment in owners:
        for point in segment:
            at[point].append(segment)
    middle = {
        point
        for point, segments in at.items()
        if len(segments) == 2 and owners[segments[0]] == owners[segments[1]]
    }
    left = dict.fromkeys(sorted(owners))
    # Open lines begin at an end; what is left when they are gone are closed ones.
    for segment in [*(s for s in left if not middle.issuperset(s)), *left]:
        if segment not in left:
            continue
        start, point = segment if segment[0] not in middle else segment[::-1]
        line = [start]
        step: Segment | None = segment
        while step is not None:
            del left[step]
            line.append(point)
            step = next((s for s in at[point] if s in left), None) if point in middle else None
            if step is not None:
                point = step[1] if step[0] == point else step[0]
        yield tuple(line)


def _area(topology: Topology, ring: Ring) -> float:
    """Return the area of a ring in square degrees of latitude, negative if it goes clockwise."""
    points = list(walked(topology, ring))
    double = sum(
        x * next_y - next_x * y
        for (x, y), (next_x, next_y) in zip(points, [*points[1:], points[0]], strict=True)
    )
    return double / 2 * math.cos(math.radians(PARALLEL))


def walked(topology: Topology, ring: Ring) -> Iterator[Point]:
    """Yield the points of a ring once each, in the order in which it is walked."""
    for arc in ring:
        points = topology.arcs[_which(arc)]
        yield from (points if arc >= 0 else points[::-1])[:-1]


def _which(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _ends(topology: Topology, arc: int) -> tuple[Point, Point]:
    points = topology.arcs[_which(arc)]
    return (points[0], points[-1]) if arc >= 0 else (points[-1], points[0])


def _stitched(topology: Topology, arcs: Sequence[int]) -> tuple[Ring, ...]:
    """Join directed arcs head to tail into closed rings."""
    leaving: dict[Point, list[int]] = defaultdict(list)
    for arc in sorted(arcs, reverse=True):
        leaving[_ends(topology, arc)[0]].append(arc)
    rings: list[Ring] = []
    for first in sorted(arcs):
        start, at = _ends(topology, first)
        if first not in leaving[start]:
            continue  # it is in a ring already
        leaving[start].remove(first)
        ring = [first]
        while at != start:
            if not leaving[at]:
                raise ProgrammeError(f"the border at {at} does not close")
            ring.append(leaving[at].pop())
            at = _ends(topology, ring[-1])[1]
        rings.append(tuple(ring))
    return tuple(rings)


def simplify(topology: Topology, *, tolerance: float) -> Topology:
    """Return the topology with fewer points: no arc is moved by more than `tolerance` degrees.

    The ends of an arc stay where they are, so that neighbours still meet. Degrees east count as
    `PARALLEL` has them. Method: Douglas and Peucker (1973), doi:10.3138/FM57-6770-U75U-7727.
    """
    arcs = tuple(_fewer(arc, tolerance) for arc in topology.arcs)
    return Topology(arcs, topology.areas)


def _fewer(points: tuple[Point, ...], tolerance: float) -> tuple[Point, ...]:
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distances = [_distance(points[i], points[first], points[last]) for i in range(first, last)]
        farthest = max(range(1, last - first), key=distances.__getitem__)
        if distances[farthest] > tolerance:
            kept.add(first + farthest)
            spans += [(first, first + farthest), (first + farthest, last)]
    return tuple(points[i] for i in sorted(kept))


def _distance(point: Point, first: Point, last: Point) -> float:
    """Return how far a point is from the line between two others, or from the one it is nearest."""
    squeeze = math.cos(math.radians(PARALLEL))
    x, y = (point[0] - first[0]) * squeeze, point[1] - first[1]
    along_x, along_y = (last[0] - first[0]) * squeeze, last[1] - first[1]
    length = along_x**2 + along_y**2
    at = min(1.0, max(0.0, (x * along_x + y * along_y) / length)) if length else 0.0
    return math.hypot(x - at * along_x, y - at * along_y)
