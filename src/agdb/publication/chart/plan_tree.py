"""The whole plan in one drawing: pillars, their themes, and a sign for each figure, each a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import Caption, Size, canvas, element
from agdb.publication.chart.lettering import wrap
from agdb.publication.chart.sign import SIZE, sign

_WIDE: Final = Size("wide", width=1120, height=0, font=15, end_labels=0, names=0)
_NARROW: Final = Size("narrow", width=358, height=0, font=15, end_labels=0, names=0)
_COLUMNS: Final = 4
_GAP: Final = 28
_INDENT: Final = 14
_CELL: Final = 46
_LINE: Final = 19
_SPACE: Final = 14


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sign that leads to its figure: `label` says it in words, `year` its newest period."""

    href: str
    label: str
    direction: str
    state: str
    year: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with its figures; a pillar without themes has one without a name."""

    name: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Limb:
    """A pillar: its name and where that leads, what is known of it as a whole, its themes."""

    name: str
    href: str
    notes: tuple[str, ...]
    branches: tuple[Branch, ...]


def plan_tree(caption: Caption, limbs: Sequence[Limb]) -> Markup:
    """Return the drawing for a laptop, pillars side by side, and for a phone, one below another."""
    columns = min(_COLUMNS, max(1, len(limbs)))
    return Markup("").join(
        _sized(caption, size, limbs, columns=many)
        for size, many in ((_WIDE, columns), (_NARROW, 1))
    )


def _sized(caption: Caption, size: Size, limbs: Sequence[Limb], *, columns: int) -> Markup:
    room = (size.width - _GAP * (columns - 1)) / columns
    drawn: list[Markup] = []
    top = 0.0
    for start in range(0, len(limbs), columns):
        lowest = top
        for nth, limb in enumerate(limbs[start : start + columns]):
            some, bottom = _limb(limb, x=nth * (room + _GAP), y=top, room=room)
            drawn += some
            lowest = max(lowest, bottom)
        top = lowest + _GAP
    return canvas(caption, size, drawn, top - _GAP, links=True)


def _limb(limb: Limb, *, x: float, y: float, room: float) -> tuple[list[Markup], float]:
    line = element("line", class_="limb", x1=x, x2=x + room, y1=y + 2, y2=y + 2)
    names = wrap(limb.name, room=room, size=18, lines=3)
    text = [
        element("text", part, class_="limb-name", x=x, y=y + 26 + nth * 22)
        for nth, part in enumerate(names)
    ]
    drawn = [line, element("a", *text, href=limb.href)]
    at = y + 26 + 22 * len(names)
    for note in limb.notes:
        for part in wrap(note, room=room, size=15, lines=3):
            drawn.append(element("text", part, class_="soft", x=x, y=at))
            at += _LINE
    begin = last = at
    for branch in limb.branches:
        if branch.name:
            at += _SPACE
            last = at
            ends = {"x1": x, "x2": x + _INDENT - 4, "y1": at - 5, "y2": at - 5}
            drawn.append(element("line", class_="twig", **ends))
            for part in wrap(branch.name, room=room - _INDENT, size=15, lines=2):
                drawn.append(element("text", part, class_="theme", x=x + _INDENT, y=at))
                at += _LINE
        leaves, at = _leaves(branch.leaves, x=x + _INDENT - 6, y=at - 8, room=room - _INDENT + 6)
        drawn += leaves
    if last > begin:
        drawn.append(element("line", class_="twig", x1=x, x2=x, y1=begin, y2=last - 5))
    return drawn, at


def _leaves(
    leaves: Sequence[Leaf], *, x: float, y: float, room: float
) -> tuple[list[Markup], float]:
    in_a_row = max(1, int(room // _CELL))
    drawn = []
    for nth, leaf in enumerate(leaves):
        left, top = x + nth % in_a_row * _CELL, y + nth // in_a_row * _CELL
        middle = left + _CELL / 2
        drawn.append(
            element(
                "a",
                element("rect", class_="reach", x=left, y=top, width=_CELL, height=_CELL),
                sign(leaf.direction, leaf.state, x=middle - SIZE / 2, y=top + 3, old=leaf.old),
                element(
                    "text",
                    leaf.year,
                    class_="year aged" if leaf.old else "year",
                    x=middle,
                    y=top + 40,
                    text_anchor="middle",
                    aria_hidden="true",
                ),
                href=leaf.href,
                aria_label=leaf.label,
                class_="leaf",
            )
        )
    rows = -(-len(leaves) // in_a_row)
    return drawn, y + rows * _CELL + _SPACE
