"""`/metrics` for Prometheus: requests, the release, and how old the sources are.

Told to this machine, or to who has the token; never through the server in front without it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from agdb.publication import address
from agdb.web.counters import BOUNDS, Counters
from agdb.web.pages import missing, published_file

_MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "Via")
Labels = dict[str, str]


class _Index(msgspec.Struct):
    release: str = ""
    recorded: str = ""


class _Day(msgspec.Struct):
    when: str = ""


class _Source(msgspec.Struct):
    id: str
    published: _Day | None = None
    newer: msgspec.Raw = msgspec.Raw(b"null")


class _Sources(msgspec.Struct):
    sources: list[_Source]


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with every measurement in the text format of Prometheus, 404 to who may not ask."""
    if not _may_ask(request):
        return missing(request)
    counters: Counters | None = settings.AGDB_COUNTERS
    lines = [*_of_requests(counters), *_of_release(), *_of_sources()]
    body = "".join(f"{line}\n" for line in lines)
    return HttpResponse(body, content_type=_MEDIA, headers={"Cache-Control": "no-store"})


def _may_ask(request: HttpRequest) -> bool:
    token: str | None = settings.AGDB_METRICS_TOKEN
    if token:
        shown = request.headers.get("Authorization", "")
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    if any(name in request.headers for name in _FORWARDED):
        return False  # it came through the server in front, from anywhere
    return ip_address(request.META["REMOTE_ADDR"]).is_loopback


def _of_requests(counters: Counters | None) -> Iterator[str]:
    if counters is None:
        return
    name = "agdb_request_duration_seconds"
    yield from _head(name, "histogram", "Time until an answer was handed to the server.")
    for one in counters.tallies():
        labels = {"kind": one.kind, "origin": one.origin, "status": one.status}
        below = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), one.classes, strict=True):
            below += count
            yield _sample(f"{name}_bucket", below, {**labels, "le": bound})
        yield _sample(f"{name}_sum", one.seconds, labels)
        yield _sample(f"{name}_count", below, labels)


def _of_release() -> Iterator[str]:
    body = published_file(f"{address.ROOT}index.json")
    if body is None:
        return
    index = msgspec.json.decode(body, type=_Index)
    yield from _head("agdb_release_info", "gauge", "The release that is served.")
    yield _sample("agdb_release_info", 1, {"release": index.release})
    yield from _days(
        "agdb_release_recorded_timestamp_seconds",
        "Day on which the newest input of the release was recorded.",
        [({}, index.recorded)],
    )


def _of_sources() -> Iterator[str]:
    body = published_file(address.collection_path("sources"))
    if body is None:
        return
    sources = msgspec.json.decode(body, type=_Sources).sources
    yield from _days(
        "agdb_source_published_timestamp_seconds",
        "Day on which the publisher brought out the figures that are used.",
        [({"source": one.id}, one.published.when) for one in sources if one.published],
    )
    name = "agdb_source_newer"
    yield from _head(name, "gauge", "Whether newer figures are known than those that are used.")
    for one in sources:
        yield _sample(name, int(bytes(one.newer) != b"null"), {"source": one.id})


def _days(name: str, means: str, days: Iterable[tuple[Labels, str]]) -> Iterator[str]:
    """The days that are known to the day, as seconds since 1970."""
    yield from _head(name, "gauge", means)
    for labels, day in days:
        try:
            found = date.fromisoformat(day)
        except ValueError:  # only a year is known
            continue
        moment = datetime(found.year, found.month, found.day, tzinfo=UTC)
        yield _sample(name, int(moment.timestamp()), labels)


def _head(name: str, kind: str, means: str) -> Iterator[str]:
    yield f"# HELP {name} {means}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, value: float, labels: Labels) -> str:
    """One measurement.

    >>> _sample("a", 1, {"b": 'say "hi"'})
    'a{b="say \\\\"hi\\\\""} 1'
    """
    shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{shown}}} {value}" if shown else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
