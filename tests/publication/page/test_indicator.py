"""The page of one indicator."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from agdb.publication import site
from agdb.release.model import Release


def _page(release: Release, name: str) -> str:
    return unescape(dict(site(release))[name].decode()).replace("\u00a0", " ")


def test_what_moves_with_the_economy_shows_the_whole_economy_beside_it(release: Release) -> None:
    # Given two indicators, of which the first names the second
    first, second = list(release.computed)[:2]
    assert 'id="beside"' not in _page(release, f"nl/indicator/{first}/index.html")
    computed = release.computed[first]
    definition = computed.definition.model_copy(update={"beside": second, "cyclical": True})
    beside = replace(
        release, computed=dict(release.computed) | {first: replace(computed, definition=definition)}
    )

    # When the page of the first is read
    page = _page(beside, f"nl/indicator/{first}/index.html")

    # Then the second stands beside it, and a fall is not called an improvement
    section = page.partition('id="beside"')[2].partition("</section>")[0]
    assert f'href="/nl/indicator/{second}/"' in section
    assert release.computed[second].definition.names["nl"] in section
    assert "Een daling bewijst op zichzelf niet dat het plan werkt." in section
