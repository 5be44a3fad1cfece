"""The list of the pages: what is rendered, linked and found by search engines is one list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.registry import sections, taken
from agdb.publication.section import LinkPlace
from agdb.publication.wording.language import Language
from agdb.results.release import Release


def edition_of(release: Release, language: Language) -> Edition:
    return Edition(
        release,
        language,
        (language,),
        Addresses("https://example.org/"),
        assets(),
        sections(release.programme),
    )


@pytest.fixture
def edition(release: Release, nl: Language) -> Edition:
    return edition_of(release, nl)


@pytest.mark.slow
def test_every_page_is_written_where_its_section_says(edition: Edition) -> None:
    for section in edition.sections:
        for key, path in zip(section.keys(edition), section.paths(edition), strict=True):
            assert section.render(edition, key)[0] == Addresses.file(path)


def test_no_two_sections_have_one_name(edition: Edition) -> None:
    names = [section.name for section in edition.sections]

    assert len(names) == len(set(names))


def test_a_text_can_take_the_name_of_no_section(edition: Edition) -> None:
    texts = set(edition.programme.texts["nl"])
    fixed = {section.name for section in edition.sections} - texts

    assert {"forecasts", "targets", "region", "assets"} <= fixed | {"assets"} <= taken()


def test_pages_of_what_a_release_lacks_are_not_listed(release: Release, nl: Language) -> None:
    def listed(some: Release) -> set[str]:
        edition = edition_of(some, nl)
        return {path for section in edition.sections for path in section.paths(edition)}

    score: Any = object()
    without = replace(release, backtest=(), scenario=None)

    assert "nl/forecasts/" in listed(replace(release, backtest=(score,)))
    assert not {"nl/forecasts/", "nl/scenario/"} & listed(without)


def test_all_but_pages_of_one_thing_can_be_reached_from_everywhere(edition: Edition) -> None:
    elsewhere = {s.name for s in edition.sections if s.place is LinkPlace.ELSEWHERE}

    assert elsewhere == {"indicator", "initiative", "body"}
