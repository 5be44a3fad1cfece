"""An indicator that went up in another one is still found at its old address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.indicators.test_compute import BICYCLES, SHARE, built
from tests.publication.conftest import KNOWN

from agdb.cli.indicators import computed_in
from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.publication.site import site
from agdb.results.release import Release

Edit = Callable[[str, str, str], Path]


@pytest.mark.slow
def test_an_old_address_leads_to_the_indicator_that_took_its_place(
    edit: Edit, tmp_path: Path
) -> None:
    folder = edit(BICYCLES, "id: bicycles-number", "id: bicycles-number\nformerly: [velocipedes]")
    release = built(folder, tmp_path / "var")

    files = dict(site(release, base="/monitor/"))

    page = files["nl/indicator/velocipedes/index.html"].decode()
    assert 'content="0; url=/monitor/nl/indicator/bicycles-number/"' in page
    assert '<a href="/monitor/nl/indicator/bicycles-number/">Fietsen</a>' in page
    for path in ("nl/indicator/{}.csv", "en/indicator/{}.json", "api/v1/indicator/{}.json"):
        assert files[path.format("velocipedes")] == files[path.format("bicycles-number")]
    assert computed_in(release, "velocipedes") is release.computed["bicycles-number"]


@pytest.mark.parametrize("name", ["bicycles-number", "velocipedes"])
def test_an_old_id_leads_to_one_indicator(edit: Edit, name: str) -> None:
    edit(BICYCLES, "id: bicycles-number", "id: bicycles-number\nformerly: [velocipedes]")
    folder = edit(SHARE, "catalogue:", f"formerly: [{name}]\ncatalogue:")

    with pytest.raises(ProgrammeError, match="is also that of"):
        read_programme(folder)


@pytest.mark.slow
def test_a_known_host_says_where_a_weakness_is_reported(release: Release) -> None:
    files = dict(site(release, base="https://monitor.example.org/"))

    lines = files[".well-known/security.txt"].decode().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert told["Contact"] == release.programme.plan.contact
    assert told["Canonical"] == "https://monitor.example.org/.well-known/security.txt"
    expires = date.fromisoformat(told["Expires"].removesuffix("T00:00:00Z"))
    assert 0 < (expires - release.day).days < 365


def test_the_sitemap_has_every_page_that_is_there_to_be_found(
    known_files: dict[str, bytes],
) -> None:
    listed = set(re.findall(f"<loc>{KNOWN}(.*?)</loc>", known_files["sitemap.xml"].decode()))
    pages = {
        path.removesuffix("index.html")
        for path, body in known_files.items()
        if path.endswith(".html") and b'content="noindex"' not in body
    }
    assert listed == pages - {""}
