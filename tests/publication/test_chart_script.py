"""The script under charts, in a browser: by keyboard, by address, and with a wrong address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def host(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("site")
    with served(dict(site(release)), root) as address:
        yield address


@pytest.fixture
def opened(browser: Any, host: str) -> Iterator[Any]:
    """Opens a page of an indicator; what goes wrong in its script fails the test."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def go(indicator: str, query: str = "") -> Any:
        page.goto(f"{host}nl/indicator/{indicator}/{query}")
        return page

    yield go
    page.close()
    assert not wrong


def test_a_slider_tells_the_values_of_the_table_by_keyboard(opened: Any) -> None:
    page = opened("bicycles-stock")
    newest = page.locator("#main ~ details.data tbody tr[data-at]").first

    page.locator("section[aria-labelledby=main] input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")

    slider = page.locator("section[aria-labelledby=main] input")
    told = page.locator("section[aria-labelledby=main] output").inner_text()
    period, number = (newest.locator(cell).evaluate("one => one.firstChild.textContent.trim()")
                      for cell in ("th", "td"))  # fmt: skip
    assert told == f"{period}: {number}"
    assert slider.get_attribute("aria-valuetext") == told
    assert "main.at=2024.75" in page.url


def test_a_shared_address_shows_the_same_choice(opened: Any) -> None:
    page = opened("bicycles-stock", "?in-pv.sort=value&in-pv=Utrecht")
    figure = page.locator("section[aria-labelledby=in-pv]")

    rows = figure.locator("svg.narrow g[data-y]").all()
    placed = sorted(rows, key=lambda one: one.bounding_box()["y"])
    values = [float(one.get_attribute("data-value") or "-inf") for one in placed]
    assert values == sorted(values, reverse=True)
    assert figure.locator("select").input_value() == "Utrecht"
    assert figure.locator("svg.narrow .faded").count() == len(rows) - 1
    assert figure.locator("tr.chosen th").text_content() == "Utrecht"


def test_an_address_of_what_is_gone_says_so_and_shows_all(opened: Any) -> None:
    page = opened("bicycles-stock", "?in-pv=Atlantis&main.at=1066")
    figure = page.locator("section[aria-labelledby=in-pv]")

    assert "staat niet in deze grafiek" in figure.locator(".tools").inner_text()
    assert figure.locator(".faded").count() == 0
    assert page.locator(".cursor.on").count() == 0


def test_without_a_script_the_page_has_no_tools_and_every_value(browser: Any, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}nl/indicator/bicycles-stock/")

    assert page.locator("section.figure .tools").count() == 0
    assert page.locator("tr[data-at]").count() > 30
    context.close()
