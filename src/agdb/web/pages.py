"""Answers a request with the plain file that was published for its address."""

from __future__ import annotations

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
from django.views.decorators.csrf import csrf_exempt

from agdb.web.sending import send_file

_INDEX: Final = "index.html"
_WELL_KNOWN: Final = ".well-known"


@csrf_exempt  # it changes nothing, and says so to who sends a form
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return the file for `path`; a folder answers with its index, at an address ending in /."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    root: Path = settings.AGDB_SITE
    found = _inside(root, path)
    if found is None:
        return missing(request)
    if found.is_dir() and path and not path.endswith("/"):
        # of its parts: what begins with two slashes would be the name of another host
        parts = [part for part in path.split("/") if part]
        return HttpResponsePermanentRedirect(f"/{'/'.join(map(quote, parts))}/")
    file = found / _INDEX if found.is_dir() else found
    if not file.is_file() or (file == found and path.endswith("/")):
        return missing(request)
    try:
        return send_file(request, file)
    except FileNotFoundError:  # another site took the place of this one just now
        return missing(request)


def published_file(path: str) -> bytes | None:
    """Return the bytes of the published file at `path`, None if there is none."""
    found = _inside(settings.AGDB_SITE, path)
    return found.read_bytes() if found is not None and found.is_file() else None


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
