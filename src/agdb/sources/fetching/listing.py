"""Chooses one file from what a publisher lists, and looks where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from agdb.errors import Place, SourceError

Item = TypeVar("Item")


def only(
    items: Iterable[tuple[str, Item]], pattern: str | None, *, address: str
) -> tuple[str, Item]:
    """Return the one item whose name fits `pattern`, or the one that there is without a pattern.

    `*` stands for anything, and case does not count. Raises `SourceError` for none or several.

    >>> only([("a_2025.csv", 1), ("a_2026.csv", 2)], "*_2026.CSV", address="x")
    ('a_2026.csv', 2)
    """
    listed = list(items)
    wanted = (pattern or "*").lower()
    found = [(name, item) for name, item in listed if fnmatchcase(name.lower(), wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sorted(name for name, _ in listed)[:8]) or "nothing"
    raise SourceError(
        f"{len(found)} of the listed files fit {pattern or '*'!r} in place of one",
        place=Place(address),
        remedy=f"write its name into fetch.file of the source; listed are {names}",
    )


def same_host(link: str, *, base: str, what: str) -> str:
    """Return `link` if it leads to the host and port of `base`, with the scheme of `base`.

    Raises `SourceError` if it leads elsewhere.

    >>> same_host("http://a.nl/x?y", base="https://a.nl/b", what="the next page")
    'https://a.nl/x?y'
    """
    there, here = _split(link), urlsplit(base)
    if there.scheme not in {"http", "https"} or there.netloc.lower() != here.netloc.lower():
        raise SourceError(
            f"{what} is said to be at {link!r}, which is not at {here.netloc}",
            place=Place(base),
            remedy="check the base address in the settings",
        )
    return there._replace(scheme=here.scheme).geturl()


def same_site(link: str, *, base: str, what: str) -> str:
    """Return `link` if it leads to `base` or a sister of it; raises `SourceError`.

    Sisters are hosts that end in the same two names, as duo.nl and onderwijsdata.duo.nl.

    >>> same_site("https://duo.nl/a.csv", base="https://onderwijsdata.duo.nl", what="the file")
    'https://duo.nl/a.csv'
    """
    there, here = _split(link), urlsplit(base)
    own = there.netloc.lower() == here.netloc.lower()
    if not own and there.scheme == "https" and _site(there.hostname) == _site(here.hostname):
        return link
    return same_host(link, base=base, what=what)


def _split(link: str) -> SplitResult:
    try:
        return urlsplit(link)
    except ValueError:  # brackets that are no IPv6 address
        return urlsplit("")


def _site(host: str | None) -> str:
    return ".".join((host or "").lower().split(".")[-2:])
