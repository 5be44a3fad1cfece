"""How wide text will be, so that labels do not meet; drawn text itself is set by the browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import fsum

from markupsafe import Markup

from agdb.publication.chart.canvas import GAP, Size, element

# Widths of Source Sans 3 in em, by kind of letter, rounded up: a label is never wider than told.
_NARROW = frozenset("iljtfrI.,:;'’|()[] -·")
_WIDE = frozenset("mwMW%@…—")
_EM_NARROW, _EM_PLAIN, _EM_CAPITAL, _EM_WIDE = 0.31, 0.52, 0.61, 0.84


def width(text: str, *, size: float) -> float:
    """Return the width of `text` in the units of `size`.

    >>> width("mill", size=10) < width("mmmm", size=10)
    True
    """
    return size * fsum(map(_em, text))  # sum() adds otherwise since Python 3.12


def wrap(text: str, *, room: float, size: float, lines: int = 2) -> list[str]:
    """Return `text` in at most `lines` lines that fit in `room`; what does not fit is cut.

    >>> wrap("Zuid-Holland en Utrecht", room=90, size=15)
    ['Zuid-Holland', 'en Utrecht']
    """
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size=size) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:lines]
    if len(found) > lines:
        kept[-1] = f"{kept[-1]}…"
    return [_cut(line, room=room, size=size) for line in kept]


def spread(wanted: list[float], *, gap: float, low: float, high: float) -> list[float]:
    """Return places near `wanted`, in the same order, at least `gap` apart and within bounds.

    >>> spread([10, 12, 40], gap=10, low=0, high=100)
    [6.0, 16.0, 40.0]
    """
    order = sorted(range(len(wanted)), key=lambda nth: wanted[nth])
    clusters: list[list[int]] = []

    def start(cluster: list[int]) -> float:
        """Where the first label of a cluster stands: around its middle, but within the bounds."""
        reach = (len(cluster) - 1) * gap
        centre = fsum(wanted[nth] for nth in cluster) / len(cluster)
        return max(low, min(centre - reach / 2, high - reach))

    for nth in order:
        clusters.append([nth])
        while len(clusters) > 1 and start(clusters[-1]) < start(clusters[-2]) + gap * len(
            clusters[-2]
        ):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    places = [0.0] * len(wanted)
    for cluster in clusters:
        for row, nth in enumerate(cluster):
            places[nth] = start(cluster) + row * gap
    return places


@cache
def _em(letter: str) -> float:
    if letter in _NARROW:
        return _EM_NARROW
    if letter in _WIDE:
        return _EM_WIDE
    return _EM_CAPITAL if letter.isupper() else _EM_PLAIN


def _cut(line: str, *, room: float, size: float) -> str:
    if width(line, size=size) <= room:
        return line
    kept = line.rstrip("…")
    while kept and width(f"{kept}…", size=size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


@dataclass(frozen=True, slots=True)
class Ending:
    """The name and last value of a line, and where the line ends."""

    name: str
    value: str
    x: float
    y: float


def endings(
    ends: list[Ending], *, at: float, room: float, size: Size, bottom: float
) -> list[Markup]:
    """Return the labels right of `at`, pushed apart where lines end close together."""
    line = size.font + 3
    named = [wrap(end.name, room=room, size=size.font) if end.name else [] for end in ends]
    tallest = max(len(lines) for lines in named) + 1
    gap = tallest * line + (5 if tallest > 1 else 0)
    lowest = bottom + line - (tallest - 1) * line / 2
    places = spread([end.y for end in ends], gap=gap, low=gap / 2, high=lowest)
    drawn = []
    for nth, (end, lines, y) in enumerate(zip(ends, named, places, strict=True), start=1):
        x = at + GAP + 4
        if abs(y - end.y) > line / 2 or at - end.x > 1:
            drawn.append(
                element("path", class_=f"leader s{nth}", d=_leader(end, at=at, label=(x - 3, y)))
            )
        top = y - (len(lines)) * line / 2 + 5
        spans = [
            element("tspan", text, class_="name", x=x, y=top + row * line)
            for row, text in enumerate(lines)
        ]
        spans.append(element("tspan", end.value, class_="value", x=x, y=top + len(lines) * line))
        drawn.append(element("text", *spans, class_=f"end s{nth}"))
    return drawn


def _leader(end: Ending, *, at: float, label: tuple[float, float]) -> str:
    return f"M{end.x + 6:.0f},{end.y:.0f}H{at + 2:.0f}L{label[0]:.0f},{label[1]:.0f}"
