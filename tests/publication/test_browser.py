"""Pages in a real browser: WCAG, small screens, print, and a strict policy without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.publication.bicycle_whole import Had, looked_back
from tests.publication.page.test_changes import every_change
from tests.publication.served import IN_A_BROWSER, served

from agdb.publication.site import site
from agdb.results.release import Release

PAGES = (
    "",
    "404.html",
    "releases/2025-04-22-0a1b2c3d4e/",
    "releases/2025-04-22-0a1b2c3d4e/en/",
    "releases/2025-01-01-gone/",
    *(
        f"{language}/{page}"
        for language in ("nl", "en")
        for page in (
            "", "pillar/1/", "indicator/bicycles-stock/", "indicator/bicycles-to-school/",
            "indicator/bicycles-lanes/", "coverage/", "classifications/", "classifications/kinds/",
            "compare/", "compare/then-now/", "compare/regions/bicycles-stock/",
            "region/", "region/PV29/", "region/PV29/factsheet/", "region/NL01/",
            "targets/", "initiatives/", "sources/", "data/", "about/", "forecasts/",
            "initiative/bells/", "initiative/delta/", "money/", "commitments/", "governance/",
            "body/table/", "organisation/", "organisation/society/", "timeline/", "fragmentation/",
            "search/", "changes/", "releases/",
        )
    ),
)  # fmt: skip

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = dict(site(looked_back(release), provenance=Had(every_change(release))))
    with served(files, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation_on_any_kind_of_page(browser: Any, address: str, path: str) -> None:
    assert violations(browser, address + path, scheme="light") == ""


@pytest.mark.parametrize(
    "path",
    ["nl/", "nl/indicator/bicycles-stock/", "nl/money/", "nl/commitments/", "nl/initiative/bells/"],
)
def test_colours_contrast_in_the_dark_too(browser: Any, address: str, path: str) -> None:
    assert violations(browser, address + path, scheme="dark", runOnly=["color-contrast"]) == ""


def violations(browser: Any, address: str, *, scheme: str, **options: Any) -> str:
    """Return the report of axe on a page with all its details open, or an empty text."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options=options)
    context.close()
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize("font", ["ours", "of the machine"])
def test_no_page_is_wider_than_the_smallest_phone(browser: Any, address: str, font: str) -> None:
    # Given a reader to whom our letters have come, and one who has wider ones in their place
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    if font != "ours":
        page.route("**/*.woff2", lambda route: route.abort())
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        # and with a name in a choice that is longer than the phone is wide
        page.evaluate(
            "document.querySelectorAll('select').forEach("
            "one => one.add(new Option('a very long name of a group of occupations '.repeat(3))))"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


def test_targets_are_large_enough_for_a_finger(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}nl/indicator/bicycles-stock/")
    page.click(".menu summary")
    heights = page.eval_on_selector_all(
        ".menu a, .languages a, .crumbs a, .downloads a, summary, .bottom li a, .brand",
        "all => all.map(one => one.getBoundingClientRect().height)",
    )
    assert len(heights) > 10
    assert min(heights) >= 44
    context.close()


@pytest.mark.parametrize(("width", "folded"), [(390, True), (1366, False)])
def test_the_menu_folds_on_a_phone_without_script(
    browser: Any, address: str, width: int, folded: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{address}nl/")
    links = page.locator(".menu a")
    before = links.first.is_visible()
    if folded:
        page.locator(".menu summary").focus()
        page.keyboard.press("Enter")

    assert before is not folded
    assert page.locator(".menu summary").is_visible() is folded
    assert all(links.nth(n).is_visible() for n in range(links.count()))
    assert page.locator(".top").bounding_box()["height"] < (900 if folded else 160)
    context.close()


def test_the_menu_of_a_wide_screen_is_walked_by_keyboard(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{address}nl/")
    page.locator(".languages a").last.focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('.menu') !== null")
    assert page.evaluate("document.activeElement.tagName") == "A"
    context.close()


def test_pages_are_complete_under_a_strict_policy_and_without_javascript(
    browser: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'"

    def answer(route: Any) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers=response.headers | {"content-security-policy": policy}
        )

    page.route("**/*", answer)
    page.goto(f"{address}nl/indicator/bicycles-stock/")

    assert wrong == []
    assert page.locator("svg.chart.wide").first.is_visible()
    assert not page.locator("svg.chart.narrow").first.is_visible()
    assert page.locator("svg.chart.wide .line").first.is_visible()
    page.unroute_all(behavior="wait")  # the icon comes last, at times behind all of this
    context.close()


def test_data_for_search_engines_is_within_the_policy_of_the_page(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))

    page.goto(f"{address}nl/indicator/bicycles-stock/")  # which carries the policy itself

    found = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert found["@type"] == "Dataset"
    assert wrong == []
    page.close()


def test_print_shows_the_tables_and_not_the_menus(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}nl/indicator/bicycles-stock/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert page.locator("#main ~ details table").is_visible()
    context.close()


def test_the_list_of_initiatives_is_whole_without_a_script_and_filtered_with_one(
    browser: Any, address: str
) -> None:
    # Given a reader without a script, who sees every initiative and no form
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(f"{address}en/initiatives/")
    assert still.locator(".entry:visible").count() == 3
    assert still.locator("#filter:visible").count() == 0
    still.context.close()

    # When another one chooses a pillar by the keyboard and types a word
    page = browser.new_context().new_page()
    page.goto(f"{address}en/initiatives/")
    assert page.locator("#filter:visible").count() == 1
    page.locator("#filter-pillar").select_option("learning")
    assert page.locator(".entry:visible").count() == 2
    page.locator("#filter-q").press_sequentially("DÉLTA")

    # Then one is left, the address says what was asked, and it holds when it is opened again
    assert page.locator(".entry:visible h4").all_inner_texts() == ["Delta bicycle"]
    assert page.locator("#filter output").inner_text() == "1 of 3 initiatives"
    page.goto(page.url)
    assert page.locator(".entry:visible").count() == 1
    page.locator("#filter-q").fill("nothing like it")
    assert page.locator("#filter output").inner_text() == "No initiative fits this choice."
    page.context.close()


def test_a_fill_is_a_pattern_on_paper_too(browser: Any, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}nl/money/")
    page.emulate_media(media="print")
    fills = page.eval_on_selector_all(
        ".steps-of-money .firm",
        "all => all.map(one => [getComputedStyle(one).backgroundImage != 'none',"
        " getComputedStyle(one).backgroundColor, getComputedStyle(one).printColorAdjust])",
    )
    page.context.close()

    assert len(fills) == 5
    assert len({tuple(fill) for fill in fills}) == 5  # no two steps look alike
    assert all(fill[2] == "exact" for fill in fills)


@pytest.mark.parametrize("path", ["nl/indicator/bicycles-stock/", "nl/search/"])
def test_the_word_on_a_button_is_seen_in_forced_colours(
    browser: Any, address: str, path: str
) -> None:
    page = browser.new_context(forced_colors="active").new_page()
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    buttons = page.eval_on_selector_all(
        "button",
        "all => all.filter(one => one.offsetWidth).map(one => {"
        " const plain = document.body.appendChild(document.createElement('i'));"
        " plain.style = 'color: ButtonText; background-color: ButtonFace';"
        " const [seen, due] = [getComputedStyle(one), getComputedStyle(plain)];"
        " return [seen.color, seen.backgroundColor, due.color, due.backgroundColor]; })",
    )
    page.context.close()

    assert buttons
    assert all(button[:2] == button[2:] for button in buttons)


@pytest.mark.parametrize("path", ["nl/money/", "nl/governance/"])
def test_marks_that_are_a_fill_keep_it_in_forced_colours(
    browser: Any, address: str, path: str
) -> None:
    page = browser.new_context(forced_colors="active").new_page()
    page.goto(address + path)
    kept = page.eval_on_selector_all(
        "i.firm, .state",
        "all => all.map(one => getComputedStyle(one,"
        " one.matches('.state') ? '::before' : null).forcedColorAdjust)",
    )
    page.context.close()

    assert kept
    assert set(kept) == {"none"}


def test_a_drawing_of_the_whole_plan_fits_a_page_of_paper(browser: Any, address: str) -> None:
    page = browser.new_context(viewport={"width": 680, "height": 980}).new_page()  # A4 in CSS
    page.goto(f"{address}nl/")
    page.emulate_media(media="print")

    assert page.locator(".plan-tree .wide").is_visible()
    assert not page.locator(".plan-tree .narrow").is_visible()
    page.context.close()


def test_a_table_of_many_columns_fits_the_width_of_paper(browser: Any, address: str) -> None:
    page = browser.new_context(viewport={"width": 680, "height": 980}).new_page()
    page.goto(f"{address}nl/indicator/bicycles-stock/")
    page.emulate_media(media="print")
    right = page.locator("#main ~ details table").evaluate(
        "one => { for (const row of one.rows) for (let nth = 0; nth < 12; nth += 1) {"
        " const cell = document.createElement(row.closest('thead') ? 'th' : 'td');"
        " cell.textContent = row.closest('thead') ? 'Gebruikersondersteuning' : '1.234,5';"
        " row.append(cell); }"
        " return one.getBoundingClientRect().right; }"
    )
    page.context.close()

    assert right <= 680
