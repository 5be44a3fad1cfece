"""The stylesheets, letter, icon and script of the desk: the site's own, and a few more.

Each is named by what is in it, so a browser may keep it for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from agdb.files.media import content_type
from agdb.publication.assets import assets

PLACE: Final = "/desk/assets/"


@cache
def _files() -> Mapping[str, bytes]:
    found = {path.rpartition("/")[2]: content for path, content in assets().files}
    for name in ("desk.css", "passkey.js"):
        content = resources.files("agdb.web").joinpath("static", name).read_bytes()
        stem, _, extension = name.rpartition(".")
        found[f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{extension}"] = content
    return found


def asset(name: str) -> str:
    """Return the address of the asset that the package calls `name`, as in `desk.css`."""
    stem, _, extension = name.rpartition(".")
    (found,) = (one for one in _files() if one.startswith(stem + ".") and one.endswith(extension))
    return PLACE + found


def send_asset(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the asset of this name."""
    del request
    content = _files().get(name)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=content_type(name))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
