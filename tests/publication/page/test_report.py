"""The papers of the report as pages of the site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publication.report.bicycle_report import bicycle_plan

from agdb.publication.site import site
from agdb.results.release import Release


@pytest.mark.slow
def test_every_paper_has_a_page_in_every_language(release: Release) -> None:
    # Given a release whose programme has an outline
    programme = replace(release.programme, report=bicycle_plan())

    pages = dict(site(replace(release, programme=programme)))

    for code in ("nl", "en"):
        listed = pages[f"{code}/report/index.html"].decode()
        for name in bicycle_plan().papers:
            assert f"/{code}/report/{name}/" in listed
            assert f"{code}/report/{name}/index.html" in pages


@pytest.mark.slow
def test_a_programme_without_papers_has_no_such_page(release: Release) -> None:
    assert not [name for name, _ in site(release) if "/report/" in name]
