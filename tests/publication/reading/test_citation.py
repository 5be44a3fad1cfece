"""How an input is cited."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from agdb.publication.reading.citation import citation, licence
from agdb.publication.site import site
from agdb.publication.wording.language import Language
from agdb.results.release import Release


def test_the_source_says_how_it_wants_to_be_cited(release: Release, nl: Language) -> None:
    one = release.computed["bicycles-stock"].inputs[0]

    said = citation(one, source=release.programme.sources[one.dataset], language=nl)

    assert said == "Testbureau, Fietsen in bedrijf"


def test_without_a_source_the_rows_or_the_address_are_cited(release: Release, nl: Language) -> None:
    one = release.computed["bicycles-stock"].inputs[0]

    assert citation(one, source=None, language=nl) == one.citations[0]
    assert citation(replace(one, citations=()), source=None, language=nl) == (
        "test:bicycles, https://example.org/bicycles"
    )


def test_a_licence_that_has_words_is_said_in_the_language_of_the_page(
    release: Release, nl: Language, en: Language
) -> None:
    one = replace(release.computed["bicycles-stock"].inputs[0], licence="Vrij")
    known = release.programme.sources[one.dataset]
    source = known.model_copy(
        update={"licence": "Vrij", "licence_words": {"nl": "Vrij", "en": "Free"}}
    )

    assert licence(one, source=source, language=en) == "Free"
    assert licence(one, source=source, language=nl) == "Vrij"
    assert licence(replace(one, transcription=False), source=known, language=en) == "Vrij"
    assert licence(replace(one, transcription=True), source=source, language=en) == "Free"
    assert licence(one, source=None, language=en) == "Vrij"


@pytest.mark.slow
def test_the_licence_of_the_site_does_not_cover_what_a_source_keeps_for_itself(
    release: Release,
) -> None:
    # Given a source whose terms grant nothing that we know of
    dataset = release.computed["bicycles-stock"].inputs[0].dataset
    kept = release.programme.sources[dataset].model_copy(
        update={"own_terms": True, "licence": "Eigen voorwaarden", "licence_url": None}
    )
    sources = dict(release.programme.sources) | {dataset: kept}
    programme = replace(release.programme, sources=sources)

    files = dict(site(replace(release, programme=programme)))

    described = json.loads(files["api/v1/indicator/bicycles-stock.json"])
    assert (described["licence"], described["licence_url"]) == ("Eigen voorwaarden", None)
    table = json.loads(files["nl/indicator/bicycles-stock.csv-metadata.json"])
    assert table["dc:license"] == "Eigen voorwaarden"
    page = files["nl/indicator/bicycles-stock/index.html"].decode()
    assert '"license": "Eigen voorwaarden"' in page
    before = json.loads(dict(site(release))["api/v1/indicator/bicycles-stock.json"])
    assert before["licence_url"] == release.programme.plan.licence_url
