"""What a government or publisher says is cited from its own page, and never from a news site."""

from __future__ import annotations

from urllib.parse import urlsplit

from agdb.programme.programme import Programme
from agdb.register.initiative import PartnerRole
from agdb.register.party import OrganisationKind
from agdb.register.register import Register

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


def test_what_the_government_says_of_itself_is_cited_from_its_papers_first(
    programme: Programme, register: Register
) -> None:
    for target in programme.targets.values():
        if target.owner["nl"].startswith(GOVERNMENT):
            assert host(target.sources[0].url) not in NEWS, target.id
    for initiative in register.initiatives.values():
        kinds = {
            register.organisations[name].kind
            for name in initiative.organisations(PartnerRole.ACCOUNTABLE)
        }
        if kinds == {OrganisationKind.GOVERNMENT} and initiative.sources[0].url:
            assert host(initiative.sources[0].url) not in NEWS, initiative.id


def test_no_address_of_a_source_is_a_page_in_another_language_or_without_a_title(
    programme: Programme, register: Register
) -> None:
    # The readers found a Romanian page of the Commission and a page called titel-van-beleid
    cited = [cited.url for one in programme.targets.values() for cited in one.sources]
    cited += [
        evidence.url
        for _, some in register.kinds()
        for one in some.values()
        for evidence in one.sources
        if evidence.url is not None
    ]

    assert not [url for url in cited if "futurium.ec.europa.eu/ro" in url]
    for initiative in register.initiatives.values():
        assert "titel-van-beleid" not in (initiative.sources[0].url or "")
