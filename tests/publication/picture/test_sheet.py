"""A chart on a sheet of its own: everything on it that a reader needs, by the same bytes."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.publication.bicycles import edition_of

from agdb.publication.assets import sheets
from agdb.publication.edition import Edition
from agdb.publication.page.registry import sections
from agdb.publication.picture.files import card, pictures
from agdb.publication.picture.raster import png
from agdb.publication.picture.style import chart_style, colour
from agdb.publication.wording.language import Language
from agdb.results.release import Release

SVG = "{http://www.w3.org/2000/svg}"
HEAD = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def edition(release: Release, nl: Language) -> Edition:
    return edition_of(release, nl)


@pytest.fixture(scope="module")
def made(edition: Edition) -> dict[str, bytes]:
    return dict(pictures(edition, edition.readings["bicycles-stock"], raster=png))


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_every_chart_is_an_svg_and_the_main_one_a_picture_in_two_shapes(
    made: dict[str, bytes],
) -> None:
    names = [path.removeprefix("nl/indicator/bicycles-stock/") for path in made]

    assert names == ["main.svg", "main-16x9.png", "main-square.png", "in-pv.svg",
                     "map-pv.svg", "map-pv.png"]  # fmt: skip
    pngs = [body for path, body in made.items() if path.endswith(".png")]
    assert all(body.startswith(HEAD) for body in pngs)
    assert [size(body) for body in pngs] == [(1200, 675), (900, 900), (1200, 675)]


def test_a_sheet_says_what_it_is_of_whom_and_where_it_stands(made: dict[str, bytes]) -> None:
    root = ET.fromstring(made["nl/indicator/bicycles-stock/main.svg"])
    said = " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))

    assert "Fietsen in bedrijf" in said
    assert "1e kwartaal 2015 tot en met 4e kwartaal 2024" in said
    assert "Bron: Testbureau, Fietsen in bedrijf. Bewerking: Redactie Fietsmonitor." in said
    assert "https://example.org/nl/indicator/bicycles-stock/" in said
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]


def test_a_map_has_its_legend_its_shades_and_whose_borders_they_are(
    made: dict[str, bytes],
) -> None:
    drawing = made["nl/indicator/bicycles-stock/map-pv.svg"].decode()
    root = ET.fromstring(drawing)
    said = " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    areas = [one.get("class") for one in root.iter(f"{SVG}path")]

    assert "Grenzen:" in said
    assert "regio" in said
    assert any(kind and kind.startswith("area m") for kind in areas)
    assert f".m5 {{ fill: {colour('s1')}; }}" in drawing
    assert "<a " not in drawing  # a picture leads nowhere
    assert "var(" not in drawing


@pytest.mark.slow
def test_the_same_text_is_the_same_picture_and_another_is_another(edition: Edition) -> None:
    stock, sold = (edition.readings[name] for name in ("bicycles-stock", "bicycles-sold"))

    once = dict(pictures(edition, stock, raster=png))
    again = dict(pictures(edition, stock, raster=png))
    other = dict(pictures(edition, sold, raster=png))

    assert once == again
    assert not set(once.values()) & set(other.values())


def test_an_indicator_without_a_chart_has_its_figure_in_words(edition: Edition) -> None:
    made = dict(pictures(edition, edition.readings["bicycles-satisfaction"], raster=png))

    assert [path.rpartition("/")[2] for path in made] == ["main-16x9.png", "main-square.png"]
    waiting = next(one for one in edition.readings.values() if one.headline is None)
    assert not list(pictures(edition, waiting, raster=png))


@pytest.mark.slow
def test_every_kind_of_page_has_a_card(edition: Edition) -> None:
    edition = replace(edition, sections=sections(edition.programme))

    found = dict(one for section in edition.sections for one in card(edition, section, raster=png))

    assert "nl/card/indicator.png" in found

    assert set(found) == {
        f"nl/card/{section.name or 'overview'}.png"
        for section in edition.sections
        if section.keys(edition)
    }


def test_the_style_of_a_picture_is_that_of_the_site_without_variables() -> None:
    style = chart_style('<g class="s1"/><g class="s2"/><path class="line"/>')

    assert "var(" not in style
    assert "--" not in style
    assert f".s1 .line, .line.s1 {{ fill: none; stroke: {colour('s1')};" in style
    assert "stroke-dasharray: 7 4" in style


def test_a_picture_has_the_style_of_what_is_drawn_and_nothing_of_the_page(
    made: dict[str, bytes],
) -> None:
    svg = made["nl/indicator/bicycles-stock/main.svg"].decode()
    style = svg.partition("<style>")[2].partition("</style>")[0]

    assert ".s1 .line" in style
    assert "stroke-linecap" in style
    for other in (".s4", ".band", ".tools", ".copy", "flex"):
        assert other not in style, other


def test_the_tools_of_a_chart_are_styled_within_their_figure() -> None:
    page = sheets()[1]

    assert page.count(".figure .tools") == page.count(".tools") > 0  # the frame has tools too
