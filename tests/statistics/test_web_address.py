"""What may stand behind a link leads where it says."""

from __future__ import annotations

import pytest

from agdb.statistics.web_address import is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.cbs.nl/",
        "http://example.org",
        "https://example.org:8443/a?b=c&d='e'#f",
        "https://nl.wikipedia.org/wiki/Súdwest-Fryslân",
        "https://example.org/naam@domein",
    ],
)
def test_an_address_on_the_web_is_one(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "cbs.nl", "//example.org/", "/nl/", "ftp://example.org/", "file:///etc/passwd"),
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "https://"),
        *("https://cbs.nl@example.org/", "https://name:word@example.org/", "https://cbs.nl\\@x/"),
        *("https://example.org/a b", 'https://example.org/"onclick="x', "https://example.org/<b>"),
        *("https://example.org/\u202egnp", "https://example.org/\u200b", "https://example.org/\n"),
    ],
)
def test_what_hides_where_it_leads_is_none(address: str) -> None:
    assert not is_web_address(address)
