"""Stylesheet, letter and script, shipped with the package and named by what is in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources

_FONT = "fonts/monitor-letter-common.woff2"
_REST = "fonts/monitor-letter-rest.woff2"
_LICENCE = "fonts/LICENSE.txt"
_ICON = "icon.svg"
_PLAIN = {
    "icon": _ICON,
    "script": "doses.js",
    "filter": "filter.js",
    "chart": "chart.js",
    "copy": "copy.js",
    "search": "search.js",
    "compare": "compare.js",
    "sort": "sort.js",
}
"""Files that go out as they are, by the field of `Assets` that has their path."""
_SHEETS = {
    "style": ("site",),
    "scenario": ("site", "scenario"),
    "register": ("site", "register"),
    "plan": ("site", "plan"),
    "pillar": ("site", "register", "plan"),
    "indicator": ("site", "indicator"),
    "regional": ("site", "register", "region"),
    "paper": ("site", "indicator", "paper"),
    "questions": ("site", "register", "indicator", "paper"),
}
"""What goes out as one stylesheet, for each further one costs a page a connection of its own."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Paths of the site's own files, and their bytes."""

    style: str
    font: str
    icon: str
    script: str
    scenario: str
    filter: str
    chart: str
    copy: str
    search: str
    register: str
    indicator: str
    regional: str
    compare: str
    sort: str
    plan: str
    pillar: str
    paper: str
    questions: str
    files: tuple[tuple[str, bytes], ...]


def assets() -> Assets:
    """Return the assets; a changed file gets a new name, so that copies may be kept for ever."""
    font, rest = (_named(name, _read(name)) for name in (_FONT, _REST))
    plain = {field: _named(name, _read(name)) for field, name in _PLAIN.items()}
    styles = {
        field: _named(f"{'-'.join(of)}.css", _sheet(of, font, rest))
        for field, of in _SHEETS.items()
    }
    licence = ("assets/source-sans-3-LICENSE.txt", _read(_LICENCE))
    files = (font, rest, *styles.values(), *plain.values(), licence)
    paths = {field: path for field, (path, _) in (plain | styles).items()}
    return Assets(font=font[0], files=files, **paths)


def _sheet(names: tuple[str, ...], *fonts: tuple[str, bytes]) -> bytes:
    """These stylesheets in their order, with the names that the fonts go by."""
    sheet = b"\n".join(_read(f"{name}.css") for name in names)
    for path, _ in fonts:
        stem, digest, extension = path.rpartition("/")[2].split(".")
        sheet = sheet.replace(
            f"{stem}.{extension}".encode(), f"{stem}.{digest}.{extension}".encode()
        )
    return sheet


def sheets() -> tuple[str, str]:
    """Return the stylesheet of the site and that of the page of an indicator."""
    return _read("site.css").decode(), _read("indicator.css").decode()


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _, extension = name.rpartition("/")[2].rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:10]
    return f"assets/{stem}.{digest}.{extension}", content


def _read(name: str) -> bytes:
    return resources.files("agdb.publication").joinpath("static", *name.split("/")).read_bytes()
