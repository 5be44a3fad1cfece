"""The page of the targets."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from agdb.programme.target import Candidate
from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = pytest.mark.slow

STOCK = "bicycles-stock"
YEARS = 6
"""From the last quarter of 2024, the newest of the stock, to that of 2030."""


def _last_two(release: Release) -> tuple[float, float]:
    """The stock of the whole country at the end of 2024 and of 2023, as it is printed."""
    found = {v.period: v.value for v in release.computed[STOCK].values if v.region == "NL01"}
    latest, earlier = found["2024-Q4"], found["2023-Q4"]
    assert latest is not None
    assert earlier is not None
    return round(latest, 1), round(earlier, 1)


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
        assert all(cited.url in page for cited in target.sources)
        assert all(cited.title["en"] in page for cited in target.sources)


def test_a_target_without_a_series_is_said_to_have_no_judgement(release: Release) -> None:
    targets = {
        ident: one.model_copy(update={"indicator": None, "same_definition": False})
        for ident, one in release.programme.targets.items()
    }
    bare = replace(release, programme=replace(release.programme, targets=targets))

    page = _page(bare, "nl/targets/index.html")

    assert "Geen cijfer in deze monitor gaat over dit doel." in page
    assert "Voor geen van deze doelen hebben wij een cijfer dat zeker hetzelfde meet." in page


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
    assert "Figure beside this target" not in page


def test_without_targets_there_is_no_page_and_no_menu_item(release: Release) -> None:
    bare = replace(release, programme=replace(release.programme, targets={}))

    files = dict(site(bare))

    assert "en/targets/index.html" not in files
    assert b"/en/targets/" not in files["en/index.html"]


def _with(release: Release, **target: object) -> Release:
    """The release with its first target changed, and no other."""
    (first, *_) = release.programme.targets.values()
    changed = first.model_copy(update=target)
    programme = replace(release.programme, targets={changed.id: changed})
    return replace(release, programme=programme)


def test_a_target_says_in_words_what_it_would_take_and_what_came(release: Release) -> None:
    # Given a stock of thousands of bicycles
    latest, earlier = _last_two(release)

    page = _page(_with(release, value=latest + 80), "en/targets/index.html")

    # Then what has to come on top is told by the head, beside what came in the last year
    needed = f"{float(f'{80_000 / YEARS:.3g}'):,.0f}"
    assert f"in 2030, {needed} more are needed each year." in page
    assert "This figure measures the same as the target." in page
    change = latest - earlier
    way = "were added" if change > 0 else "were lost"
    assert f"In the last year {float(f'{abs(change) * 1000:.3g}'):,.0f} {way}." in page


def test_a_target_that_has_been_reached_asks_for_nothing_more(release: Release) -> None:
    page = _page(_with(release, value=1.0), "nl/targets/index.html")

    assert "is nu al gehaald." in page
    assert "elk jaar" not in page


def test_every_way_of_counting_has_its_condition_and_no_page_contradicts_it(
    release: Release,
) -> None:
    when = {"nl": "Als de voorraad bedoeld is", "en": "If the stock is meant"}
    may_be = Candidate(indicator=STOCK, when=when)
    perhaps = _with(release, indicator=None, same_definition=False, candidates=(may_be,))

    files = dict(site(perhaps))

    for name in ("en/targets/index.html", f"en/indicator/{STOCK}/index.html"):
        page = unescape(files[name].decode()).replace("\u00a0", " ")
        assert "<strong>If the stock is meant</strong>:" in page, name
        assert "do not say which count" in page, name
        assert "This figure measures" not in page, name
    assert "For 1 target the page says what would hold" in files["en/targets/index.html"].decode()


def test_another_measure_is_not_measured_against_the_target(release: Release) -> None:
    # Given a figure beside a target that counts something else
    page = _page(_with(release, same_definition=False), "nl/targets/index.html")

    assert "Dit cijfer meet iets anders dan het doel." in page
    assert "moeten er elk jaar" not in page


def test_a_target_for_every_year_counts_the_years_in_which_it_was_met(release: Release) -> None:
    when = {"nl": "Als", "en": "If"}
    may_be = Candidate(indicator=STOCK, when=when)
    latest, _ = _last_two(release)
    target = {"year": None, "indicator": None, "same_definition": False, "candidates": (may_be,)}

    above = _page(_with(release, **target, value=latest + 1), "nl/targets/index.html")
    below = _page(_with(release, **target, value=latest), "nl/targets/index.html")

    assert "In het 4e kwartaal van 2024 was dat niet zo." in above
    assert "In het 4e kwartaal van 2024 was dat zo." in below
