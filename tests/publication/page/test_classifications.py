"""The pages of the classifications."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publication.bicycle_figures import SOURCE, indicator

from agdb.errors import ReleaseError
from agdb.publication.site import site
from agdb.results.release import Release


@pytest.fixture(scope="module")
def files(files: dict[str, bytes]) -> dict[str, str]:
    return {
        name: text.decode().replace("\u00a0", " ")
        for name, text in files.items()
        if name.endswith(".html")
    }


def test_codes_stand_under_the_code_that_they_are_part_of(files: dict[str, str]) -> None:
    page = files["en/classifications/makes/index.html"]

    city = page.index("<code>city</code> city bicycles<ul")
    assert city < page.index("<code>folding</code>") < page.index("<code>race</code>")
    assert page.count("<li><code>") == 6
    assert "<dd>2012–</dd>" in page


def test_a_classification_names_the_indicators_that_use_it_with_their_period(
    files: dict[str, str],
) -> None:
    page = files["en/classifications/makes/index.html"]

    assert '<a href="/en/indicator/bicycles-sold/">Bicycles sold</a>: ' in page
    assert "thousand bicycles (2024)</li>" in page


def test_definitions_of_the_same_stand_side_by_side_and_are_not_joined(
    files: dict[str, str],
) -> None:
    page = files["en/classifications/index.html"]

    together, _, every = page.partition('id="every"')
    assert "Kinds of bicycles</h3>" in together
    assert "they are never joined in one series" in together
    assert "/classifications/makers/" in together
    assert "/classifications/sexes/" not in together
    assert "/classifications/sexes/" in every
    assert "/classifications/makers/" in files["en/classifications/makes/index.html"]


def test_an_indicator_links_to_its_classifications_with_their_version(
    files: dict[str, str],
) -> None:
    page = files["nl/indicator/bicycles-sold/index.html"]

    assert '<a href="/nl/classifications/makes/">makes</a> (1)' in page
    assert "/nl/classifications/makes/" not in files["nl/indicator/bicycles-price/index.html"]


def test_a_classification_is_used_by_its_indicator_by_a_breakdown_and_by_a_filter() -> None:
    value = {"dataset": SOURCE, "measure": "M1", "where": {"Soort": {"classification": "makes"}}}
    definition = indicator(
        "made-up",
        "Verzonnen",
        "Made up",
        classification="makers",
        metric={"type": "simple", "value": value},
        breakdowns=(
            {
                "id": "sex",
                "names": {"nl": "geslacht", "en": "sex"},
                "dimension": "Geslacht",
                "classification": "sexes",
            },
        ),
    )

    assert definition.classified_by == ("makers", "sexes", "makes")


@pytest.mark.slow
def test_a_programme_without_classifications_has_no_such_pages(release: Release) -> None:
    computed = {
        ident: one for ident, one in release.computed.items() if not one.definition.breakdowns
    }
    programme = replace(release.programme, classifications={})

    files = dict(site(replace(release, programme=programme, computed=computed)))

    assert not any("/classifications/" in name for name in files)
    assert b"/classifications/" not in files["nl/index.html"]


@pytest.mark.slow
def test_codes_that_are_each_others_parent_stop_the_build(release: Release) -> None:
    makes = release.programme.classifications["makes"]
    loop = {"city": "race", "race": "city"}
    members = tuple(
        one.model_copy(update={"parent": loop.get(one.id, one.parent)}) for one in makes.members
    )
    classifications = dict(release.programme.classifications)
    classifications["makes"] = makes.model_copy(update={"members": members})
    programme = replace(release.programme, classifications=classifications)

    with pytest.raises(ReleaseError, match="classification 'makes' has codes that are each other"):
        dict(site(replace(release, programme=programme)))
