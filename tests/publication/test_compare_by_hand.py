"""The compare page in a real browser: what it draws, refuses, and keeps in its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

from agdb.results.release import Release

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(files, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1366, "height": 900})
    opened.wrong = []
    opened.on("console", lambda message: opened.wrong.append(message.text))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    assert opened.wrong == []
    opened.close()


def answer(page: Any, address: str, query: str) -> str:
    page.goto(f"{address}en/compare/?{query}")
    page.wait_for_selector("#compare-answer > *")
    return str(page.inner_text("#compare-answer"))


def test_two_regions_stand_in_a_chart_and_a_table_with_the_published_numbers(
    page: Any, address: str, release: Release
) -> None:
    told = answer(page, address, "kind=regions&indicator=bicycles-stock&regions=PV20,NL01")

    values = {(v.region, v.period): v.value for v in release.computed["bicycles-stock"].values}
    number = values["PV20", "2024-Q4"]
    assert number is not None
    assert f"{number:.1f}" in told
    assert page.locator("svg.compared circle").count() == 8 + 39
    # Nothing is joined over the hole and the break of the country
    assert page.locator("svg.compared .s2 .line").count() == 38 - 1 - 1


def test_a_region_whose_border_moved_has_points_without_a_line_between(
    page: Any, address: str
) -> None:
    told = answer(page, address, "kind=regions&indicator=bicycles-stock&regions=PV22,PV20")

    assert page.locator("svg.compared .s1 .line").count() == 3  # within 2024 alone
    assert page.locator("svg.compared .s2 .line").count() == 7
    assert "Points without a line" in told


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=indicators&indicator=bicycles-stock,bicycles-to-school", "in different units"),
        ("kind=indicators&indicator=bicycles-stock,bicycles-sold", "different kinds of period"),
        ("kind=indicators&indicator=bicycles-stock,bicycles-stock", "two different things"),
        ("kind=regions&indicator=bicycles-stok&regions=PV20,NL01", "Did you mean “bicycles-stock”"),
        ("kind=regions&indicator=bicycles-stock&regions=PV99,NL01", "do not know the region"),
        ("kind=regions&indicator=bicycles-sold&regions=PV20,NL01", "no figure on Groningen"),
        ("kind=dreams&indicator=bicycles-stock", "a comparison of the kind “dreams”"),
        ("kind=periods&indicator=bicycles-stock&regions=NL01&periods=2019-Q4,2024-Q4",
         "the count changed in first quarter of 2020"),
        ("kind=periods&indicator=bicycles-stock&regions=PV22&periods=2023-Q1,2024-Q4",
         "not certain that Drenthe was the same area"),
        ("kind=periods&indicator=bicycles-stock&regions=NL01&periods=1999-Q1,2024-Q4",
         "There is no figure for “1999-Q1”"),
        ("kind=regions&indicator=%3Cimg%20src%3Dx%3E&regions=%22%27,%F0%9F%9A%B2", "Did you mean"),
        ("kind=%00&indicator=,,,&regions=,,&periods=,", "a comparison of the kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_with_the_reason(
    page: Any, address: str, query: str, sentence: str
) -> None:
    assert sentence in answer(page, address, query)
    assert page.locator("#compare-take").is_hidden()
    assert page.locator("#compare-answer img").count() == 0


def test_then_and_now_say_the_difference(page: Any, address: str, release: Release) -> None:
    told = answer(
        page, address, "kind=periods&indicator=bicycles-stock&regions=PV20&periods=2023-Q4,2024-Q4"
    )

    values = {(v.region, v.period): v.value for v in release.computed["bicycles-stock"].values}
    then, now = values["PV20", "2023-Q4"], values["PV20", "2024-Q4"]
    assert then is not None
    assert now is not None
    assert f"{abs(now - then):.1f}" in told
    assert page.locator("svg.compared").count() == 0  # two points are no line


def test_a_choice_by_keyboard_stands_in_the_address_and_comes_back(page: Any, address: str) -> None:
    # Given the page as it opens
    answer(page, address, "")
    # When a reader chooses another region with the keyboard
    page.focus("#compare-r1")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.wait_for_function("location.search.includes('regions=')")
    chosen = page.input_value("#compare-r1")
    heading = page.inner_text("#compare-answer h2")
    # Then the address brings back the same
    page.reload()
    page.wait_for_selector("#compare-answer h2")
    assert page.input_value("#compare-r1") == chosen
    assert page.inner_text("#compare-answer h2") == heading


def test_chart_and_table_are_taken_along(page: Any, address: str) -> None:
    answer(page, address, "kind=regions&indicator=bicycles-stock&regions=PV20,NL01")

    with page.expect_download() as picture:
        page.click("#compare-svg")
    with page.expect_download() as table:
        page.click("#compare-csv")

    drawn = picture.value.path().read_text("utf-8")
    assert "Bicycles in use" in drawn
    assert "/en/compare/?kind=regions" in drawn
    assert re.search(r'stroke="rgb', drawn)
    lines = table.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Period,")
    assert lines[1].startswith("fourth quarter of 2024,")
    assert len(lines) == 1 + 39  # of the hole there is no row


def test_files_that_do_not_come_are_told(page: Any, address: str) -> None:
    page.route("**/api/v1/comparable.json", lambda route: route.abort())
    page.goto(f"{address}nl/compare/")
    page.wait_for_selector("#compare-answer > *")

    assert "konden niet worden opgehaald" in page.inner_text("#compare-answer")
    page.wrong.clear()


def test_the_script_reads_what_the_interface_publishes(files: dict[str, bytes]) -> None:
    found = json.loads(files["api/v1/comparable.json"])

    for one in found["indicators"]:
        assert one["data"].lstrip("/") in files
    assert len(files["api/v1/comparable.json"]) > 0


@pytest.mark.parametrize("width", [390, 1366])
def test_the_page_with_an_answer_is_accessible_and_as_wide_as_the_screen(
    browser: Any, address: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = browser.new_page(viewport={"width": width, "height": 900})
    for query in (
        "kind=regions&indicator=bicycles-stock&regions=PV20,NL01",
        "kind=indicators&indicator=bicycles-stock,bicycles-to-school",
    ):
        answer(opened, address, query)
        found = Axe().run(opened)
        assert found.violations_count == 0, found.generate_report()
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()
