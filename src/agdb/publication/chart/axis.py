"""The axes of a chart: lines at round values, and years under a time axis."""

from __future__ import annotations

import math

from markupsafe import Markup

from agdb.publication.chart.lettering import width
from agdb.publication.chart.scale import Scale, Ticks
from agdb.publication.chart.svg import element
from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency

GAP = 8  # between a label and what it labels
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


def tick_labels(ticks: Ticks, language: Language, *, suffix: str) -> list[str]:
    """Return the text of each tick in the digits of the language."""
    return [language.figure(tick, decimals=ticks.decimals) + suffix for tick in ticks.values]


def value_axis(
    ticks: Ticks, labels: list[str], *, scale: Scale, left: float, right: float
) -> list[Markup]:
    """Return horizontal lines at the ticks with their labels at the left; zero is drawn firmer."""
    drawn = []
    for tick, label in zip(ticks.values, labels, strict=True):
        y = scale(float(tick))
        kind = "grid zero" if not tick else "grid"
        drawn.append(element("line", class_=kind, x1=left, x2=right, y1=y, y2=y))
        drawn.append(
            element("text", label, class_="tick", x=left - GAP, y=y + 5, text_anchor="end")
        )
    return drawn


def year_axis(
    *, first: float, last: float, frequency: Frequency, scale: Scale, bottom: float, size: float
) -> list[Markup]:
    """Return ticks and labels for years between the places `first` and `last`.

    Within a year the tick stands at its first period, and the label is under the year if every
    year has one.
    """
    school = frequency is Frequency.SCHOOL_YEAR
    inside = (frequency.per_year or 2) > 1
    room = width("2000/01" if school else "2000", size=size) + 2 * GAP
    per_year = abs(scale(first + 1) - scale(first))
    step = next((s for s in _YEAR_STEPS if s * per_year >= room), _YEAR_STEPS[-1])
    drawn = []
    for year in range(math.ceil(first / step) * step, math.floor(last) + 1, step):
        x = scale(year)
        drawn.append(element("line", class_="tick", x1=x, x2=x, y1=bottom, y2=bottom + 5))
        label = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
        middle = x + (per_year * 3 / 8 if inside and step == 1 and last - year > 0.5 else 0)
        drawn.append(
            element("text", label, class_="tick", x=middle, y=bottom + 21, text_anchor="middle")
        )
    return drawn
