"""The feed of releases: at its own address, with every release that readers had."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from tests.publication.page.test_releases import GONE, Had

from agdb.publication.site import site
from agdb.results.release import Release

BASE = "https://example.org/m/"
SPACE = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    """A site with a past: one release that stands, one that was withdrawn, and this one."""
    wanted = ("changes.atom", "changes/index.html")
    made = site(release, base=BASE, provenance=Had())
    return {path: body for path, body in made if path.endswith(wanted)}


def texts(entry: ET.Element, name: str) -> str:
    return str(entry.findtext(f"{SPACE}{name}"))


def test_the_feed_says_where_it_is_and_every_release_leads_to_how_it_was(
    release: Release, files: dict[str, bytes]
) -> None:
    root = ET.fromstring(files["nl/changes.atom"])

    links = {one.get("rel"): one.get("href") for one in root.findall(f"{SPACE}link")}
    entries = root.findall(f"{SPACE}entry")
    hrefs = [str(one.find(f"{SPACE}link").get("href")) for one in entries]
    assert links == {"self": f"{BASE}nl/changes.atom", "alternate": f"{BASE}nl/changes/"}
    assert [texts(one, "title") for one in entries] == [
        f"Uitgave {release.id}", "Uitgave 2024-12-01-old", f"Uitgave {GONE}"
    ]  # fmt: skip
    assert hrefs[1:] == [f"{BASE}releases/2024-12-01-old/", f"{BASE}releases/{GONE}/"]
    assert "1 december 2024" in texts(entries[1], "content")
    assert "ingetrokken" in texts(entries[2], "content")
    assert texts(root, "updated") == texts(entries[0], "updated")
    assert len({texts(one, "id") for one in entries}) == 3


def test_every_language_has_its_own_feed_and_its_page_leads_to_it(files: dict[str, bytes]) -> None:
    for language, words in (("nl", "Volg dit (Atom)"), ("en", "Follow this (Atom)")):
        page = files[f"{language}/changes/index.html"].decode()
        assert page.count(f'href="/m/{language}/changes.atom"') == 2
        assert words in page
        assert f'lang="{language}"'.encode() in files[f"{language}/changes.atom"]
