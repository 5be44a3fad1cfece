"""A number about the monitor is made from the release, and so agrees on every page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from markupsafe import Markup

from agdb.publication.page.text.terms import with_anchors
from agdb.publication.site import site
from agdb.results.release import Release

TEXT = (
    "# Over\n\nVan {count: indicators} indicatoren hebben er"
    " {count: indicators-with-figures} cijfers;"
    " {count: indicators-waiting} wachten. {count: targets} doelen.\n\n"
    "Elektrisch: {value: bicycles-number 2024-Q1 make=E}, alle:"
    " {value: bicycles-number 2024-Q1}, aandeel: {value: bicycles-electric-share 2024-Q1},"
    " toen: {value: bicycles-number 1999-Q1}.\n"
)


def _page(release: Release) -> str:
    texts = {code: {"about": TEXT} for code in ("nl", "en")}
    programme = replace(release.programme, texts=texts)
    return dict(site(replace(release, programme=programme)))["nl/about/index.html"].decode()


def test_counts_are_those_of_the_release(cycling_release: Release) -> None:
    computed = cycling_release.computed
    having = sum(bool(one.values) for one in computed.values())

    page = _page(cycling_release)

    assert f"Van {len(computed)} indicatoren hebben er {having} cijfers;" in page
    assert f"{len(computed) - having} wachten." in page
    assert f"{len(cycling_release.programme.targets)} doelen." in page


def test_a_figure_stands_as_its_own_page_prints_it_and_by_the_head(
    cycling_release: Release,
) -> None:
    # Given 25 thousand electric bicycles of 100 thousand
    page = _page(cycling_release)

    assert "Elektrisch: 25.000, alle: 100.000, aandeel: 25" in page


def test_a_figure_that_the_release_has_not_is_said_to_be_unknown(cycling_release: Release) -> None:
    assert "toen: een onbekend aantal." in _page(cycling_release)


@pytest.mark.slow
def test_the_numbers_about_the_monitor_agree_on_every_page(cycling_release: Release) -> None:
    # Given the counts as a text tells them
    texts = {
        code: {"about": "# Over\n\n{count: indicators-with-figures} van {count: indicators}."}
        for code in ("nl", "en")
    }
    programme = replace(cycling_release.programme, texts=texts)
    files = {
        name: unescape(re.sub(r"<[^>]+>", " ", body.decode()))
        for name, body in site(replace(cycling_release, programme=programme))
        if name.endswith(".html")
    }
    having, total = re.findall(r"(\d+) van (\d+)\.", files["nl/about/index.html"])[0]

    # Then overview and coverage say the same, and the page of the targets as many as there are
    missing = re.search(r"(\d+) (?:ontbreekt|ontbreken) nog", files["nl/index.html"])
    assert missing is not None
    assert int(missing[1]) == int(total) - int(having)
    assert f"{total} indicatoren" in files["nl/coverage/index.html"]
    told = re.search(r"(?:Er is|Er zijn) (\d+) doel", files["nl/targets/index.html"])
    assert told is not None
    assert int(told[1]) == len(programme.targets)


def test_a_label_that_comes_back_has_one_address() -> None:
    body = Markup("<li><strong>Who</strong>: a.</li><li><strong>Who</strong>: b.</li>")

    assert str(with_anchors(body)).count("id=") == 1
