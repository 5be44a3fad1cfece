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


def _table(page: str) -> str:
    return page.partition('class="stack figures-table"')[2].partition("</table>")[0]


def test_indicators_stand_under_their_theme_and_an_empty_theme_is_not_shown(
    release: Release,
) -> None:
    table = _table(_page(_with_themes(release)))

    assert re.findall(r'<tbody class="filtered" id="([^"]*)">', table) == ["theme-use"]
    assert table.index("Bicycles in use") > table.index('id="theme-use"')


def test_those_without_figures_stand_last_and_say_so(release: Release) -> None:
    table = _table(_page(release))

    *_, last = table.split('<tr class="entry"')
    assert "Length of cycle lanes" in last
    assert "No figures yet" in last
    assert 'data-state="empty"' in last


def test_every_indicator_has_its_newest_figure_and_where_the_plan_wants_it(
    release: Release,
) -> None:
    table = _table(_page(release))
    (stock,) = (row for row in table.split('<tr class="entry"') if "bicycles-stock/" in row)

    assert "<strong>1,504.9</strong>" in stock
    assert "fourth quarter of 2024" in stock
    assert re.search(r"Wanted: (up|down)ward; ", stock)
    assert 'class="spark"' in stock


def test_the_first_few_with_figures_lead_where_the_plan_names_none(release: Release) -> None:
    page = _page(release)

    story = page.partition('<ul class="leads-told">')[2].partition("</ul>")[0]
    assert 1 <= story.count("<h3>") <= 3
    assert "Length of cycle lanes" not in story


def test_the_leads_that_the_plan_names_are_told_in_its_order(release: Release) -> None:
    plan = release.programme.plan
    named = ("bicycles-stock",)
    first = plan.pillars[0].model_copy(
        update={"leads": named, "short": {"nl": "Fietsen", "en": "Riding"}}
    )
    pillars = (first, *plan.pillars[1:])
    programme = replace(release.programme, plan=plan.model_copy(update={"pillars": pillars}))

    page = _page(replace(release, programme=programme))

    story = page.partition('<ul class="leads-told">')[2].partition("</ul>")[0]
    assert re.findall(r"/en/indicator/([a-z-]+)/", story) == list(named)
    menu = page.partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.search(r'href="/en/pillar/1/"[^>]*>Riding</a>', menu)
    assert "Pillar 2" in menu


def test_goals_money_and_promises_of_the_pillar_stand_below(release: Release) -> None:
    page = _page(release)

    goals = page.partition('<h2 id="goals">')[2].partition("</ul>")[0]
    assert '/en/targets/#many">Many bicycles</a>' in goals
    assert "We measure this goal with a figure that counts the same." in goals
    initiatives = page.partition('<h2 id="initiatives">')[2].partition("</ul>")[0]
    of_pillar = [one for one in release.register.initiatives.values() if "roads" in one.pillars]
    assert initiatives.count("<li>") == len(of_pillar) > 0
    assert 'id="levers"' not in page  # no doorrekening, no levers


def test_a_pillar_without_anything_is_a_page_all_the_same(release: Release) -> None:
    page = _page(release, "en/pillar/3/index.html")

    assert "No indicators have been defined for this pillar yet." in page
    assert 'id="filter"' not in page


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

    assert "Counts only what our register holds" in _table(pillar)
    assert (
        "Bicycles in use"
        not in pillar.partition('<ul class="leads-told">')[2].partition("</ul>")[0]
    )
    stories = overview.partition('id="pillar-1"')[2]
    assert "Bicycles in use" not in stories
    page = _page(ours, "en/indicator/bicycles-stock/index.html")
    assert "Counts only what our register holds" in page
    assert "This is a full count of what we have." in page
