"""A sign of one figure: a shape that points where it should go, filled by where it goes."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import element

SIZE: Final = 22
_SMALL: Final = 0.68  # of an old figure


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
    place = f"M{left + 1:.1f},{base:.1f}L{left + size - 1:.1f},{base:.1f}"
    return element("path", class_=kind, d=f"{place}L{left + size / 2:.1f},{point:.1f}Z")


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
