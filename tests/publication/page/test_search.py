"""The search page and its index: everything of the site is there, and every path leads to it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from agdb.programme.synonyms import Synonyms
from agdb.publication.site import site
from agdb.results.release import Release


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    same = Synonyms(id="bell", words={"nl": ("bel", "toeter"), "en": ("bell", "horn")})
    texts = {
        "nl": {
            **release.programme.texts["nl"],
            "terms": "# Termen\n\n- **Lege band**: zonder *lucht*.",
        },
        "en": {
            **release.programme.texts["en"],
            "terms": "# Terms\n\n- **Flat tyre**: without *air*.",
        },
    }
    programme = replace(release.programme, texts=texts, synonyms={"bell": same})
    return dict(site(replace(release, programme=programme)))


def entries(files: dict[str, bytes], language: str) -> dict[str, list[Any]]:
    """The entries of the index by their path."""
    index = json.loads(files[f"{language}/search/index.json"])
    return {one[2]: [index["kinds"][one[0]], *one[1:]] for one in index["entries"]}


def test_every_kind_of_thing_is_found_under_its_name(files: dict[str, bytes]) -> None:
    found = entries(files, "en")

    assert found["en/indicator/bicycles-stock/"][0] == "Figures"
    assert found["en/targets/#many"][:2] == ["Targets", "Many bicycles"]
    assert found["en/initiative/bells/"][0] == "Initiatives"
    assert found["en/region/PV29/"][3] == "province"
    assert found["en/organisation/society/"][0] == "Organisations"
    assert found["en/body/table/"][0] == "Bodies"
    assert found["en/terms/#flat-tyre"] == [
        "Terms", "Flat tyre", "en/terms/#flat-tyre", "", "without air.",
    ]  # fmt: skip


def test_papers_and_promises_are_found_by_the_numbers_of_parliament(
    files: dict[str, bytes],
) -> None:
    found = entries(files, "nl")

    assert found["nl/commitments/#overdue"][3] == "TZ202402-001"
    assert found["nl/timeline/#y2024"][3] == "12345-7"


def test_an_indicator_is_found_by_its_table_and_catalogue_number(files: dict[str, bytes]) -> None:
    *_, words = entries(files, "nl")["nl/indicator/bicycles-stock/"]

    assert re.search(r"\bP1\.\d\d\b", words)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_path_of_the_index_is_a_page_and_its_anchor_stands_there(
    files: dict[str, bytes], language: str
) -> None:
    for path in entries(files, language):
        page, _, anchor = path.partition("#")
        body = files[f"{page}index.html"].decode()
        assert not anchor or f'id="{anchor}"' in body, path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_lists_everything_that_the_index_has(
    files: dict[str, bytes], language: str
) -> None:
    page = files[f"{language}/search/index.html"].decode()

    for path in entries(files, language):
        assert f'href="/{path}"' in page, path


def test_the_index_has_the_synonyms_of_its_language(files: dict[str, bytes]) -> None:
    assert json.loads(files["nl/search/index.json"])["synonyms"] == [["bel", "toeter"]]
    assert json.loads(files["en/search/index.json"])["synonyms"] == [["bell", "horn"]]
