"""The page of one indicator."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from tests.publication.bicycles import edition_of

from agdb.programme.indicator import Related
from agdb.publication.page.shared.card import card
from agdb.publication.site import site
from agdb.publication.wording.language import Language
from agdb.results.release import Release

pytestmark = pytest.mark.slow


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


def test_two_counts_of_nearly_the_same_thing_say_at_both_why_there_are_two(
    release: Release, nl: Language
) -> None:
    # Given an indicator that names another one with the reason
    first, second = list(release.computed)[:2]
    why = Related(indicator=second, why={"nl": "Zij tellen anders.", "en": "They differ."})
    definition = release.computed[first].definition.model_copy(update={"related": (why,)})
    changed = replace(release.computed[first], definition=definition)
    programme = replace(
        release.programme, indicators=dict(release.programme.indicators) | {first: definition}
    )
    both = replace(release, computed=dict(release.computed) | {first: changed}, programme=programme)

    # When the pages of both are read
    pages = dict(site(both))

    # Then each leads to the other, and the card says why before anybody compares
    for one, other in ((first, second), (second, first)):
        page = unescape(pages[f"nl/indicator/{one}/index.html"].decode())
        section = page.partition("Waarom nog een cijfer?")[2].partition("</section>")[0]
        assert f'href="/nl/indicator/{other}/"' in section
        assert "Zij tellen anders." in section
    edition = edition_of(both, nl)
    whys = card(edition, edition.readings[first]).why_two
    assert any("Zij tellen anders." in why for why in whys)
