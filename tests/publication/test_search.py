"""Searching in a real browser: what is typed, what stands in the address, and what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

from agdb.programme.synonyms import Synonyms
from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    same = Synonyms(id="bike", words={"nl": ("fiets", "rijwiel"), "en": ("bicycle", "bike")})
    programme = replace(release.programme, synonyms={"bike": same})
    shown = replace(release, programme=programme)
    with served(dict(site(shown)), tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def asked(page: Any, address: str, words: str) -> list[str]:
    """What is found for words that stand in the address, as lines."""
    page.goto(f"{address}en/search/?q={words}")
    page.wait_for_selector("#search-said:not([hidden])")
    found: list[str] = page.locator("#search-found li").all_inner_texts()
    return found


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("bicycles", "Bicycles"),  # in the name
        ("bikes", "bicycle"),  # by a synonym, in a longer form
        ("12345-7", "Letter on bells"),  # by the number of Parliament
        ("TZ202402-001", "A letter before the summer"),
        ("BELLS", "bells"),  # whatever the case
    ],
)
def test_what_readers_type_is_found(page: Any, address: str, words: str, first: str) -> None:
    found = asked(page, address, words)

    assert found
    assert first in " ".join(found[:5])


def test_a_slip_of_the_finger_is_told_with_what_was_meant(page: Any, address: str) -> None:
    # Given a word that nothing has
    assert asked(page, address, "bycicles") == []
    said = page.text_content("#search-said")
    assert "Nothing found" in said
    assert "Did you mean" in said

    # When the reader follows what was meant
    page.click("#search-said a")
    page.wait_for_selector("#search-found li")

    # Then something is found, under an address that can be passed on
    assert "q=bicycle" in page.url


def test_typing_changes_the_answer_and_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}nl/search/")
    page.fill("#search-q", "Brief over bellen")
    page.wait_for_selector("#search-found li")

    assert page.url.endswith("?q=Brief%20over%20bellen")
    assert "Brief over bellen" in page.locator("#search-found li").first.inner_text()


def test_what_was_typed_is_shown_as_words_and_never_obeyed(page: Any, address: str) -> None:
    asked(page, address, "%3Cimg src=x onerror=alert(1)%3E")

    assert page.locator("#search-said img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.text_content("#search-said")


def test_an_index_that_does_not_come_is_told_and_the_list_stays(page: Any, address: str) -> None:
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(f"{address}en/search/?q=bells")
    page.wait_for_selector("#search-said:not([hidden])")

    assert "could not be read" in page.text_content("#search-said")
    assert page.locator(".findable a").count() > 20


def test_without_a_script_everything_is_listed_and_the_form_is_not_there(
    browser: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}nl/search/?q=fiets")

    assert not page.locator("#search").is_visible()
    assert page.locator("noscript").count() == 1
    assert page.locator(".findable a").count() > 20
    context.close()
