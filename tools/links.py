"""Whether every link, anchor and reference by id within a site leads somewhere.

Addresses elsewhere are not asked: `python tools/links.py SITE`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

_LINKS: Final = frozenset({"href", "src", "action", "formaction", "data-index"})
_REFERENCES: Final = frozenset({"aria-labelledby", "aria-describedby", "aria-controls", "for"})
_OF_SERVER: Final = ("/api/v1/observations", "/api/v1/openapi.json", "/desk/")
"""What a server answers and no file is."""


class LinkedPage(HTMLParser):
    """The ids of a page, what it links to, and which ids it refers to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.references: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes of an element say."""
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in _LINKS and tag != "base":
                self.links.append(value or "")
            elif name in _REFERENCES:
                self.references += (value or "").split()


def faults(site: Path) -> Iterator[str]:
    """Yield one sentence for each id that comes twice and each link that leads nowhere.

    The host of a site that names itself is that of its canonical links.
    """
    pages = {path: LinkedPage(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site}: there is no page"
    base = own_address(site)
    for path, page in pages.items():
        where = path.relative_to(site).as_posix()
        yield from (f"{where}: {fault}" for fault in _inside(page))
        for link in page.links:
            told = f"/{link.removeprefix(base)}" if base and link.startswith(base) else link
            target = urlsplit(urljoin("/" + where.removesuffix("index.html"), told))
            if not (target.scheme or target.netloc or target.path.startswith(_OF_SERVER)):
                yield from (f"{where}: {link} {fault}" for fault in _ends(target, site, pages))


def _inside(page: LinkedPage) -> Iterator[str]:
    double = sorted({one for one in page.ids if page.ids.count(one) > 1})
    yield from (f"the id {one!r} comes twice" for one in double)
    yield from (f"refers to no {one!r}" for one in page.references if one not in page.ids)


def _ends(target: SplitResult, site: Path, pages: Mapping[Path, LinkedPage]) -> Iterator[str]:
    file = site / unquote(target.path).lstrip("/")
    if target.path.endswith("/"):
        file /= "index.html"
    if not file.is_file():
        yield "leads nowhere"
    elif target.fragment and file in pages and unquote(target.fragment) not in pages[file].ids:
        yield "has no such place"


def own_address(site: Path) -> str:
    """Return the address that a site was published for; empty where it does not say."""
    robots = site / "robots.txt"
    if not robots.is_file():
        return ""
    line = next(one for one in robots.read_text("utf-8").splitlines() if "Sitemap:" in one)
    return line.split(": ", 1)[1].removesuffix("sitemap.xml")


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.exit(bool(found))
