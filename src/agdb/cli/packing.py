"""Packed copies beside the files of a site, so that no server has to pack them at each request."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import brotli

from agdb.cli.former_site import FormerSite

_WORDS: Final = (".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".ttl", ".txt", ".xml")
_LEAST: Final = 860  # bytes; what is smaller goes in one packet either way


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # without name and time
    return packer.compress(body) + packer.flush()


def _brotli(body: bytes) -> bytes:
    found: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
    return found


Pack = Callable[[bytes], bytes]
PACKINGS: Final[dict[str, Pack]] = {".gz": _gzip, ".br": _brotli}
"""How a file is packed, by the end of the name of its packed copy."""


def packed(
    pages: Iterable[tuple[str, bytes]], *, former: FormerSite | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, and after each that is text its packed copies.

    A copy that the site in `former` has of the same bytes is taken from there. The bytes are the
    same every time.

    >>> [path for path, _ in packed([("a.html", b"a" * 1000), ("a.png", b"a" * 1000)])]
    ['a.html', 'a.html.gz', 'a.html.br', 'a.png']
    """
    for path, body in pages:
        yield path, body
        if len(body) < _LEAST or not path.endswith(_WORDS):
            continue
        kept = _kept(former, path, body)
        for end, pack in PACKINGS.items():
            yield path + end, kept.get(end) or pack(body)


def _kept(former: FormerSite | None, path: str, body: bytes) -> dict[str, bytes]:
    """The copies that are there already, if they are those of these bytes."""
    if former is None or former.body(path) != body:
        return {}
    found = {end: former.body(path + end) for end in PACKINGS}
    return {end: one for end, one in found.items() if one}
