"""Tables that sort, by hand in a real browser; and the factsheet on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER, served

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(files, tmp_path_factory.mktemp("site")) as found:
        yield found


def numbers(page: Any, column: int) -> list[str]:
    found = page.eval_on_selector_all(
        "table.sortable tbody tr",
        f"rows => rows.map(row => row.cells[{column}].dataset.value)",
    )
    return [str(one) for one in found]


def test_a_table_sorts_by_keyboard_with_what_has_no_number_below(
    browser: Any, address: str
) -> None:
    # Given the index of regions, of which one has no published number
    page = browser.new_page()
    page.goto(f"{address}en/region/")
    head = page.locator("table.sortable thead th").nth(1)
    # When a reader sorts by the first number, then the highest is on top
    head.locator("button").focus()
    page.keyboard.press("Enter")
    first = numbers(page, 1)
    assert head.get_attribute("aria-sort") == "descending"
    assert first[:-1] == sorted(first[:-1], key=float, reverse=True)
    assert first[-1] == ""
    # And once more the lowest, with the empty one still below
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert numbers(page, 1) == [*reversed(first[:-1]), ""]
    assert "Sorted by: Bicycles in use" in page.inner_text("[role=status]")
    page.close()


@pytest.mark.parametrize("path", ["nl/region/PV20/factsheet/", "en/region/NL01/factsheet/"])
def test_a_factsheet_is_two_sheets_of_paper(browser: Any, address: str, path: str) -> None:
    page = browser.new_page()
    page.goto(address + path)

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2
    page.close()
