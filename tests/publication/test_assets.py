"""The assets of the site: one stylesheet a page, and a letter that no page waits for."""

from __future__ import annotations

import io
import re

from fontTools.ttLib import TTFont

from agdb.publication.assets import assets

FIRST_FLIGHT = 10 * 1460 - 700
"""Bytes that reach a browser without waiting, less the headers of an answer."""


def sheets() -> dict[str, str]:
    return {path: body.decode() for path, body in assets().files if path.endswith(".css")}


def test_the_letter_that_is_fetched_first_fits_the_first_flight() -> None:
    # Given / When
    found = dict(assets().files)[assets().font]

    # Then
    assert len(found) <= FIRST_FLIGHT


def test_the_stylesheet_asks_the_first_letter_for_just_the_signs_that_it_has() -> None:
    # Given
    font = TTFont(io.BytesIO(dict(assets().files)[assets().font]))

    # When
    (told,) = re.findall(r"unicode-range: ([^;]+);", sheets()[assets().style])
    asked: set[int] = set()
    for one in told.split(", "):
        first, _, last = one.removeprefix("U+").partition("-")
        asked |= set(range(int(first, 16), int(last or first, 16) + 1))

    # Then
    assert asked == set(font.getBestCmap())


def test_every_stylesheet_names_files_that_go_out_beside_it() -> None:
    # Given
    names = {path.rpartition("/")[2] for path, _ in assets().files}

    # When
    asked = {one for sheet in sheets().values() for one in re.findall(r'url\("([^"]+)"\)', sheet)}

    # Then
    assert len(asked) == 2
    assert asked <= names


def test_what_a_kind_of_page_adds_stands_after_the_style_of_the_site() -> None:
    # Given
    found = sheets()

    # Then
    assert found[assets().regional].startswith(found[assets().style])
    assert len({assets().pillar, assets().plan, assets().register, assets().style}) == 4


def test_a_paper_knows_how_the_marks_in_its_charts_are_drawn() -> None:
    # Given
    found = sheets()

    # Then
    for path in (assets().paper, assets().questions):
        assert ".event rect {" in found[path]
