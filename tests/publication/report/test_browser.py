"""The papers in a real browser: accessible, whole on a phone, and printed without the menus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.publication.report.bicycle_report import with_report
from tests.publication.served import ARGUMENTS, CHROMIUM, IN_A_BROWSER, served

from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = IN_A_BROWSER
PAGES = (
    "nl/report/",
    "nl/report/brief/",
    "en/report/bijlage-pijlers/",
    "nl/report/bijlage-toezegging-motie/",
    "nl/report/beslisnota/",
    "en/report/qa/",
    "nl/report/factsheet-PV20/",
)


@pytest.fixture(scope="module")
def address(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = dict(site(with_report(release)))
    with served(files, tmp_path_factory.mktemp("papers")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation_in_a_paper(browser: Any, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(address + path)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_paper_is_wider_than_a_phone(browser: Any, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_printed_letter_has_its_notes_and_no_menu(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "nl/report/brief/")
    page.emulate_media(media="print")

    assert not page.locator("nav.menu").is_visible()
    assert page.locator(".notes li").first.is_visible()
    page.close()


def test_a_number_leads_to_its_why_page_and_a_note_to_its_place(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "nl/report/brief/")

    assert page.locator("a.n").first.get_attribute("href").startswith("/nl/")
    page.locator("sup a").first.click()
    assert page.url.endswith("#note-1")
    page.close()


def test_questions_are_chosen_and_the_choice_stands_in_the_address(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.goto(address + "en/report/qa/?region=PV20")
    shown = page.locator(".entry:visible")

    # Given an address with a region, of which one question has figures
    assert page.locator("#filter-region").input_value() == "PV20"
    assert page.locator("#filter output").inner_text().startswith(f"{shown.count()} of 4")
    assert shown.count() < 4
    page.locator("#filter-region").select_option("")
    page.locator("#filter-pillar").select_option("learning")
    assert page.url.endswith("?pillar=learning")
    page.locator("#filter-q").fill("zeppelin")
    assert page.locator("#filter output").inner_text() == "No question fits this choice."
    page.close()


def test_the_questions_are_whole_without_a_script_and_an_answer_is_copied_with_one(
    browser: Any, address: str
) -> None:
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(address + "nl/report/qa/")
    assert still.locator(".entry:visible").count() == 4
    assert still.locator("#filter:visible").count() == 0
    assert still.locator("nav.onpage a:visible").count() == 4
    still.context.close()

    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "en/report/qa/")
    page.locator("#q-stock ~ details summary").first.click()
    page.locator("#q-stock ~ details button").first.click()
    page.locator("#q-stock ~ details output", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/en/report/qa/#q-stock")
    context.close()
