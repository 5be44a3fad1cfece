"""A publisher on this machine: real sockets, and every fault that a network knows."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import msgspec


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    path: str
    query: dict[str, list[str]]
    target: str
    headers: dict[str, str]


Reply = Callable[[socket.socket, Asked], bool]
"""Answers on the connection; returns whether it stays open."""


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Text", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def say(
    body: bytes | str | Any = b"",
    *,
    status: int = 200,
    type_: str = "application/json; charset=utf-8",
    zipped: bool = False,
    **headers: str,
) -> Reply:
    """An answer; what is neither bytes nor text becomes JSON. `etag="x"` sets that header."""
    if isinstance(body, str):
        body = body.encode()
    if not isinstance(body, bytes):
        body = msgspec.json.encode(body)
    content = gzip.compress(body) if zipped else body
    fields = {
        "Content-Type": type_,
        "Content-Length": str(len(content)),
        **({"Content-Encoding": "gzip"} if zipped else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }

    def reply(connection: socket.socket, asked: Asked) -> bool:
        etag = headers.get("etag")
        if etag and asked.headers.get("if-none-match") == etag:
            connection.sendall(head(304, {"ETag": etag}))
            return True
        connection.sendall(head(status, fields) + content)
        return True

    return reply


def unframed(body: bytes, *, type_: str = "application/json") -> Reply:
    """An answer that ends where the connection ends, so that nobody can see that it is short."""

    def reply(connection: socket.socket, _: Asked) -> bool:
        connection.sendall(head(200, {"Content-Type": type_, "Connection": "close"}) + body)
        return False

    return reply


def broken(body: bytes, *, after: int, type_: str = "application/json") -> Reply:
    """A reset after some bytes of a body."""

    def reply(connection: socket.socket, _: Asked) -> bool:
        fields = {"Content-Type": type_, "Content-Length": str(len(body))}
        connection.sendall(head(200, fields) + body[:after])
        time.sleep(0.02)
        # Lingering for no time makes the close a reset.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return reply


def dripping(body: bytes, *, pause: float, piece: int = 1) -> Reply:
    """A body that comes a few bytes at a time."""

    def reply(connection: socket.socket, _: Asked) -> bool:
        fields = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        connection.sendall(head(200, fields))
        for start in range(0, len(body), piece):
            time.sleep(pause)
            connection.sendall(body[start : start + piece])
        return True

    return reply


def silent(seconds: float) -> Reply:
    """No answer at all."""

    def reply(_: socket.socket, __: Asked) -> bool:
        time.sleep(seconds)
        return False

    return reply


@dataclass
class EndlessHeader:
    """A header that never ends; counts what the other side took."""

    sent: int = 0

    def __call__(self, connection: socket.socket, _: Asked) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        line = b"X-Padding: " + b"a" * 4000 + b"\r\n"
        while self.sent < 2 << 30:
            connection.sendall(line)
            self.sent += len(line)
        return False


def bomb(*, size: int) -> Reply:
    """A small gzip that becomes `size` bytes of blanks."""
    content = gzip.compress(b" " * (1 << 20)) * (size >> 20)
    fields = {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "Content-Length": str(len(content)),
    }

    def reply(connection: socket.socket, _: Asked) -> bool:
        connection.sendall(head(200, fields) + content)
        return True

    return reply


def moved(location: str, *, status: int = 302) -> Reply:
    """A redirect."""
    return say(b"", status=status, Location=location)


@dataclass
class Server:
    """Answers on 127.0.0.1 in threads, in a `with` block; what has no route is a 404."""

    routes: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_together: int = 0
    _together: int = 0

    def on(self, path: str, *replies: Reply) -> None:
        """Answer a path, one reply after the other; the last one stays."""
        self.routes[path] = list(replies)

    @property
    def url(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            still = list(self._open)
        for connection in still:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        try:
            while (asked := _read(stream)) is not None and self._answer(connection, asked):
                pass
        except OSError:
            pass  # the other side went away, as some tests want
        finally:
            with self._lock:
                self._open.discard(connection)
            stream.close()
            connection.close()

    def _answer(self, connection: socket.socket, asked: Asked) -> bool:
        with self._lock:
            self.asked.append(asked)
            self._together += 1
            self.most_together = max(self.most_together, self._together)
            # A route may be for one whole target, with its query, or for a path.
            replies = self.routes.get(asked.target) or self.routes.get(asked.path) or []
            reply = say({"error": "not here"}, status=404)
            if replies:
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            return reply(connection, asked)
        finally:
            with self._lock:
                self._together -= 1


def _read(stream: Iterable[bytes]) -> Asked | None:
    lines = []
    for line in stream:
        if not line.strip():
            break
        lines.append(line.decode("latin-1").strip())
    if not lines:
        return None
    target = lines[0].split(" ")[1]
    parts = urlsplit(target)
    headers = dict(line.split(": ", 1) for line in lines[1:])
    return Asked(
        parts.path,
        parse_qs(parts.query, keep_blank_values=True),
        target,
        {name.lower(): value for name, value in headers.items()},
    )


@dataclass
class TestClock:
    """Real spans, a fixed day, and no waiting: what was to be waited is written down."""

    __test__ = False
    moment: Any
    waits: list[float] = field(default_factory=list)

    def now(self) -> Any:
        return self.moment

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.waits)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
