"""Another count of nearly the same thing, and why there are two: said before anybody compares."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.page.edition import Edition, Link
from agdb.publication.reading.reading import Reading


def related(edition: Edition, reading: Reading) -> tuple[Link, ...]:
    """Return the indicators beside this one, each with the reason why it is another figure.

    The reason is written once, at one of the two, and told at both.
    """
    found = dict(_reasons(edition, reading))
    code = edition.language.code
    return tuple(
        Link(
            edition.addresses.link(address.indicator(code, ident)),
            edition.readings[ident].name,
            aside=why,
        )
        for ident, why in found.items()
        if ident in edition.readings
    )


def _reasons(edition: Edition, reading: Reading) -> Iterator[tuple[str, str]]:
    words, own = edition.language.words, reading.definition.id
    for one in reading.definition.related:
        yield one.indicator, words(one.why)
    for ident, other in edition.programme.indicators.items():
        for one in other.related:
            if one.indicator == own:
                yield ident, words(one.why)
