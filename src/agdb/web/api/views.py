"""Answers a request below /api/v1/: the endpoints, and otherwise the files that were published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from agdb.publication import address
from agdb.publication.download.digits import in_digits
from agdb.release.code import code_hash
from agdb.scenario.result import published_run
from agdb.web.api.endpoints import BASE, ENDPOINTS, JSON, Endpoint, MediaFormat
from agdb.web.api.observations import WRITERS, found
from agdb.web.api.openapi import openapi
from agdb.web.api.problem import ApiProblemError, problem
from agdb.web.api.query import (
    ObservationQuery,
    checked,
    observation_query,
    release_choice,
    unknown,
)
from agdb.web.api.releases import ServedRelease, ServedReleases
from agdb.web.pages import page, published_file

_METHODS: Final = "GET, HEAD, OPTIONS"
_MINUTES: Final = "public, max-age=300"
Parts = Mapping[str, str]
Given = Mapping[str, tuple[str, ...]]


@csrf_exempt  # it changes nothing, and says so to who sends a form
def api(request: HttpRequest, path: str | None = None) -> HttpResponseBase:
    """Return the answer to a request for `path` below the base of the interface."""
    if request.method == "OPTIONS":
        return HttpResponse(
            status=HTTPStatus.NO_CONTENT,
            headers={"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS},
        )
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": _METHODS})
    path = path or ""
    for pattern, endpoint in _PATTERNS:
        match = pattern.fullmatch(f"/{path}")
        if match is not None:
            try:
                return _answer(request, endpoint, match.groupdict())
            except ApiProblemError as error:
                return problem(error.status, error.detail, parameter=error.parameter)
    if published_file(f"{BASE}/{path}") is not None:
        return page(request, f"{BASE}/{path}")
    return problem(HTTPStatus.NOT_FOUND, f"there is nothing at /{BASE}/{path[:200]}")


def _pattern(endpoint: Endpoint) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(endpoint.path)))


_PATTERNS: Final = tuple((_pattern(endpoint), endpoint) for endpoint in ENDPOINTS)


def _answer(request: HttpRequest, endpoint: Endpoint, parts: Parts) -> HttpResponseBase:
    """The answer with its ETag; of a request that knows that one nothing is made again."""
    given = checked(request.GET, endpoint)
    chosen = _format(request, endpoint.formats or (JSON,))
    make: Callable[[], HttpResponse]
    if endpoint.name in _OF_SITE:
        body = _OF_SITE[endpoint.name](parts)
        etag, make = _tag(body), partial(HttpResponse, body, content_type=chosen.media)
    else:
        name = _releases().chosen(release_choice(given))
        etag = _tag(repr((name, _code(), request.get_full_path(), chosen.media)).encode())
        make = partial(_made, request, endpoint, parts, given, name, chosen)
    known = get_conditional_response(request, etag=etag)
    response = make() if known is None else known
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _MINUTES
    if len(endpoint.formats) > 1:
        patch_vary_headers(response, ["Accept"])
    return response


def _made(
    request: HttpRequest,
    endpoint: Endpoint,
    parts: Parts,
    given: Given,
    name: str,
    chosen: MediaFormat,
) -> HttpResponse:
    """The answer of an endpoint that answers from the release called `name`."""
    if endpoint.formats:
        return _observations(request, given, name, chosen)
    served = _releases().open(name)
    if endpoint.name != "scenario":
        return HttpResponse(_encoded(_records(served, parts)), content_type=chosen.media)
    if served.release.scenario is None:
        raise ApiProblemError(HTTPStatus.NOT_FOUND, f"release {name} has no doorrekening")
    told = in_digits(published_run(served.release.scenario.run)) | {"release": name}
    return HttpResponse(_encoded(told), content_type=chosen.media)


def _tag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


@cache
def _code() -> str:
    """Another code may write the same release otherwise."""
    return code_hash("agdb")


def _format(request: HttpRequest, formats: tuple[MediaFormat, ...]) -> MediaFormat:
    """The format that the header Accept likes best, the first of those that it likes alike."""
    if len(formats) == 1:
        return formats[0]
    media = request.get_preferred_type([one.media for one in formats])
    for one in formats:
        if one.media == media:
            return one
    shown = ", ".join(one.media for one in formats)
    raise ApiProblemError(HTTPStatus.NOT_ACCEPTABLE, f"there is: {shown}")


def _observations(
    request: HttpRequest, given: Given, name: str, chosen: MediaFormat
) -> HttpResponse:
    query = observation_query(given, settings.AGDB_LANGUAGES)
    body, more = _written(_releases(), name, query, chosen.extension)
    response = HttpResponse(body, content_type=chosen.media)
    links = []
    for rel, number, there in (
        ("prev", query.page - 1, query.page > 1),
        ("next", query.page + 1, more),
    ):
        if there:
            pairs = [
                (key, str(one))
                for key, some in request.GET.lists()
                if key != "page"
                for one in some
            ]
            target = f"{request.path_info}?{urlencode([*pairs, ('page', number)])}"
            links.append(f'<{target}>; rel="{rel}"')
    if links:
        response.headers["Link"] = ", ".join(links)
    if chosen.extension in {"csv", "parquet"}:
        file = f'attachment; filename="observations.{chosen.extension}"'
        response.headers["Content-Disposition"] = file
    return response


@lru_cache(maxsize=256)
def _written(
    releases: ServedReleases, name: str, query: ObservationQuery, extension: str
) -> tuple[bytes, bool]:
    """The page that is asked for in a format, and whether there is one after it."""
    told = found(releases.open(name), query)
    return WRITERS[extension](told), told.more


def _records(served: ServedRelease, parts: Parts) -> dict[str, Any]:
    """All records of a kind, or one of them; they are public facts."""
    kinds = dict(served.release.register.kinds())
    kind = parts["kind"]
    if kind not in kinds:
        raise _missing("kind", kind, list(kinds))
    if "id" not in parts:
        listed = [one.model_dump(mode="json") for one in kinds[kind].values()]
        return {"release": served.release.id, kind: listed}
    if parts["id"] not in kinds[kind]:
        raise _missing("id", parts["id"], list(kinds[kind]))
    return {"release": served.release.id} | kinds[kind][parts["id"]].model_dump(mode="json")


def _missing(name: str, value: str, known: list[str]) -> ApiProblemError:
    told = unknown(name, value, known)
    return ApiProblemError(HTTPStatus.NOT_FOUND, told.detail, parameter=name)


def _published(path: str, what: str) -> bytes:
    body = published_file(path)
    if body is None:
        raise ApiProblemError(HTTPStatus.NOT_FOUND, f"there is no {what} in the published release")
    return body


def _releases() -> ServedReleases:
    served: ServedReleases | None = settings.AGDB_RELEASES
    if served is None:
        raise ApiProblemError(
            HTTPStatus.NOT_FOUND, "only the published files are served here, and no releases"
        )
    return served


def _description() -> bytes:
    contact = settings.AGDB_CONTACT
    title = contact.get("name", "")
    return _encoded(openapi(address=settings.AGDB_ADDRESS, title=title, contact=contact))


def _encoded(found: object) -> bytes:
    return json.dumps(msgspec.to_builtins(found), ensure_ascii=False).encode()


_OF_SITE: Final[Mapping[str, Callable[[Parts], bytes]]] = {
    "openapi": lambda _: _description(),
    "releases": lambda _: _encoded({"releases": [{"id": one} for one in _releases().ids()]}),
    "indicator": lambda parts: _published(
        address.indicator_path(parts["id"]), f"indicator {parts['id'][:200]!r}"
    ),
    "index": lambda _: _published(f"{address.ROOT}index.json", "index"),
    **{
        name: partial(lambda name, _: _published(address.collection_path(name), name), name)
        for name in ("indicators", "regions", "sources", "targets")
    },
}
"""What does not depend on the release that is asked for."""
