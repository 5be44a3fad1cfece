"""The sliders of the doorrekening, moved by hand in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(
    scenario_site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with served(scenario_site, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The English page, once its form has appeared."""
    opened = browser.new_page()
    opened.goto(f"{address}en/scenario/")
    opened.wait_for_selector("#dose-form:not([hidden])")
    yield opened
    opened.close()


def spoken(page: Any, year: str) -> str:
    """The answer for a year, as the page tells it."""
    return str(page.locator(f'.outcome[data-year="{year}"]').inner_text())


def gaps(scenario_site: dict[str, bytes], year: str, dose: float) -> list[int]:
    """The published lower bound, middle and upper bound with every pillar at one dose."""
    grid = json.loads(scenario_site["scenario/grid.json"])
    at = 0
    for _ in grid["pillars"]:
        at = at * len(grid["doses"]) + grid["doses"].index(dose)
    return list(grid["cells"][year]["gap"][at])


@pytest.mark.parametrize(("button", "dose"), [('[data-all="0"]', 0), ('[data-all="2"]', 2)])
def test_a_button_shows_the_published_answer_for_its_doses(
    page: Any, scenario_site: dict[str, bytes], button: str, dose: float
) -> None:
    # Given the page as it opens, with the plan as it is
    year = page.locator(".outcome").first.get_attribute("data-year")
    before = spoken(page, year)
    # When a reader chooses another dose of everything
    page.click(f"#dose-form {button}")
    # Then the answer is another, and it is the one in the published grid
    middle = round(gaps(scenario_site, year, dose)[1] / 1000) * 1000
    assert spoken(page, year) != before
    assert f"{abs(middle):,}" in spoken(page, year)


def test_the_keyboard_moves_a_slider_and_reset_takes_it_back(page: Any) -> None:
    # Given one slider in focus
    year = page.locator(".outcome").last.get_attribute("data-year")
    before = spoken(page, year)
    slider = page.locator('#dose-form input[type="range"]').first
    slider.focus()
    # When a key is pressed, then the dose is told in words, also to a screen reader
    page.keyboard.press("End")
    told = slider.get_attribute("aria-valuetext")
    assert told == page.locator("#dose-form output").first.inner_text()
    assert told.startswith("2")
    assert spoken(page, year) != before
    # And the plan comes back as it was
    page.click('#dose-form [type="reset"]')
    page.wait_for_function("document.querySelector('#dose-form input').value === '1'")
    page.wait_for_timeout(50)
    assert spoken(page, year) == before


def test_between_two_doses_the_answer_lies_between_theirs(
    page: Any, scenario_site: dict[str, bytes]
) -> None:
    year = page.locator(".outcome").first.get_attribute("data-year")
    page.evaluate(
        """() => {
          const form = document.getElementById("dose-form");
          for (const input of form.querySelectorAll("input")) input.value = "1.5";
          form.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    text = page.locator(f'.outcome[data-year="{year}"] strong').inner_text()
    digits = "".join(sign for sign in text.replace("−", "-") if sign.isdigit() or sign == "-")
    one, two = (gaps(scenario_site, year, dose)[1] for dose in (1, 2))
    assert min(one, two) - 1000 <= int(digits) <= max(one, two) + 1000


def test_without_the_grid_there_is_no_form_and_the_page_is_whole(
    browser: Any, address: str
) -> None:
    opened = browser.new_page()
    opened.route("**/grid.json", lambda route: route.abort())
    opened.goto(f"{address}en/scenario/")
    opened.wait_for_selector("#dose-form", state="detached")
    assert opened.locator("table.ways").count() == 1
    opened.close()


def test_the_bar_that_follows_covers_no_control_that_has_the_focus(
    browser: Any, address: str
) -> None:
    # WCAG 2.2, 2.4.11: on a phone, and at 400 per cent on a small screen
    for width, height in ((390, 844), (320, 256)):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{address}en/scenario/")
        page.wait_for_selector("#dose-form:not([hidden])")
        controls = page.locator("#dose-form :is(input, button, a)")
        covered = []
        for nth in range(controls.count()):
            controls.nth(nth).focus()
            covered.append(
                page.evaluate(
                    """() => {
                      const bar = document.querySelector('.doses .follow');
                      const own = document.activeElement.getBoundingClientRect();
                      if (!bar || bar.contains(document.activeElement)) return false;
                      const above = bar.getBoundingClientRect();
                      return above.height > 0 && own.top >= above.top && own.bottom <= above.bottom;
                    }"""
                )
            )
        page.close()

        assert len(covered) > 5
        assert not any(covered)
