"""The index of a search over the real programme: how heavy it is, and what readers type."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from agdb.programme.programme import Programme
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.registry import sections
from agdb.publication.page.report.page import paper_page
from agdb.publication.page.search.page import search_index
from agdb.publication.wording.language import languages
from agdb.register.kept import published
from agdb.register.register import Register
from agdb.results.release import Release
from agdb.results.value import Computed

DAY = date(2026, 11, 29)
MOST = 40_000  # bytes for each language, packed


@pytest.fixture(scope="module", params=["nl", "en"])
def edition(request: pytest.FixtureRequest, programme: Programme, register: Register) -> Edition:
    """The site of a release in which no indicator has figures."""
    computed = {
        ident: Computed(definition=one, values=(), inputs=(), waiting=None)
        for ident, one in programme.indicators.items()
    }
    facts = published(register, DAY)
    release = Release("2026-11-29-000000000000", DAY, programme, computed, register=facts)
    spoken = languages(programme.plan.languages)
    return Edition(
        release,
        spoken[request.param],
        tuple(spoken.values()),
        Addresses("/"),
        assets(),
        sections(programme),
    )


@pytest.fixture(scope="module")
def index(edition: Edition) -> bytes:
    return search_index(edition)[1]


def test_the_index_is_light(index: bytes) -> None:
    assert len(gzip.compress(index, mtime=0)) < MOST


def test_the_index_has_every_indicator_initiative_and_paper(
    index: bytes, programme: Programme, register: Register
) -> None:
    paths = [one[2] for one in json.loads(index)["entries"]]

    assert sum("/indicator/" in path for path in paths) == len(programme.indicators)
    assert sum("/initiative/" in path for path in paths) == len(register.initiatives)
    assert sum("/timeline/#" in path for path in paths) == len(register.documents)


def test_the_letter_of_july_2025_is_found_by_its_number(index: bytes) -> None:
    notes = [one[3] for one in json.loads(index)["entries"]]

    assert "29544-1283" in notes


def test_every_question_is_found_where_it_is_answered(edition: Edition, index: bytes) -> None:
    paths = [
        one[2] for one in json.loads(index)["entries"] if "/report/" in one[2] and "#" in one[2]
    ]

    assert len(paths) == len(edition.programme.report.questions) > 5
    (page,) = {path.split("#")[0] for path in paths}
    body = paper_page(edition, page.split("/")[2])[1].decode()
    for path in paths:
        assert f'id="{path.split("#")[1]}"' in body, path
