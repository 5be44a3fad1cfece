"""The texts of the programme as markdown: plain words, tables, and links that lead somewhere plain.

Texts are written by many hands and shown under the name of the monitor, so a picture from elsewhere
(which tells its owner who reads the page) and an address that hides where it leads are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from agdb.errors import Place, ProgrammeError
from agdb.programme.programme import Programme
from agdb.statistics.web_address import is_web_address

_INSIDE: Final = re.compile(r"(?:\.\./)*(?:[A-Za-z0-9][A-Za-z0-9._-]*/?)*(?:#[A-Za-z0-9_-]+)?")
_MAIL: Final = re.compile(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def text_reader() -> MarkdownIt:
    """Return what reads the texts: commonmark with tables; HTML in it is shown and not obeyed."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def check_links(programme: Programme, *, folder: str) -> None:
    """Raise `ProgrammeError` for the first link or picture in a text that may not be there."""
    reader = text_reader()
    # What the reader would leave as words is a link that somebody meant: it is told, not hidden.
    reader.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 -- all
    for language, pages in programme.texts.items():
        for page, text in pages.items():
            for line, what, remedy in _faults(reader, text):
                place = Place(f"{folder}/texts/{language}/{page}.md", line)
                raise ProgrammeError(what, place=place, remedy=remedy)


def _faults(reader: MarkdownIt, text: str) -> Iterator[tuple[int, str, str]]:
    line = 1
    for block in reader.parse(text):
        line = block.map[0] + 1 if block.map else line
        yield from ((line, *told) for told in map(_fault, block.children or ()) if told)


def _fault(token: Token) -> tuple[str, str] | None:
    if token.type == "image":
        source = str(token.attrGet("src"))
        return f"the picture {source!r} cannot stand in a text", "say it in words, or link to it"
    href = str(token.attrGet("href")) if token.type == "link_open" else "#a"
    if is_web_address(href) or _MAIL.fullmatch(href):
        return None
    if href and _INSIDE.fullmatch(href):
        return None
    return (
        f"the link to {href!r} does not say plainly where it leads",
        "write https://..., or from this page on as ../coverage/",
    )
