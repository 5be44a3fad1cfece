"""The site as a whole."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.publication.conftest import KNOWN

from agdb.errors import ReleaseError
from agdb.publication.edition import POLICY
from agdb.publication.reading.reading import Reading
from agdb.publication.site import site
from agdb.publication.wording.language import languages
from agdb.publication.wording.period import age_name, published_name
from agdb.register.register import Register
from agdb.results.release import Release
from agdb.sources.delivery.template import template
from agdb.statistics.age import Age

VOID = {"input", "meta", "link", "br"}
ALLOWED_HOSTS = ("https://example.org/", "https://creativecommons.org/", "http://www.w3.org/")


class Page(HTMLParser):
    """What a test needs to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[str] = set()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag == "script" and found.get("type") == "application/ld+json":
            self.tags[-1] = "data"
        if self.tags[-1] in {"img", "script", "iframe"} or (
            tag == "link" and found.get("rel") in {"icon", "preload", "stylesheet"}
        ):
            self.loads.append(str(found.get("src") or found.get("href")))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(site(release, delivery=template([str])))


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(text.decode()) for name, text in files.items() if name.endswith(".html")}


def test_the_addresses_are_those_of_the_architecture(files: dict[str, bytes]) -> None:
    for language in ("nl", "en"):
        for name in (
            "index.html", "pillar/1/index.html", "pillar/3/index.html",
            "indicator/bicycles-stock/index.html", "indicator/bicycles-stock.csv",
            "indicator/bicycles-stock.xlsx", "indicator/bicycles-stock.json",
            "initiatives/index.html", "sources/index.html", "methods/index.html",
        ):  # fmt: skip
            assert f"{language}/{name}" in files
    assert {"index.html", "404.html"} <= set(files)
    assert not {"robots.txt", "sitemap.xml"} & set(files)


@pytest.mark.slow
def test_the_same_release_gives_the_same_bytes(release: Release, files: dict[str, bytes]) -> None:
    assert dict(site(release, delivery=template([str]))) == files


@pytest.mark.slow
def test_no_path_comes_twice(release: Release) -> None:
    paths = [path for path, _ in site(release)]

    assert len(paths) == len(set(paths))


def test_every_link_within_the_site_leads_somewhere(
    files: dict[str, bytes], pages: dict[str, Page]
) -> None:
    for name, page in pages.items():
        for link in [*page.links, *page.loads]:
            if link.startswith(("http", "#")):
                continue
            where = link if link.startswith("/") else posixpath.join("/", name, "..", link)
            whole = posixpath.normpath(where) + ("/" if link.endswith("/") else "")
            path, _, fragment = whole.removeprefix("/").partition("#")
            path = path.partition("?")[0]  # what a script of the page reads
            file = f"{path}index.html" if path.endswith("/") or not path else path
            assert file in files, f"{name} links to {link}"
            assert not fragment or fragment in pages[file].ids, f"{name} links to {link}"


def test_nothing_is_loaded_from_elsewhere_and_no_style_or_script_is_inline(
    pages: dict[str, Page], files: dict[str, bytes]
) -> None:
    for name, page in pages.items():
        beside = name.startswith("releases/")  # what never changes has its style and icon beside it
        ours = ("frozen.css", "icon.svg", "../frozen.css", "../icon.svg") if beside else "/assets/"
        assert all(load.startswith(ours) for load in page.loads), name
        assert not page.attributes & {"style", "onclick", "onload"}, name
        assert not {"style", "iframe", "img"} & set(page.tags), name  # a script has an address
    sheets = [text for name, text in files.items() if name.endswith(".css")]
    assert not [s for s in sheets if b"http" in s.replace(b'a[href^="http"]', b"")]
    assert max(map(len, sheets)) < 45_000


def test_every_page_carries_its_own_policy(files: dict[str, bytes]) -> None:
    said = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'

    bare = [
        path
        for path, body in files.items()
        if path.endswith(".html") and said not in unescaped(body.decode())
    ]

    assert bare == []


