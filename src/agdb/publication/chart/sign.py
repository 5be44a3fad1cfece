"""A sign of one figure: a shape that points where it should go, filled by where it goes.

Of a figure that goes the other way it is cut in two, so that no colour is needed to see it.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import element

SIZE: Final = 22
_SMALL: Final = 0.68  # of an old figure
_OTHER: Final = "other"
_CUT: Final = (0.42, 0.7)  # of the height, from the point


def sign(
    direction: str, state: str, *, x: float = 0.0, y: float = 0.0, old: bool = False
) -> Markup:
    """Return the shape with its upper left corner at a place; one of an old figure is smaller."""
    size = SIZE * (_SMALL if old else 1.0)
    left, top = x + (SIZE - size) / 2, y + (SIZE - size) / 2
    kind = f"sign {state}"
    if direction not in ("up", "down"):
        return element("circle", class_=kind, cx=left + size / 2, cy=top + size / 2, r=size / 2 - 2)
    low, high = top + size - 2, top + 2
    base, point = (low, high) if direction == "up" else (high, low)
    middle, half, height = left + size / 2, size / 2 - 1, base - point

    def across(part: float) -> str:
        """The two corners at a part of the height, from the point."""
        at = point + height * part
        return f"{middle - half * part:.1f},{at:.1f}L{middle + half * part:.1f},{at:.1f}"

    tip = f"L{middle:.1f},{point:.1f}Z"
    if state != _OTHER:
        return element("path", class_=kind, d=f"M{across(1)}{tip}")
    near, far = _CUT
    upper = f"{middle + half:.1f},{base:.1f}L{middle - half:.1f},{base:.1f}Z"
    return element("path", class_=kind, d=f"M{across(near)}{tip}M{across(far)}L{upper}")


def alone(direction: str, state: str, *, old: bool = False) -> Markup:
    """Return the shape as a drawing of its own; the text beside it says what it means."""
    return element(
        "svg",
        sign(direction, state, old=old),
        class_="sign-alone",
        aria_hidden="true",
        focusable="false",
        viewBox=f"0 0 {SIZE} {SIZE}",
        width=SIZE,
        height=SIZE,
    )
