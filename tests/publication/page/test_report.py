"""The papers of the report as pages of the site."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.publication.report.bicycle_report import bicycle_plan, with_report

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


@pytest.mark.slow
def test_every_answer_has_its_anchor_its_citation_and_what_it_can_be_chosen_by(
    release: Release,
) -> None:
    pages = dict(site(with_report(release)))

    page = pages["en/report/qa/index.html"].decode()

    entries = re.findall(r'<div class="entry"([^>]*)>\s*<section id="q-(\w+)"', page)
    keys = {name: dict(re.findall(r'data-(\w+)="([^"]*)"', found)) for found, name in entries}
    assert list(keys) == list(bicycle_plan().questions)
    assert keys["stock"]["pillar"] == "roads"
    assert keys["stock"]["indicator"] == "bicycles-stock"
    assert {"NL01", "PV20"} <= set(keys["stock"]["region"].split())
    assert keys["bells"]["region"] == ""
    cited = re.search(r"<pre>([^<]*#q-stock)</pre>", page)
    assert cited is not None
    assert release.id in cited[1]
    assert "/en/report/qa/" in cited[1]
    # and nothing was answered, so that nothing is cited
    assert "#q-nothing</pre>" not in page


@pytest.mark.slow
def test_the_questions_are_chosen_by_pillar_indicator_and_region(release: Release) -> None:
    page = dict(site(with_report(release)))["nl/report/qa/index.html"].decode()

    for name, label in (
        ("pillar", "Pijler"),
        ("indicator", "Gaat over het cijfer"),
        ("region", "Met cijfers over de regio"),
    ):
        assert f'<label for="filter-{name}">{label}</label>' in page
    assert '<option value="PV20">Groningen</option>' in page
    # the form appears with a script; without one the whole list stands with its contents
    assert re.search(r'<form class="filter"[^>]* hidden>', page)
    assert "<noscript><nav" in page
