"""The pages of the pillars."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from agdb.programme.plan import Theme
from agdb.programme.source import Collection
from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = pytest.mark.slow


def _page(release: Release, name: str = "en/pillar/1/index.html") -> str:
    return dict(site(release))[name].decode()


def _with_themes(release: Release) -> Release:
    """The release of the tests, with the first pillar split into two themes, one of them empty."""
    plan = release.programme.plan
    themes = tuple(
        Theme(id=ident, names={"nl": ident.title(), "en": ident.title()})
        for ident in ("use", "void")
    )
    roads = plan.pillars[0].model_copy(update={"themes": themes})
    indicators = {
        ident: one.model_copy(update={"theme": "use"}) if one.pillar == roads.id else one
        for ident, one in release.programme.indicators.items()
    }
    pillars = (roads, *plan.pillars[1:])
    programme = replace(
        release.programme, plan=plan.model_copy(update={"pillars": pillars}), indicators=indicators
    )
    return replace(release, programme=programme)


def test_indicators_stand_under_their_theme_and_an_empty_theme_is_not_shown(
    release: Release,
) -> None:
    page = _page(_with_themes(release))

    assert re.findall(r'<h2 id="([^"]*)">', page) == ["use"]
    assert page.index("Bicycles in use") > page.index('<h2 id="use">')


def test_those_without_figures_are_named_below_the_cards(release: Release) -> None:
    page = _page(release)

    below = page.split('<p class="awaited">')[1].split("</p>")[0]
    assert "Still waiting for figures:" in below
    assert "Length of cycle lanes" in below
    assert "waiting" not in page.split('<p class="awaited">')[0].split('<ul class="cards">')[1]


def test_a_pillar_without_themes_has_its_cards_at_once(release: Release) -> None:
    page = _page(release)

    assert "<h2 id=" not in page
    assert '<ul class="cards">' in page


def test_how_full_our_register_is_makes_no_headline(release: Release) -> None:
    # Given that the stock counts only what our own register holds
    held = Collection(kind="full-count", counted={"nl": "wat wij hebben", "en": "what we have"})
    sources = {
        ident: source.model_copy(update={"collection": held})
        if ident == release.computed["bicycles-stock"].inputs[0].dataset
        else source
        for ident, source in release.programme.sources.items()
    }
    ours = replace(release, programme=replace(release.programme, sources=sources))

    pillar, overview = (_page(ours, name) for name in ("en/pillar/1/index.html", "en/index.html"))

    assert "On how full our own register is:" in pillar
    assert "Bicycles in use</a>" in pillar.partition("On how full our own register is:")[2]
    cards = pillar.partition('<ul class="cards">')[2].partition("</ul>")[0]
    assert "Bicycles in use" not in cards
    assert "Bicycles in use" not in overview
    page = _page(ours, "en/indicator/bicycles-stock/index.html")
    assert "Counts only what our register holds" in page
    assert "This is a full count of what we have." in page
