"""Maps."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.map import (
    CLASSES,
    Land,
    MapChart,
    Shape,
    class_bounds,
    locator,
    map_chart,
)
from agdb.publication.wording.language import Language
from agdb.publication.wording.quantity import Quantity
from agdb.results.release import Release

LAND = Land(
    (
        Shape("A", "Aa", "M0 0h9v9z", "/a/"),
        Shape("B", "Bee", "M9 0h9v9z", "/b/"),
        Shape("C", "Cee", "M0 9h9v9z"),
    ),
    18,
    18,
)
TOLD = Caption("map", "Kaart", "Drie gebieden.")


@pytest.fixture
def quantity(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["percent"], 0, nl)


def a_map(quantity: Quantity, *apart: str, **values: Decimal | None) -> str:
    return map_chart(MapChart(TOLD, LAND, values, quantity, frozenset(apart)))


def legend(drawn: str) -> list[str]:
    rows = re.findall(r"<li>(.*?)</li>", drawn)
    return [" ".join(re.sub("<[^>]*>", "", row).split()) for row in rows]


@given(st.lists(st.integers(-50, 50).map(Decimal), min_size=1, max_size=60))
def test_classes_are_in_order_and_hold_every_value_once(values: list[Decimal]) -> None:
    bounds = class_bounds(values)

    assert 1 <= len(bounds) <= CLASSES
    assert all(low <= high for low, high in bounds)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(bounds))
    assert all(sum(low <= value <= high for low, high in bounds) == 1 for value in values)


def test_each_area_says_its_name_and_value_and_leads_to_its_page(quantity: Quantity) -> None:
    drawn = a_map(quantity, A=Decimal(10), B=Decimal(20), C=None)

    assert '<a href="/a/" aria-label="Aa: 10%" tabindex="-1">' in drawn
    assert "<title>Cee: niet gepubliceerd</title>" in drawn
    assert drawn.count("<a ") == 2


def test_the_extremes_have_the_lightest_and_darkest_shade(quantity: Quantity) -> None:
    drawn = a_map(quantity, A=Decimal(10), B=Decimal(20), C=Decimal(20))

    assert 'class="area m1"' in drawn
    assert 'class="area m5"' in drawn
    assert legend(drawn) == ["20% (2 regio’s)", "10% (1 regio)"]


def test_no_value_is_hatched_and_never_a_class(quantity: Quantity) -> None:
    drawn = a_map(quantity)

    assert drawn.count("url(#map-missing)") == 4  # three areas, and the legend
    assert "area m" not in drawn
    assert legend(drawn) == ["niet gepubliceerd (3 regio’s)"]


def test_a_zero_is_a_class_of_its_own_and_not_a_hatch(quantity: Quantity) -> None:
    drawn = a_map(quantity, A=Decimal(0), B=Decimal(20), C=Decimal(20))

    assert 'aria-label="Aa: 0%"' in drawn
    assert "url(#" not in drawn


def test_a_region_with_another_border_is_crossed_and_counts_in_no_class(
    quantity: Quantity,
) -> None:
    drawn = a_map(quantity, "B", A=Decimal(10), B=Decimal(90), C=Decimal(20))

    assert "90%" not in drawn
    assert 'aria-label="Bee: andere grens, niet ingekleurd"' in drawn
    assert legend(drawn)[-1] == "andere grens, niet ingekleurd (1 regio)"


def test_a_locator_marks_one_region_and_says_no_figure() -> None:
    drawn = locator(TOLD, LAND, current="B")

    assert drawn.count('class="area here"') == 1
    assert drawn.count('class="area plain"') == 2
    assert 'aria-label="Bee"' in drawn
    assert 'role="group" aria-labelledby="map-t" aria-describedby="map-d"' in drawn
