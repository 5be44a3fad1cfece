"""The comparisons that are ready: the numbers of the pages, and a reason where there is none."""

from __future__ import annotations

import re

import pytest

from agdb.publication.page.compare.page import REASONS
from agdb.publication.wording.language import languages
from agdb.results.release import Release


@pytest.fixture(scope="module")
def files(files: dict[str, bytes]) -> dict[str, str]:
    return {
        name: text.decode().replace("\u00a0", " ")
        for name, text in files.items()
        if "/compare/" in name
    }


def rows(page: str) -> dict[str, list[str]]:
    found = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, flags=re.DOTALL)
    plain = [re.sub(r"<[^>]+>", "|", one) for one in found]
    cells = [[cell.strip() for cell in one.split("|") if cell.strip()] for one in plain]
    return {name: values for name, *values in cells}


def test_without_a_script_the_page_offers_what_is_ready(files: dict[str, str]) -> None:
    page = files["en/compare/index.html"]

    assert "<noscript>" in page
    for path in ("then-now", "regions/bicycles-stock"):
        assert f'href="/en/compare/{path}/"' in page
        assert f"en/compare/{path}/index.html" in files


def test_every_reason_to_refuse_has_a_sentence_for_the_script(files: dict[str, str]) -> None:
    for language in ("nl", "en"):
        page = files[f"{language}/compare/index.html"]
        for reason in REASONS:
            assert f'data-no-{reason}="' in page


def test_then_and_now_do_not_cross_a_break(files: dict[str, str]) -> None:
    # Given a stock whose count changed in the first quarter of 2020
    stock = rows(files["en/compare/then-now/index.html"])["Bicycles in use"]

    assert stock[0].endswith("(fourth quarter of 2020)")
    assert stock[1].endswith("(fourth quarter of 2024, provisional)") or stock[1].endswith(
        "(fourth quarter of 2024)"
    )


def test_a_figure_that_stands_alone_says_so(files: dict[str, str]) -> None:
    assert "There is only one figure." in files["en/compare/then-now/index.html"]


def test_a_region_whose_border_moved_has_no_change(files: dict[str, str]) -> None:
    found = rows(files["en/compare/regions/bicycles-stock/index.html"])

    assert found["Drenthe"][-1] == "border may differ"
    assert re.fullmatch(r"[+−][\d,.]+ \([+−]?[\d.]+%\)", found["Groningen"][-1])


def test_all_sentences_of_the_script_keep_their_places(release: Release) -> None:
    for language in languages(("nl", "en")).values():
        said = language.say("compare.refused.unit", one="A", other="B", why="")
        assert "A" in said
        assert "B" in said
