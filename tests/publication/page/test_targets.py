"""The page of the targets."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from agdb.publication import site
from agdb.release.model import Release


def _page(release: Release, name: str) -> str:
    return unescape(dict(site(release))[name].decode()).replace("\u00a0", " ")


def test_every_target_stands_there_with_its_owner_and_what_the_figures_say(
    release: Release,
) -> None:
    page = _page(release, "en/targets/index.html")

    for target in release.programme.targets.values():
        assert f'id="{target.id}"' in page
        assert target.names["en"] in page
        assert target.owner["en"] in page
        assert target.source in page


def test_a_target_without_a_series_is_said_to_have_no_judgement(release: Release) -> None:
    targets = {
        ident: one.model_copy(update={"indicator": None, "same_definition": False})
        for ident, one in release.programme.targets.items()
    }
    bare = replace(release, programme=replace(release.programme, targets=targets))

    page = _page(bare, "nl/targets/index.html")

    assert "Geen reeks in deze monitor gaat over dit doel." in page
    assert "Er is daarom nog geen oordeel." in page


def test_a_target_for_another_area_is_set_beside_no_series_and_says_why(release: Release) -> None:
    # Given the targets, as if they were for a union that the country is a member of
    area = {"nl": "de Unie", "en": "the Union"}
    targets = {
        ident: one.model_copy(update={"indicator": None, "same_definition": False, "area": area})
        for ident, one in release.programme.targets.items()
    }
    union = replace(release, programme=replace(release.programme, targets=targets))

    page = _page(union, "en/targets/index.html")

    assert page.count("This target is for the Union, not for") == len(targets)
    assert "Series beside this target" not in page


def test_the_overview_says_in_short_how_many_targets_are_measured(release: Release) -> None:
    page = _page(release, "en/index.html")

    assert '<a href="/en/targets/">Targets</a>' in page
    assert f"{len(release.programme.targets)} target" in page
    having = sum(bool(one.values) for one in release.computed.values())
    assert f"{having} of the {len(release.computed)} indicators have figures" in page


def test_without_targets_there_is_no_page_and_no_menu_item(release: Release) -> None:
    bare = replace(release, programme=replace(release.programme, targets={}))

    files = dict(site(bare))

    assert "en/targets/index.html" not in files
    assert b"/en/targets/" not in files["en/index.html"]
