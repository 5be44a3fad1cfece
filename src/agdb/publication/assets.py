"""Stylesheet, letter and script, shipped with the package and named by what is in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources

_FONT = "fonts/source-sans-3.woff2"
_LICENCE = "fonts/LICENSE.txt"
_ICON = "icon.svg"
_PLAIN = {
    "icon": _ICON,
    "script": "doses.js",
    "scenario": "scenario.css",
    "filter": "filter.js",
    "chart": "chart.js",
    "copy": "copy.js",
    "search": "search.js",
    "register": "register.css",
    "plan": "plan.css",
    "indicator": "indicator.css",
    "regional": "region.css",
    "compare": "compare.js",
    "sort": "sort.js",
    "paper": "paper.css",
}
"""Files that go out as they are, by the field of `Assets` that has their path."""


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
    paper: str
    files: tuple[tuple[str, bytes], ...]


def assets() -> Assets:
    """Return the assets; a changed file gets a new name, so that copies may be kept for ever."""
    font, font_bytes = _named(_FONT, _read(_FONT))
    sheet = _read("site.css").replace(b"source-sans-3.woff2", font.rpartition("/")[2].encode())
    style, style_bytes = _named("site.css", sheet)
    plain = {field: _named(name, _read(name)) for field, name in _PLAIN.items()}
    licence = ("assets/source-sans-3-LICENSE.txt", _read(_LICENCE))
    files = ((font, font_bytes), (style, style_bytes), *plain.values(), licence)
    paths = {field: path for field, (path, _) in plain.items()}
    return Assets(style=style, font=font, files=files, **paths)


def sheets() -> tuple[str, str]:
    """Return the stylesheet of the site and that of the page of an indicator."""
    return _read("site.css").decode(), _read("indicator.css").decode()


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _, extension = name.rpartition("/")[2].rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:10]
    return f"assets/{stem}.{digest}.{extension}", content


def _read(name: str) -> bytes:
    return resources.files("agdb.publication").joinpath("static", *name.split("/")).read_bytes()