def unescaped(page: str) -> str:
    """A page with its apostrophes as they are."""
    return page.replace("&#39;", "'")


def test_ids_are_unique_and_headings_do_not_skip(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert page.headings.count(1) == 1, name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(later - earlier <= 1 for earlier, later in steps), name
        assert not page.open, name


def test_the_language_switch_lands_on_the_same_page(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name.startswith("nl/"):
            same = "/" + name.removesuffix("index.html").replace("nl/", "en/", 1)
            assert same in page.links


def test_a_known_host_gives_canonical_addresses_and_a_sitemap(
    known_files: dict[str, bytes],
) -> None:
    page = known_files["nl/pillar/1/index.html"].decode()

    assert '<link rel="canonical" href="https://example.org/monitor/nl/pillar/1/">' in page
    assert 'hreflang="en" href="https://example.org/monitor/en/pillar/1/">' in page
    assert 'href="/monitor/assets/' in page
    assert b"https://example.org/monitor/sitemap.xml" in known_files["robots.txt"]
    listed = re.findall("<loc>(.*?)</loc>", known_files["sitemap.xml"].decode())
    for address in listed:
        path = address.removeprefix(KNOWN)
        assert f"{path}index.html" in known_files
    pages = [name for name in known_files if name.endswith("index.html")]
    kept = [name for name in pages if name.startswith("releases/")]  # they ask not to be listed
    assert len(listed) == len(pages) - len(kept) - 1


@pytest.mark.parametrize(
    "words",
    [
        "In het 4e kwartaal van 2024 was dit <strong>1.504,9",
        '<span class="aged recent">3 maanden oud</span> · publicatiedatum niet bekend',
        "SHA-256 van onze transcriptie",
        "uit de documentatie: toelichting bij de tabel",
        "status niet vastgelegd: 6",
        "Conjunctuurgevoelig",
        "Sinds 2020 met bel.",
    ],
)
def test_an_indicator_page_says_what_must_be_said(files: dict[str, bytes], words: str) -> None:
    page = files["nl/indicator/bicycles-stock/index.html"].decode().replace("\u00a0", " ")

    assert words in page


def test_a_partial_and_a_derived_source_are_said_in_front(files: dict[str, bytes]) -> None:
    page = files["en/indicator/bicycles-to-school/index.html"].decode()

    assert "<li>Part of the data set</li><li>Processed by others</li>" in page
    assert "Part of this data set has been read: alleen bekostigd onderwijs." in page
    assert "SHA-256 of the publisher&#39;s file" in page
    assert "“Leerlingen op de fiets” divided by “Leerlingen”, times 100" in page


def test_targets_stand_beside_the_series_and_judge_only_what_they_count(
    files: dict[str, bytes],
) -> None:
    page = files["en/indicator/bicycles-stock/index.html"].decode().replace("\u00a0", " ")

    assert "<dd>1,600.5 thousand bicycles, in 2030</dd>" in page
    assert "<dd>55% to 60%, every year</dd>" in page
    assert page.count("This figure measures the same as the target.") == 1
    assert page.count("This figure measures something other than the target.") == 1
    assert b"More than half" not in files["en/indicator/bicycles-sold/index.html"]


def test_an_indicator_that_waits_shows_nothing_in_its_place(files: dict[str, bytes]) -> None:
    page = files["en/indicator/bicycles-lanes/index.html"].decode()

    assert "This figure is not in this monitor yet." in page
    assert 'href="/delivery.xlsx" download' in page
    assert files["delivery.xlsx"][:2] == b"PK"
    assert 'class="downloads"' not in page  # a file without a figure is none


def test_no_page_tells_its_reader_to_run_a_command(files: dict[str, bytes]) -> None:
    pages = {name: body.decode() for name, body in files.items() if name.endswith(".html")}
    command = re.compile(r"\bagdb (fetch|import|build|template|compute|publish|explain)\b")

    assert [name for name, text in pages.items() if command.search(text)] == []


def test_coverage_counts_initiatives_by_region_and_pillar(files: dict[str, bytes]) -> None:
    page = files["en/initiatives/index.html"].decode().partition('id="coverage"')[2]

    rows = re.findall(r'<th scope="row">(.*?)</th>((?:<td class="number">\d+</td>)+)', page)
    counts = {name: [int(n) for n in re.findall(r">(\d+)<", cells)] for name, cells in rows}
    assert counts == {
        "Nationwide": [1, 0, 0, 1],
        "Drenthe, province": [1, 1, 0, 1],
        "Groningen, province": [1, 1, 0, 1],
        "Regional, the source names no regions": [0, 1, 0, 1],
    }


def changed(release: Release, **other: Any) -> Release:
    return replace(release, programme=replace(release.programme, **other))


@pytest.mark.slow
def test_a_text_that_lacks_a_language_is_one_sentence(release: Release) -> None:
    texts = {"nl": {"about": "# Over"}, "en": {}}

    with pytest.raises(ReleaseError, match="text 'about' is not there in language 'en'"):
        dict(site(changed(release, texts=texts)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sources", "forecasts", "Over ons"])
def test_a_text_cannot_take_the_address_of_a_page(release: Release, name: str) -> None:
    texts = {"nl": {name: "# A"}, "en": {name: "# A"}}

    with pytest.raises(ReleaseError, match=f"a text cannot be called '{name}'"):
        dict(site(changed(release, texts=texts)))


@pytest.mark.slow
def test_another_programme_may_have_one_language_and_no_initiatives(release: Release) -> None:
    plan = release.programme.plan.model_copy(update={"languages": ("en",)})

    files = dict(site(replace(changed(release, plan=plan), register=Register())))

    assert not any(name.startswith("nl/") for name in files)
    assert "en/initiatives/index.html" not in files
    assert b'http-equiv="refresh"' in files["index.html"]


@pytest.mark.slow
def test_html_in_a_text_of_the_programme_is_shown_and_not_obeyed(release: Release) -> None:
    texts = {code: {"about": "# A\n\n<script>alert(1)</script>"} for code in ("nl", "en")}

    page = dict(site(changed(release, texts=texts)))["nl/about/index.html"]

    assert b"<script>" not in page


@pytest.mark.slow
def test_a_table_in_a_text_can_be_scrolled_and_has_a_name(release: Release) -> None:
    table = "# Woorden & zo\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\ntekst\n\n| c | d |\n|---|---|\n"
    texts = {code: {"words": table} for code in ("nl", "en")}

    page = dict(site(changed(release, texts=texts)))["nl/words/index.html"].decode()

    assert 'tabindex="0" aria-label="Woorden &amp; zo"><table' in page
    assert 'tabindex="0" aria-label="Woorden &amp; zo (2)"><table' in page
    assert page.count("</table></div>") == 2


def test_a_page_looks_as_it_did(
    files: dict[str, bytes], golden: Callable[[str, str], None]
) -> None:
    page = re.sub(r"\.[0-9a-f]{10}\.", ".", files["nl/index.html"].decode())  # names of assets
    golden("overview.html", page)


def test_every_headline_says_how_old_it_is(release: Release, files: dict[str, bytes]) -> None:
    # Given every page of an indicator that has a headline, in every language
    for language in languages(release.programme.plan.languages).values():
        for ident, computed in release.computed.items():
            head = Reading(computed, release.programme, language).headline
            text = files[f"{language.code}/indicator/{ident}/index.html"].decode()
            if head is None or head.latest is None:
                continue

            # Then its age stands under it, with the publication or that nobody knows it
            (told,) = re.findall(r'<p class="age">(.*?)</p>', text)
            age = Age.of(head.latest.period, day=release.day)
            assert age is not None
            assert age_name(age, language) in told
            assert published_name((one.published for one in computed.inputs), language) in told

            # And the day on which we wrote it down stands only where the number is explained
            before, _, after = text.partition('id="why"')
            for one in computed.inputs:
                assert language.date(one.recorded) not in before.partition("<main")[2]
                assert language.date(one.recorded) in after
