"""The first page and that of a pillar in a browser: phone, laptop, keyboard, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(dict(site(release)), tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.mark.parametrize(("width", "height", "screens"), [(390, 844, 2.0), (1366, 768, 1.0)])
def test_the_answers_stand_on_the_first_screens(
    browser: Any, address: str, width: int, height: int, screens: float
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{address}nl/")

    end = page.evaluate("document.querySelector('.first-page').getBoundingClientRect().bottom")

    assert end <= screens * height
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize(("width", "shown"), [(390, "narrow"), (1366, "wide")])
def test_each_sign_of_the_plan_is_a_link_that_a_finger_can_hit(
    browser: Any, address: str, width: int, shown: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"{address}en/")
    leaves = page.locator(f".plan-tree .{shown} .leaf")
    sizes = leaves.evaluate_all(
        "all => all.map(one => one.querySelector('.reach').getBoundingClientRect())"
        ".map(box => Math.min(box.width, box.height))"
    )

    assert len(sizes) > 3
    assert min(sizes) >= 44
    leaves.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicator/**")
    context.close()


def test_the_filter_shortens_the_table_and_all_stands_there_without_script(
    browser: Any, address: str
) -> None:
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    page, plain = with_script.new_page(), without.new_page()
    page.goto(f"{address}en/pillar/1/")
    plain.goto(f"{address}en/pillar/1/")
    rows = page.locator(".figures-table .entry")
    every = rows.count()

    page.fill("#filter-q", "cycle lanes")

    visible = [rows.nth(n).is_visible() for n in range(every)]
    assert sum(visible) == 1
    assert "q=cycle" in page.url
    assert not plain.locator("#filter").is_visible()
    assert all(plain.locator(".figures-table .entry").nth(n).is_visible() for n in range(every))
    with_script.close()
    without.close()
