"""What a reader takes along of a figure, and the picture that stands where a link is shared."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.publication.conftest import KNOWN

from agdb.publication.site import site
from agdb.results.release import Release


@pytest.fixture(scope="module")
def page(known_files: dict[str, bytes]) -> str:
    return unescape(known_files["nl/indicator/bicycles-stock/index.html"].decode()).replace(
        "\u00a0", " "
    )


def copied(page: str, ident: str) -> str:
    block = page.partition(f'id="{ident}"')[2].partition("</pre>")[0]
    return block.partition("<pre")[2].partition(">")[2]


def test_a_figure_is_cited_with_source_release_and_the_address_that_stays(
    page: str, release: Release, known_files: dict[str, bytes]
) -> None:
    plain, apa = copied(page, "cite-plain"), copied(page, "cite-apa")
    where = f"{KNOWN}releases/{release.id}/#bicycles-stock"
    kept = known_files[f"releases/{release.id}/index.html"].decode()

    assert plain == (
        "In het 4e kwartaal van 2024 was dit 1.504,9 duizend fietsen (voorlopig)."
        " Bron: Testbureau, Fietsen in bedrijf."
        f" Bewerking: Fietsmonitor, uitgave {release.id}. {where}"
    )
    assert apa == (
        f"Redactie Fietsmonitor. (2025). Fietsen in bedrijf (uitgave {release.id}) [Dataset]."
        f" Fietsmonitor. {where}"
    )
    row = kept.partition('<tr id="bicycles-stock">')[2].partition("</tr>")[0]
    assert "1.504,9" in row
    assert 'href="bicycles-stock.svg"' in row


def test_the_chart_of_a_release_stays_as_it_was_in_every_language(
    release: Release, known_files: dict[str, bytes]
) -> None:
    for shown, language in (("", "nl"), ("en/", "en")):
        kept = known_files[f"releases/{release.id}/{shown}bicycles-stock.svg"]
        assert kept == known_files[f"{language}/indicator/bicycles-stock/main.svg"]
    english = known_files["en/indicator/bicycles-stock/index.html"].decode()
    assert f"{KNOWN}releases/{release.id}/en/#bicycles-stock" in english


def test_bibtex_has_balanced_braces_and_every_field(page: str, release: Release) -> None:
    found = copied(page, "cite-bibtex")

    assert found.startswith("@misc{bicycles-bicycles-stock-")
    assert found.count("{") == found.count("}")
    assert f"version = {{{release.id}}}" in found
    assert re.findall(r"^  (\w+) = ", found, re.MULTILINE) == [
        "author", "title", "year", "howpublished", "version", "note", "url"
    ]  # fmt: skip


def test_the_code_to_embed_is_a_link_with_a_picture_and_nothing_that_follows_a_reader(
    page: str, known_files: dict[str, bytes]
) -> None:
    code = copied(page, "embed")
    image = re.search(r'src="([^"]+)"', code)

    assert code.startswith(f'<a href="{KNOWN}nl/indicator/bicycles-stock/"><img ')
    assert "<script" not in code
    assert "<iframe" not in code
    assert image is not None
    assert image[1].removeprefix(KNOWN) in known_files
    assert 'alt="Fietsen in bedrijf. In het 4e kwartaal' in code


def test_every_page_has_a_picture_for_who_shares_it_and_that_picture_exists(
    known_files: dict[str, bytes],
) -> None:
    shared = (n for n in known_files if n[2:3] == "/" and n.endswith("index.html"))  # no 404.html
    pages = {name: known_files[name].decode() for name in shared}

    assert pages
    for name, text in pages.items():
        found = re.search(r'property="og:image" content="([^"]+)"', text)
        assert found is not None, name
        assert found[1].removeprefix(KNOWN) in known_files, (name, found[1])
        assert 'name="twitter:card"' in text, name


@pytest.mark.slow
def test_a_site_that_does_not_know_its_host_names_no_picture_and_draws_no_cards(
    release: Release,
) -> None:
    found = dict(site(release))

    assert b"og:image" not in found["nl/index.html"]
    assert not [name for name in found if "/card/" in name]
