"""Bars and dots."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from agdb.publication.chart.canvas import Caption, in_both_sizes
from agdb.publication.chart.rows import Bar, BarChart, bar_chart, draw_dots
from agdb.publication.wording.language import Language


def dot_chart(chart: BarChart) -> Markup:
    return in_both_sizes(chart.caption, partial(draw_dots, chart))


BARS = (
    Bar("Utrecht", 20.0, "20,0", before=18.0),
    Bar("Groningen", 10.0, "10,0", hollow=True, lower=9.0, upper=12.0),
    Bar("Zeeland", None, "geheim", before=3.0, lower=1.0, upper=5.0),
    Bar("Nederland", 15.0, "15,0", whole=True),
)


@pytest.fixture
def chart(nl: Language) -> Callable[..., BarChart]:
    def make(bars: tuple[Bar, ...] = BARS, **other: Any) -> BarChart:
        told = Caption("in-pv", "Per provincie", "Vier namen.")
        return BarChart(caption=told, bars=bars, unit="duizend", language=nl, decimals=1, **other)

    return make


def wide(drawn: str) -> ET.Element:
    return ET.fromstring(re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)[0])


def test_lengths_are_in_proportion_to_values(chart: Callable[..., BarChart]) -> None:
    widths = [float(rect.attrib["width"]) for rect in wide(bar_chart(chart())).iter("rect")]

    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_negative_bars_end_at_zero(chart: Callable[..., BarChart]) -> None:
    drawn = wide(bar_chart(chart((Bar("a", -5.0, "−5"), Bar("b", 5.0, "5")))))

    first, second = drawn.iter("rect")
    end = float(first.attrib["x"]) + float(first.attrib["width"])
    assert end == pytest.approx(float(second.attrib["x"]), abs=0.2)


@pytest.mark.parametrize("draw", [bar_chart, dot_chart])
def test_a_missing_value_says_why_and_has_no_mark(
    chart: Callable[..., BarChart], draw: Callable[[BarChart], str]
) -> None:
    drawn = draw(chart())

    assert drawn.count('class="absent"') == drawn.count(">geheim<") == 2


@pytest.mark.parametrize("draw", [bar_chart, dot_chart])
def test_provisional_whole_and_earlier_values_are_told_apart(
    chart: Callable[..., BarChart], draw: Callable[[BarChart], str]
) -> None:
    drawn = draw(chart(before="2023"))

    assert drawn.count("hollow") == 2
    assert drawn.count("whole") == 2
    assert drawn.count('class="before"') == 4
    assert drawn.count('class="range"') == 4


def test_the_bar_chart_looks_as_it_did(
    chart: Callable[..., BarChart], golden: Callable[[str, str], None]
) -> None:
    golden("bar.svg", bar_chart(chart(before="4e kwartaal 2023")))


def test_the_dot_chart_looks_as_it_did(
    chart: Callable[..., BarChart], golden: Callable[[str, str], None]
) -> None:
    golden("dot.svg", dot_chart(chart(suffix="%")))
