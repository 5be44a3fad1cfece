"""The pages that the programme writes itself: about, methods, accessibility and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markupsafe import Markup

from agdb.errors import ReleaseError
from agdb.programme.programme import Programme
from agdb.publication import address
from agdb.publication.page.edition import Edition, heading

TAKEN = frozenset({"pillar", "indicator", "initiatives", "sources", "region", "changes", "assets"})
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_texts(programme: Programme) -> None:
    """Raise `ReleaseError` if a text lacks a language, or its name cannot be an address."""
    codes = programme.plan.languages
    names = {name for code in codes for name in programme.texts.get(code, {})}
    for name in sorted(names):
        if _NAME.fullmatch(name) is None or name in TAKEN:
            raise ReleaseError(
                f"a text cannot be called {name!r}",
                remedy="use small letters, digits and dashes, and no name that a page has already",
            )
        for code in codes:
            if name not in programme.texts.get(code, {}):
                raise ReleaseError(
                    f"text {name!r} is not there in language {code!r}",
                    remedy="write it, or take it out of the other languages",
                )


def text_pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the page of every text of the programme in this language."""
    code = edition.language.code
    for name, markdown in edition.programme.texts.get(code, {}).items():
        title = heading(markdown, name)
        yield edition.render(
            "text.html",
            address.section(code, name),
            title=title,
            description=f"{title}. {edition.language.words(edition.programme.plan.names)}",
            body=rendered(markdown),
        )


def rendered(markdown: str) -> Markup:
    """Return `markdown` as markup without its first heading; HTML in it is shown and not obeyed.

    >>> str(rendered("# Title\\n\\nA <b>text</b>."))
    '<p>A &lt;b&gt;text&lt;/b&gt;.</p>\\n'
    """
    lines = markdown.splitlines()
    first = next((nth for nth, line in enumerate(lines) if line.startswith("# ")), None)
    kept = [line for nth, line in enumerate(lines) if nth != first]
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Markup(reader.render("\n".join(kept)))  # noqa: S704 - html is off, all text is escaped
