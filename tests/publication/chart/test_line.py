"""Lines over time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from agdb.publication.chart.canvas import Caption, in_both_sizes
from agdb.publication.chart.line import LineChart, draw_frames, line_chart
from agdb.publication.chart.stroke import Spot, Trace, break_places, pieces, spark
from agdb.publication.wording.language import Language
from agdb.statistics.period import Frequency


def small_multiples(chart: LineChart) -> Markup:
    return in_both_sizes(chart.caption, partial(draw_frames, chart))


def spots(*values: float | None, **last: Any) -> tuple[Spot, ...]:
    found = [Spot(2020 + nth / 4, value) for nth, value in enumerate(values)]
    if last:
        found[-1] = Spot(found[-1].at, found[-1].value, **last)
    return tuple(found)


@pytest.fixture
def chart(nl: Language) -> Callable[..., LineChart]:
    def make(*traces: Trace, frequency: Frequency = Frequency.QUARTER) -> LineChart:
        return LineChart(
            caption=Caption("main", "Fietsen & bellen", "Van 3 naar 5."),
            traces=traces,
            frequency=frequency,
            unit="duizend",
            suffix="",
            language=nl,
            decimals=1,
            steps=5,
            value_label=lambda spot: f"{spot.y:.1f}".replace(".", ","),
        )

    return make


def test_a_chart_tells_its_title_and_description(chart: Callable[..., LineChart]) -> None:
    drawn = line_chart(chart(Trace("a", spots(3, 4, 5))))

    for one in re.findall(r"<svg.*?</svg>", drawn, re.DOTALL):
        tree = ET.fromstring(one)
        named = tree.attrib["aria-labelledby"].split()
        assert tree.attrib["role"] == "img"
        assert [child.attrib["id"] for child in tree[:2]] == named
        assert [child.text for child in tree[:2]] == ["Fietsen & bellen", "Van 3 naar 5."]


def test_gaps_and_breaks_stay_open() -> None:
    gap = [[s.value for s in run] for run in pieces(spots(1, 2, None, 4, 5))]
    broken = (Spot(1, 1.0), Spot(2, 2.0), Spot(3, 3.0, broken=True), Spot(4, 4.0))
    skipped = (Spot(1, 1.0), Spot(3, 3.0, joined=False))

    assert gap == [[1, 2], [4, 5]]
    assert [len(run) for run in pieces(broken)] == [2, 2]
    assert [len(run) for run in pieces(skipped)] == [1, 1]
    assert break_places([Trace("a", broken)]) == [2.5]


def test_provisional_points_are_hollow_and_forecasts_dashed(
    chart: Callable[..., LineChart],
) -> None:
    ahead = (Spot(2021.0, 6.0, 5.0, 7.0), Spot(2021.25, 6.5, 5.0, 8.0))

    drawn = line_chart(chart(Trace("a", spots(3, 4, 5, hollow=True), ahead)))

    assert drawn.count('class="point hollow"') == 2  # one for each size
    assert drawn.count('class="forecast"') == 2
    assert drawn.count('class="fan"') == 2
    assert "verwachting" in drawn


def test_bounds_without_a_value_are_a_range(chart: Callable[..., LineChart]) -> None:
    drawn = line_chart(chart(Trace("a", spots(3, 4, None, lower=2.0, upper=6.0))))

    assert drawn.count('class="range"') == 2


def test_lines_that_end_together_have_labels_apart(chart: Callable[..., LineChart]) -> None:
    drawn = line_chart(chart(*(Trace(name, spots(3, 4, 5.0)) for name in ("aa", "bb", "cc"))))

    wide = ET.fromstring(re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)[0])
    heights = [
        float(span.attrib["y"]) for span in wide.iter("tspan") if span.attrib["class"] == "value"
    ]
    assert len(heights) == 3
    assert min(b - a for a, b in itertools.pairwise(heights)) >= 30


def test_nothing_is_drawn_outside_the_drawing(chart: Callable[..., LineChart]) -> None:
    drawn = line_chart(chart(Trace("a", spots(*range(3, 90)))))

    for one in re.findall(r"<svg.*?</svg>", drawn, re.DOTALL):
        tree = ET.fromstring(one)
        _, _, wide, tall = map(float, tree.attrib["viewBox"].split())
        for text in tree.iter("text"):
            if "x" in text.attrib:
                assert 0 <= float(text.attrib["x"]) <= wide
                assert 0 <= float(text.attrib["y"]) <= tall


def test_no_drawing_carries_style_or_script(chart: Callable[..., LineChart]) -> None:
    drawn = line_chart(chart(Trace("a", spots(3, 4, 5))))

    assert "style=" not in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("frequency", [Frequency.YEAR, Frequency.SCHOOL_YEAR])
def test_years_stand_under_the_axis(chart: Callable[..., LineChart], frequency: Frequency) -> None:
    years = tuple(Spot(2018.0 + nth, 3.0 + nth) for nth in range(5))

    drawn = line_chart(chart(Trace("a", years), frequency=frequency))

    assert (">2018/19<" in drawn) == (frequency is Frequency.SCHOOL_YEAR)


def test_one_period_alone_can_be_drawn(chart: Callable[..., LineChart]) -> None:
    assert "point" in line_chart(chart(Trace("a", spots(3))))


def test_the_line_chart_looks_as_it_did(
    chart: Callable[..., LineChart], golden: Callable[[str, str], None]
) -> None:
    first = Trace("stadsfietsen", (*spots(30, 34, None, 33), Spot(2021.0, 41.0, broken=True)))
    second = Trace("bakfietsen", spots(10, 12, 13, 15, 16, hollow=True, lower=14.0, upper=18.0))

    golden("line.svg", line_chart(chart(first, second)))


def test_small_multiples_share_their_scales(chart: Callable[..., LineChart]) -> None:
    drawn = small_multiples(chart(*(Trace(f"soort {nth}", spots(nth, 9)) for nth in range(5))))

    assert drawn.count('class="line"') == 10
    assert drawn.count(">soort 4<") == 2


def test_small_multiples_of_school_years_name_them(chart: Callable[..., LineChart]) -> None:
    years = tuple(Spot(2018.0 + nth, 3.0) for nth in range(3))

    drawn = small_multiples(chart(Trace("a", years), frequency=Frequency.SCHOOL_YEAR))

    assert ">2018/19<" in drawn
    assert ">2020/21<" in drawn


def test_a_spark_is_hidden_from_those_who_have_the_text() -> None:
    drawn = spark(Trace("a", spots(3, 4, 5, 4)))

    assert 'aria-hidden="true"' in drawn
    assert "<text" not in drawn


def test_a_spark_needs_four_values() -> None:
    assert spark(Trace("a", spots(3, None, 4, 5))) == ""
    assert spark(Trace("a", spots(3, 3, 3, 3))) != ""


def test_few_points_stand_on_an_axis_from_zero(chart: Callable[..., LineChart]) -> None:
    fell = chart(Trace("a", spots(673, 670)))
    course = chart(Trace("a", spots(673, 670, 668, 669, 667)))
    beside = chart(Trace("a", spots(673, 670, 668, 669, 667)), Trace("b", spots(600, 610)))

    assert fell.ticks.from_zero
    assert not course.ticks.from_zero
    assert not beside.ticks.from_zero


def test_a_forecast_counts_as_points_of_the_series(chart: Callable[..., LineChart]) -> None:
    ahead = (Spot(2021, 668.0), Spot(2021.25, 667.0), Spot(2021.5, 669.0))

    assert not chart(Trace("a", spots(673, 670), ahead)).ticks.from_zero


def test_a_spark_leaves_gaps_open() -> None:
    drawn = spark(Trace("a", spots(3, 4, None, 5, 6)))

    assert drawn.count('class="line"') == 2


def test_breaks_close_together_are_named_once(chart: Callable[..., LineChart]) -> None:
    broken = tuple(Spot(2000.0 + nth, 3.0 + nth, broken=nth in {4, 5}) for nth in range(20))

    drawn = line_chart(chart(Trace("a", broken), frequency=Frequency.YEAR))

    assert drawn.count('class="break"') == 4
    assert drawn.count(">breuk in de reeks<") == 2
