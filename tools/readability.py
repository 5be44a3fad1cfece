"""How plain the Dutch of a site is, by type of page: `python tools/readability.py SITE`.

Flesch-Douma (Douma, 1960); 65 and more is plain (B1). A type whose sentences score less is a fault.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

LEAST: Final = 65.0
ENOUGH: Final = 100
"""Words below which a type of page has too little text to be measured."""

_VOWELS: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyéëïèö]", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_END: Final = re.compile(r"[.:;!?]+(?:\s|$)")
_BLOCKS: Final = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "dd", "dt", "summary", "figcaption", "br"}
)
_VOID: Final = frozenset({"br", "img", "input", "link", "meta", "hr", "source", "path", "circle",
                          "rect", "line", "use", "polygon", "polyline"})  # fmt: skip
_TERM: Final = re.compile(r"\0[^\0]*\0(?=:)")
_APART: Final = frozenset({"svg", "table", "script", "form", "code", "nav", "cite", "pre"})
"""What is no running text: data, addresses, titles of papers."""


def douma(text: str) -> float:
    """Return 206.84 less 0.77 for each syllable in 100 words and 0.93 for each word a sentence.

    >>> round(douma("Elk teken is een cijfer. De punt wijst waar het plan heen wil."))
    112
    """
    sentences = [one for one in _END.split(text) if _WORD.search(one)]
    words = _WORD.findall(text)
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in words)
    return 206.84 - 77 * syllables / len(words) - 0.93 * len(words) / len(sentences)


class PageText(HTMLParser):
    """The sentences of a page in `sentences`: of `main`, without tables, addresses and titles.

    A name that is a link counts as one short word: it was chosen by somebody else. So does a term
    that is explained, which is in bold with a colon after it.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self._said: list[str] = []
        self._link: list[str] | None = None
        self._apart = 0
        self._main = False
        self.feed(html)
        self._close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a link, or what is apart."""
        if tag in _BLOCKS:
            self._close()
        if tag in _VOID:
            return
        foreign = tag != "html" and dict(attrs).get("lang", "nl") != "nl"
        if self._apart or tag in _APART or foreign:
            self._apart += 1
        elif tag == "main":
            self._main = True
        elif tag == "a":
            self._link = []
        elif tag == "strong":
            self._said.append("\0")

    def handle_endtag(self, tag: str) -> None:
        """End what began with this tag."""
        if self._apart:
            self._apart -= tag not in _VOID
        elif tag == "a" and self._link is not None:
            text = "".join(self._link).strip()
            self._link = None
            self._said.append(text if text.endswith((".", "?")) else "dit")
        elif tag == "strong":
            self._said.append("\0")
        elif tag in _BLOCKS:
            self._close()
        elif tag == "main":
            self._main = False

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        if self._main and not self._apart:
            (self._said if self._link is None else self._link).append(data)

    def _close(self) -> None:
        text = " ".join(_TERM.sub("dit", "".join(self._said)).replace("\0", "").split())
        self._said = []
        if text.endswith((".", "?", ":")) and _WORD.search(text):
            self.sentences.append(text)


def types(site: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield each type of Dutch page, by its place, with the sentences of all pages of that type."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((site / "nl").rglob("index.html")):
        parts = path.relative_to(site / "nl").parts[:-1]
        name = parts[0] if parts else "overview"
        below = "" if len(parts) < 2 else "/*" + "/".join(("", *parts[2:]))
        found[name + below].update(PageText(path.read_text("utf-8")).sentences)
    yield from found.items()


def faults(scores: Iterable[tuple[str, set[str]]]) -> Iterator[str]:
    """Yield a sentence for each type of page that is harder than plain Dutch."""
    for name, sentences in scores:
        text = " ".join(sorted(sentences))
        if len(_WORD.findall(text)) >= ENOUGH and (score := douma(text)) < LEAST:
            hard = sorted(sentences, key=douma)[:3]
            yield f"nl/{name}: {score:.1f} where {LEAST:.0f} is plain; hardest: {' | '.join(hard)}"


if __name__ == "__main__":
    told = list(faults(types(Path(sys.argv[1]))))
    sys.stdout.write("".join(f"{one}\n" for one in told))
    sys.exit(bool(told))
