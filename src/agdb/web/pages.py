"""Answers a request with the plain file that was published for its address."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.utils.http import http_date

_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
_INDEX: Final = "index.html"
_HASHED: Final = re.compile(r".+\.[0-9a-f]{10}\.\w+")
_YEAR: Final = "public, max-age=31536000, immutable"  # its name changes with what is in it
_MINUTES: Final = "public, max-age=300"
_WELL_KNOWN: Final = ".well-known"


def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return the file for `path`; a folder answers with its index, at an address ending in /."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    root: Path = settings.AGDB_SITE
    found = _inside(root, path)
    if found is None:
        return missing(request)
    if found.is_dir():
        if path and not path.endswith("/"):
            # of its parts: what begins with two slashes would be the name of another host
            parts = [part for part in path.split("/") if part]
            return HttpResponsePermanentRedirect(f"/{'/'.join(map(quote, parts))}/")
        found = found / _INDEX
    elif path.endswith("/"):
        return missing(request)
    if not found.is_file():
        return missing(request)
    return _file(found)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page that says that there is nothing here, in the language of the address."""
    del exception
    root: Path = settings.AGDB_SITE
    language = request.path.strip("/").split("/")[0]
    for candidate in (root / language / "404.html", root / "404.html"):
        if _inside(root, str(candidate.relative_to(root))) and candidate.is_file():
            return HttpResponse(candidate.read_bytes(), status=404)
    return HttpResponse("404", status=404, content_type="text/plain; charset=utf-8")


def _inside(root: Path, path: str) -> Path | None:
    """Return the file or folder at `path` below `root`, None for what is hidden or outside."""
    parts = [part for part in path.split("/") if part]
    if any(
        (part.startswith(".") and part != _WELL_KNOWN) or "\\" in part or "\0" in part
        for part in parts
    ):
        return None
    found = root.joinpath(*parts)
    try:
        inside = found.exists() and found.resolve().is_relative_to(root.resolve())
    except OSError:  # a name that no disk can have
        return None
    return found if inside else None


def _file(path: Path) -> HttpResponse:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    response = HttpResponse(path.read_bytes(), content_type=kind or "application/octet-stream")
    response.headers["Last-Modified"] = http_date(path.stat().st_mtime)
    kept = _YEAR if _HASHED.fullmatch(path.name) and path.parent.name == "assets" else _MINUTES
    response.headers["Cache-Control"] = kept
    if path.suffix in {".csv", ".xlsx"}:
        response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response
