"""Requests as granian hands them on, and browsers whose requests come that way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client

from agdb.web.front import RsgiApplication
from agdb.web.server import front
from agdb.web.settings import WebOptions


class Headers:
    """The headers of a request, by their names in small letters."""

    def __init__(self, **headers: str) -> None:
        self._all = {name.replace("_", "-"): value for name, value in headers.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._all

    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of one."""
        return self._all.get(name, default)

    def items(self) -> list[tuple[str, str]]:
        """All of them."""
        return list(self._all.items())


@dataclass
class Scope:
    """What is asked."""

    path: str = "/nl/"
    method: str = "GET"
    query_string: str = ""
    headers: Any = field(default_factory=lambda: Headers(host="127.0.0.1"))
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:50000"
    scheme: str = "http"
    http_version: str = "1.1"


class Protocol:
    """The other side of one request: it sends `body`, and remembers what it is told."""

    def __init__(self, *body: bytes, waits: bool = False) -> None:
        self._body, self._waits = body, waits
        self.status, self.sent = 0, b""
        self.headers: list[tuple[str, str]] = []
        self.in_pieces = self.empty = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._body:
            yield piece
        if self._waits:
            await asyncio.Event().wait()

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """An answer without a body."""
        self.status, self.headers, self.empty = status, headers, True

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """An answer at once."""
        self.status, self.headers, self.sent = status, headers, body

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Protocol:
        """An answer in pieces."""
        self.status, self.headers, self.in_pieces = status, headers, True
        return self

    async def send_bytes(self, piece: bytes) -> None:
        """Take a piece."""
        self.sent += piece


def front_of(options: WebOptions) -> RsgiApplication:
    """The application as the server has it, for a loop that a test ends."""
    return front(options, began=lambda _: None, trusted=0)


def told(application: RsgiApplication, scope: Any, *body: bytes) -> Protocol:
    """What a client is told who asks this."""
    protocol: Any = Protocol(*body)
    asyncio.run(application.__rsgi__(scope, protocol))
    return protocol


class FrontClient(Client):
    """A browser of Django whose every request goes through the front, twice: both are the same."""

    def __init__(self, application: RsgiApplication, **options: Any) -> None:
        super().__init__(**options)
        self.handler = lambda environ: _answer(application, environ)  # type: ignore[assignment]


def _answer(application: RsgiApplication, environ: dict[str, Any]) -> HttpResponseBase:
    names = [name for name, value in environ.items() if name.startswith("HTTP_") and value]
    headers = {name[5:].lower(): environ[name] for name in names}
    headers.setdefault("host", environ["SERVER_NAME"])
    if environ.get("CONTENT_TYPE"):
        headers["content_type"] = environ["CONTENT_TYPE"]
    body = environ.get("wsgi.input", BytesIO()).read()
    scope = Scope(
        path=environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
        method=environ["REQUEST_METHOD"],
        query_string=environ["QUERY_STRING"],
        headers=Headers(**headers),
        scheme=environ["wsgi.url_scheme"],
    )
    first, again = told(application, scope, body), told(application, scope, body)
    assert (first.status, first.headers, first.sent) == (again.status, again.headers, again.sent)
    answer: HttpResponseBase
    if first.in_pieces:
        answer = StreamingHttpResponse([first.sent], status=first.status)
    else:
        answer = HttpResponse(first.sent, status=first.status)
    del answer.headers["Content-Type"]
    for name, value in first.headers:
        answer.headers[name] = value
    answer.wsgi_request = WSGIRequest(environ)
    return answer
