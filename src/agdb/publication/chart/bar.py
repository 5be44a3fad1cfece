"""A bar of any width for a row of text: what is not known is dashed, and no zero."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import element

_HEIGHT: Final = 18
_LEAST: Final = 0.6  # per cent: a zero is an amount, and is seen as a line


def bar(share: float, fill: str) -> Markup:
    """Return a bar that takes `share` of the width; the text beside it says how much that is."""
    width = f"{max(100 * share, _LEAST):.1f}%"
    return element(
        "svg",
        element("rect", class_=f"firm {fill}", x=0, y=1, width=width, height=_HEIGHT - 2),
        class_="bar-row",
        aria_hidden="true",
        focusable="false",
        height=_HEIGHT,
    )
