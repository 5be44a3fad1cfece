"""The terms that a text explains: list items that begin with a word in bold and a colon."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.wording.language import folded

_WRITTEN: Final = re.compile(r"^[-*] \*\*(?P<name>[^*]+)\*\*: *(?P<meaning>.+)$", re.MULTILINE)
_MARKUP: Final = re.compile(r"<li>(?:\n<p>)?<strong>(?P<name>[^<]+)</strong>:")


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term, the anchor at which it stands, and what it means in the markdown of its text."""

    name: str
    anchor: str
    meaning: str


def terms(markdown: str) -> Iterator[DefinedTerm]:
    """Yield the terms of a text in their order.

    >>> [(one.anchor, one.meaning) for one in terms("- **Stock & flow**: what there *is*.")]
    [('stock-flow', 'what there *is*.')]
    """
    for found in _WRITTEN.finditer(markdown):
        yield DefinedTerm(found["name"], _anchor(found["name"]), found["meaning"])


def with_anchors(body: Markup) -> Markup:
    """Return the rendered text in which every term can be linked to.

    >>> str(with_anchors(Markup("<li><strong>Stock</strong>: what there is.</li>")))
    '<li id="stock"><strong>Stock</strong>: what there is.</li>'
    """
    seen: set[str] = set()

    def anchored(found: re.Match[str]) -> str:
        anchor = _anchor(html.unescape(found["name"]))
        if anchor in seen:  # a label that comes back is no term of its own
            return found[0]
        seen.add(anchor)
        return found[0].replace("<li>", f'<li id="{anchor}">', 1)

    return Markup(_MARKUP.sub(anchored, body))  # noqa: S704 - letters, digits and dashes are added


def plain_words(meaning: str) -> str:
    """Return a meaning without the marks of markdown.

    >>> plain_words("what **there** is, see [about](../about/).")
    'what there is, see about.'
    """
    return re.sub(r"\]\([^)]*\)|[*_`\[\]]", "", meaning)


def _anchor(name: str) -> str:
    return "-".join(folded(name).split())
