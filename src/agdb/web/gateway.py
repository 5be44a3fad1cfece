"""A request as the server received it, answered by the Django project.

A client holds a thread only as long as its answer is made: its request is read whole before, and
what is long goes out piece by piece at the pace of the client.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.handlers.wsgi import WSGIHandler
from django.http import StreamingHttpResponse

from agdb.web.memory import WholeAnswer
from agdb.web.security import UPLOAD_MOST

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

T = TypeVar("T")
THREADS: Final = 16
_READING: Final = 4
"""Threads that read long answers piece by piece; who waits for a page never waits for these."""
BODY_MOST: Final = UPLOAD_MOST + (1 << 20)
"""Bytes of the largest request that is read: a file, and the form around it."""
_SERVER: Final = ("server", "agdb")
PATIENCE: Final = 30.0
"""Seconds in which a client has to send its request."""


@dataclass(frozen=True, slots=True)
class LongAnswer:
    """An answer in pieces; after the last one, or one that nobody takes, it has to be closed."""

    status: int
    headers: list[tuple[str, str]]
    pieces: Iterator[bytes]
    close: Callable[[], None]


class Gateway:
    """Answers requests with the Django project, on threads of its own."""

    def __init__(self, project: WSGIHandler) -> None:
        self._project = project
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="agdb-web")
        self._reading = ThreadPoolExecutor(_READING, thread_name_prefix="agdb-read")

    async def ask(self, scope: Scope, protocol: HTTPProtocol) -> WholeAnswer | LongAnswer:
        """Return the answer of the project; one that is long is not read yet."""
        body = b""
        if scope.method not in {"GET", "HEAD"}:
            try:
                async with asyncio.timeout(PATIENCE):
                    body = await _body(protocol)
            except TimeoutError:
                return refusal(HTTPStatus.REQUEST_TIMEOUT)
            if len(body) > BODY_MOST:
                return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return await _on(self._threads, lambda: self._answer(environ(scope, body)))

    async def next_piece(self, answer: LongAnswer) -> bytes:
        """Return the next piece of `answer`, empty after the last."""
        return await _on(self._reading, lambda: next(answer.pieces, b""))

    async def close(self, answer: LongAnswer) -> None:
        """Let go of what the pieces of `answer` are read from."""
        await _on(self._reading, answer.close)

    def _answer(self, asked: dict[str, Any]) -> WholeAnswer | LongAnswer:
        said: list[tuple[int, list[tuple[str, str]]]] = []
        written: list[bytes] = []  # by a project that writes before it returns; ours never does

        def start(
            status: str, headers: list[tuple[str, str]], _: object = None, /
        ) -> Callable[[bytes], object]:
            said.append((int(status[:3]), _headers(status, headers)))
            return written.append

        found = self._project(asked, start)
        ((status, headers),) = said
        if isinstance(found, StreamingHttpResponse):
            return LongAnswer(status, headers, iter(found), found.close)
        body = b"".join(found)
        found.close()
        return WholeAnswer(status, headers, body)


async def _on(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, work)


def refusal(status: HTTPStatus) -> WholeAnswer:
    """Return what a client is told whose request never comes to the project."""
    body = f"{status.value} {status.phrase}\n".encode()
    headers = ("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body)))
    return WholeAnswer(status, [*headers, _SERVER], body)


def _headers(status: str, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers as they are sent; an answer without a body has no length."""
    without = {"content-length"} if status[:3] in {"204", "304"} else set()
    said = ((name.lower(), value) for name, value in headers)
    return [*(one for one in said if one[0] not in without), _SERVER]


def environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """Return the request as PEP 3333 hands it to a project.

    A name with an underscore is left out: it would be taken for the one with a hyphen, which the
    server in front of this one sets.
    """
    host, _, port = scope.server.rpartition(":")
    made: dict[str, Any] = {
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.errors": sys.stderr,
        "wsgi.input": BytesIO(body),
        "wsgi.multiprocess": True,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.version": (1, 0),
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        made[key] = f"{made[key]},{value}" if key in made else value
    made.pop("HTTP_CONTENT_LENGTH", None)
    made["CONTENT_TYPE"] = made.pop("HTTP_CONTENT_TYPE", "")
    made["CONTENT_LENGTH"] = str(len(body))
    return made


async def _body(protocol: HTTPProtocol) -> bytes:
    """The body of a request; of one that is too large so much that this can be seen."""
    pieces, size = [], 0
    async for piece in protocol:
        pieces.append(piece)
        size += len(piece)
        if size > BODY_MOST:
            break
    return b"".join(pieces)
