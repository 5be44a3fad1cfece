"""Addresses of the site."""

from __future__ import annotations

import pytest

from agdb.errors import UsageError
from agdb.publication.address import Addresses


@pytest.mark.parametrize(
    "base", ["", "nl", "/nl", "https://example.org", "ftp://a/", "//a/", "/?a/", "https://["]
)
def test_a_base_that_cannot_hold_a_site_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="cannot hold a site"):
        Addresses(base)


def test_links_are_paths_also_under_a_whole_address() -> None:
    under = Addresses("https://example.org/monitor/")

    assert under.link("nl/") == "/monitor/nl/"
    assert under.full("nl/") == "https://example.org/monitor/nl/"
    assert under.absolute
    assert not Addresses("/monitor/").absolute


def test_files_of_pages_and_downloads() -> None:
    assert Addresses.file("") == "index.html"
    assert Addresses.file("nl/") == "nl/index.html"
    assert Addresses.file("nl/indicator/a.csv") == "nl/indicator/a.csv"
