"""PNG of an SVG: every letter of it is drawn, in our own hand."""

from __future__ import annotations

import threading

import pytest
from tests.publication.bicycles import edition_of

from agdb.publication.picture.files import pictures
from agdb.publication.picture.raster import png
from agdb.publication.wording.language import Language
from agdb.results.release import Release

SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
    "<style>text {{font-family: {family}; fill: #000;}}</style>"
    '<rect width="200" height="100" fill="#fff"/>'
    '<text x="9" y="50" font-size="20">{text}</text></svg>'
)


def drawn(text: str, *, family: str = "'Source Sans 3', sans-serif", width: int = 200) -> bytes:
    return png(SHEET.format(text=text, family=family), width=width)


def test_a_letter_is_ours_whatever_the_sheet_calls_it() -> None:
    empty, ours = drawn(""), drawn("Techniek")

    assert ours != empty
    assert drawn("Techniek", family="'Comic Sans MS'") == ours
    assert drawn("Techniek", family='"Segoe UI", Roboto, sans-serif') == ours


def test_what_a_text_says_of_letters_is_drawn_as_it_stands() -> None:
    assert drawn("font-family: serif;") != drawn("font-family: sans;")


def test_a_picture_is_as_wide_as_was_asked_and_keeps_its_shape() -> None:
    body = drawn("Techniek", width=150)

    assert (int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (150, 75)


def test_any_thread_can_draw() -> None:
    made = [drawn("hier")]
    thread = threading.Thread(target=lambda: made.append(drawn("in een andere draad")))
    thread.start()
    thread.join()

    assert made == [drawn("hier"), drawn("in een andere draad")]


@pytest.mark.slow
def test_every_text_of_a_sheet_is_drawn(release: Release, nl: Language) -> None:
    edition = edition_of(release, nl)
    sheets: list[str] = []

    def kept(svg: str, *, width: int) -> bytes:
        sheets.append(svg)
        return b""

    list(pictures(edition, edition.readings["bicycles-stock"], raster=kept))
    for sheet in sheets:
        whole = png(sheet, width=600)
        for part in sheet.split("<text")[1:]:
            text = part.partition("</text>")[0]
            less = sheet.replace(f"<text{text}</text>", "", 1)

            assert png(less, width=600) != whole, text
