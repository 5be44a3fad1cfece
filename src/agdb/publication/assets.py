"""Stylesheet, letter and script, shipped with the package and named by what is in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources

_FONT = "fonts/source-sans-3.woff2"
_LICENCE = "fonts/LICENSE.txt"
_ICON = "icon.svg"


@dataclass(frozen=True, slots=True)
class Assets:
    """Paths of the site's own files, and their bytes."""

    style: str
    font: str
    icon: str
    script: str
    filter: str
    chart: str
    search: str
    register: str
    indicator: str
    files: tuple[tuple[str, bytes], ...]


def assets() -> Assets:
    """Return the assets; a changed file gets a new name, so that copies may be kept for ever."""
    font, font_bytes = _named(_FONT, _read(_FONT))
    sheet = _read("site.css").replace(b"source-sans-3.woff2", font.rpartition("/")[2].encode())
    style, style_bytes = _named("site.css", sheet)
    icon, icon_bytes = _named(_ICON, _read(_ICON))
    script, script_bytes = _named("doses.js", _read("doses.js"))
    filtering, filtering_bytes = _named("filter.js", _read("filter.js"))
    search, search_bytes = _named("search.js", _read("search.js"))
    chart, chart_bytes = _named("chart.js", _read("chart.js"))
    register, register_bytes = _named("register.css", _read("register.css"))
    indicator, indicator_bytes = _named("indicator.css", _read("indicator.css"))
    licence = "assets/source-sans-3-LICENSE.txt"
    files = (
        (font, font_bytes),
        (icon, icon_bytes),
        (style, style_bytes),
        (script, script_bytes),
        (filtering, filtering_bytes),
        (chart, chart_bytes),
        (search, search_bytes),
        (register, register_bytes),
        (indicator, indicator_bytes),
        (licence, _read(_LICENCE)),
    )
    return Assets(style, font, icon, script, filtering, chart, search, register, indicator, files)


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _, extension = name.rpartition("/")[2].rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:10]
    return f"assets/{stem}.{digest}.{extension}", content


def _read(name: str) -> bytes:
    return resources.files("agdb.publication").joinpath("static", *name.split("/")).read_bytes()
