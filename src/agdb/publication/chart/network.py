"""A network of two kinds of nodes as two columns with ties between; every node may be a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import NARROW, Caption, Size, canvas, element
from agdb.publication.chart.lettering import wrap

_ROW: Final = 26
_TOP: Final = 14


@dataclass(frozen=True, slots=True)
class Node:
    """A node with its name, and the address that it leads to, if there is one."""

    ident: str
    name: str
    href: str = ""


def network(
    caption: Caption,
    left: Sequence[Node],
    right: Sequence[Node],
    ties: Sequence[tuple[str, str]],
) -> Markup:
    """Return the drawing for a laptop and for a phone: `left` and `right`, and `ties` between.

    Nodes that meet stand near each other: each column is put in the order of the mean place of its
    neighbours, some times over.
    """
    wide = Size("wide", 1120, 0, 15, 0, 0)
    ordered = _ordered(left, right, ties)
    return Markup("").join(
        canvas(caption, size, *_drawn(size, *ordered, ties), links=True) for size in (wide, NARROW)
    )


def _ordered(
    left: Sequence[Node], right: Sequence[Node], ties: Sequence[tuple[str, str]]
) -> tuple[list[Node], list[Node]]:
    ours, theirs = list(left), list(right)
    for _ in range(8):
        theirs = _by_mean(theirs, ours, [(b, a) for a, b in ties])
        ours = _by_mean(ours, theirs, list(ties))
    return ours, theirs


def _by_mean(some: list[Node], others: list[Node], ties: list[tuple[str, str]]) -> list[Node]:
    place = {node.ident: float(nth) for nth, node in enumerate(others)}
    near: dict[str, list[float]] = {}
    for one, other in ties:
        near.setdefault(one, []).append(place[other])
    means = {name: fsum(found) / len(found) for name, found in near.items()}
    return sorted(some, key=lambda node: (means.get(node.ident, 0.0), node.name))


def _drawn(
    size: Size, left: list[Node], right: list[Node], ties: Sequence[tuple[str, str]]
) -> tuple[list[Markup], float]:
    height = _TOP * 2 + _ROW * (max(len(left), len(right), 1) - 1)
    middle = size.width / 2
    half = min(150, size.width * 0.12)
    ours = _places(left, middle - half, height)
    theirs = _places(right, middle + half, height)
    lines = [
        element(
            "line",
            class_="tie",
            x1=ours[one][0],
            y1=ours[one][1],
            x2=theirs[other][0],
            y2=theirs[other][1],
        )
        for one, other in ties
    ]
    room = middle - half - 14
    nodes = [_node(node, *ours[node.ident], kind="actor", room=room) for node in left]
    nodes += [_node(node, *theirs[node.ident], kind="thing", room=room) for node in right]
    return [*lines, *nodes], height


def _places(some: list[Node], x: float, height: float) -> dict[str, tuple[float, float]]:
    step = (height - 2 * _TOP) / max(1, len(some) - 1)
    return {node.ident: (x, _TOP + nth * step) for nth, node in enumerate(some)}


def _node(node: Node, x: float, y: float, *, kind: str, room: float) -> Markup:
    left = kind == "actor"
    name = wrap(node.name, room=room, size=15, lines=1)[0]
    text = element(
        "text", name, x=x - 12 if left else x + 12, y=y + 5, text_anchor="end" if left else None
    )
    mark = (
        element("circle", class_=kind, cx=x, cy=y, r=6)
        if left
        else element("rect", class_=kind, x=x - 6, y=y - 6, width=12, height=12)
    )
    if not node.href:
        return element("g", mark, text)
    return element("a", mark, text, href=node.href)
