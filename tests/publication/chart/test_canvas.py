"""Elements of SVG."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from agdb.publication.chart.canvas import coordinate, element, group, path


def test_text_and_attributes_are_escaped() -> None:
    drawn = element("text", "<script>", id='"a"')

    assert drawn == '<text id="&#34;a&#34;">&lt;script&gt;</text>'


def test_attributes_without_a_value_are_left_out() -> None:
    assert element("path", fill=None, class_="area") == '<path class="area"/>'


def test_an_empty_group_is_nothing() -> None:
    assert group([]) == ""
    assert group([Markup("<a/>")]) == "<g><a/></g>"


@given(st.floats(-1e5, 1e5))
def test_coordinates_are_short_and_near(value: float) -> None:
    text = coordinate(value)

    assert abs(float(text) - value) <= 0.0501
    assert text != "-0"
    assert len(text.partition(".")[2]) <= 1


def test_a_path_goes_from_point_to_point() -> None:
    assert path([(0, 0), (10, 2.55)]) == "M0,0L10,2.6"
