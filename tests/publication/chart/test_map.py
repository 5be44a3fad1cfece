"""Maps."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.publication.chart.canvas import Told
from agdb.publication.chart.map import CLASSES, MapChart, class_bounds, map_chart, tiles
from agdb.publication.wording.language import Language
from agdb.publication.wording.quantity import Quantity
from agdb.release.model import Release

NAMES = {"A": "Aa", "B": "Bee", "C": "Cee"}


@pytest.fixture
def quantity(release: Release, nl: Language) -> Quantity:
    return Quantity(release.programme.units["percent"], 0, nl)


def a_map(quantity: Quantity, **values: Decimal | None) -> str:
    shapes = tiles({"A": (0, 0), "B": (1, 0), "C": (1, 1)}, NAMES)
    told = Told("map", "Kaart", "Drie gebieden.")
    return map_chart(MapChart(told, shapes, 200, 200, values, quantity))


@given(st.lists(st.integers(-50, 50).map(Decimal), min_size=1, max_size=60))
def test_classes_are_in_order_and_hold_every_value_once(values: list[Decimal]) -> None:
    bounds = class_bounds(values)

    assert 1 <= len(bounds) <= CLASSES
    assert all(low <= high for low, high in bounds)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(bounds))
    assert all(sum(low <= value <= high for low, high in bounds) == 1 for value in values)


def test_each_area_says_its_name_and_value(quantity: Quantity) -> None:
    drawn = a_map(quantity, A=Decimal(10), B=Decimal(20), C=None)

    assert "<title>Aa: 10%</title>" in drawn
    assert "<title>Cee: geen cijfer</title>" in drawn


def test_the_extremes_have_the_lightest_and_darkest_shade(quantity: Quantity) -> None:
    drawn = a_map(quantity, A=Decimal(10), B=Decimal(20), C=Decimal(20))

    assert 'class="area m1"' in drawn
    assert 'class="area m5"' in drawn
    assert "geen cijfer" not in drawn


def test_no_value_is_hatched_and_in_the_legend(quantity: Quantity) -> None:
    drawn = a_map(quantity)

    assert drawn.count("url(#map-wide-hatch)") == 4
    assert "area m" not in drawn
