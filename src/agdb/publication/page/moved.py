"""Old addresses of indicators that went up in another one: they lead to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.page.edition import Edition, Link


def moved_pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield a page at every former address; a browser goes on by itself, a reader has the link."""
    code = edition.language.code
    for reading in edition.readings.values():
        to = Link(
            edition.addresses.link(address.indicator(code, reading.definition.id)), reading.name
        )
        for old in reading.definition.formerly:
            yield edition.render(
                "moved.html",
                address.indicator(code, old),
                title=edition.language.say("moved.title"),
                description=edition.language.say("moved.text"),
                to=to,
            )
