"""What a government or publisher says is cited from its own page, and never from a news site."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from agdb.programme.programme import Programme

NEWS = {
    *("security.nl", "welingelichtekringen.nl", "accountancyvanmorgen.nl", "tweakers.net"),
    *("3d-printmagazine.com", "nl-aid.org", "berthub.eu", "telegraaf.nl", "nhnieuws.nl"),
}
"""Sites on which figures of others were read, and copies of papers that have a place of their own.

They may stand under `via`, and beside a paper as what was read in its place.
"""
GOVERNMENT = ("OCW", "EZ", "SZW", "Rijk", "het kabinet")


def host(url: str) -> str:
    """The name of a site, without www."""
    return urlsplit(url).netloc.removeprefix("www.")


def test_a_source_leads_to_its_publisher(programme: Programme) -> None:
    assert [one.id for one in programme.sources.values() if host(one.page) in NEWS] == []


def test_who_was_read_in_place_of_a_publisher_is_said(programme: Programme) -> None:
    # Given sources of which the figures themselves were read on a news site
    for source in programme.sources.values():
        read = {host(note.unit_source) for note in source.measures.values()}
        if read & NEWS:
            assert source.via is not None, source.id


@pytest.mark.parametrize("kind", ["initiatives", "targets"])
def test_what_the_government_says_of_itself_is_cited_from_its_papers_first(
    programme: Programme, kind: str
) -> None:
    for one in getattr(programme, kind).values():
        if one.owner["nl"].startswith(GOVERNMENT):
            assert host(one.sources[0].url) not in NEWS, one.id


def test_no_address_of_a_source_is_a_page_in_another_language_or_without_a_title(
    programme: Programme,
) -> None:
    # The readers found a Romanian page of the Commission and a page called titel-van-beleid
    cited = [
        cited.url
        for some in (programme.initiatives, programme.targets)
        for one in some.values()
        for cited in one.sources
    ]

    assert not [url for url in cited if "futurium.ec.europa.eu/ro" in url]
    for initiative in programme.initiatives.values():
        assert "titel-van-beleid" not in initiative.sources[0].url
