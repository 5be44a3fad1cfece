"""The language of a page of the desk is part of its address: /desk/nl/ and /desk/en/."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import LocalePrefixPattern, URLPattern, URLResolver
from django.utils import translation

from agdb.web.pages import missing
from agdb.web.wording import CODES, say

Answer = Callable[[HttpRequest], HttpResponseBase]

ROOT: Final = "desk"
_PREFIX: Final = re.compile(rf"^/{ROOT}/({'|'.join(CODES)})/")


class LanguagePrefix(LocalePrefixPattern):
    """Matches the addresses of the desk in the active language, and writes them in it."""

    @property
    def language_prefix(self) -> str:
        """The first parts of every address below."""
        return f"{ROOT}/{active()}/"


def in_every_language(addresses: Sequence[URLPattern | URLResolver]) -> URLResolver:
    """Return `addresses` below the prefix of the active language."""
    return URLResolver(LanguagePrefix(), addresses)


def active() -> str:
    """Return the code of the language in which is answered."""
    found = (translation.get_language() or CODES[0]).split("-")[0]
    return found if found in CODES else CODES[0]


def in_language(answer: Answer) -> Answer:
    """Return the middleware that answers in the language of the address, where there is a desk."""

    def translated(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(f"/{ROOT}/") and not settings.AGDB_DESK:
            return missing(request)
        match = _PREFIX.match(request.path_info)
        with translation.override(match[1] if match else _asked(request)):
            response = answer(request)
            if match:
                response.headers["Content-Language"] = match[1]
            return response

    return translated


def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the desk in the language that the browser asks for."""
    response = HttpResponseRedirect(f"/{ROOT}/{_asked(request)}/")
    response.headers["Vary"] = "Accept-Language"
    return response


def switched(path: str) -> list[dict[str, str | bool]]:
    """Return the languages with the address of the page at `path` in each."""
    here = _PREFIX.sub("", path)
    return [
        {
            "code": code,
            "name": say(code)("desk.language"),
            "href": f"/{ROOT}/{code}/{here}",
            "current": code == active(),
        }
        for code in CODES
    ]


def _asked(request: HttpRequest) -> str:
    wanted = request.headers.get("Accept-Language", "").lower()
    places = {code: wanted.find(code) for code in CODES}
    named = [code for code in CODES if places[code] >= 0]
    return min(named, key=lambda code: places[code], default=CODES[0])
