"""Serves the Django project on this machine only, by granian, with what was answered before."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from agdb.errors import DeskError, ReleaseError
from agdb.release.store import ReleaseStore
from agdb.web.counters import Counters
from agdb.web.front import RsgiApplication
from agdb.web.gateway import Gateway
from agdb.web.memory import TRUSTED, AnswerMemory
from agdb.web.settings import WebOptions, configure

HOST: Final = "127.0.0.1"
_PROCESSES: Final = 2
_CONNECTIONS: Final = 8192
"""Connections that one process holds at a time, most of them silent."""
_SILENCE: Final = 15_000
"""Milliseconds in which a client has to send the headers of its next request."""
_ENDING: Final = 10
"""Seconds for what is being answered when the server is told to stop."""


class PortTakenError(Exception):
    """Another program listens on the port that was asked for."""


def application(options: WebOptions) -> WSGIHandler:
    """Return the WSGI application that serves the site, and the desk where there is one."""
    configure(options)
    return WSGIHandler()


def front(
    options: WebOptions,
    *,
    began: Callable[[asyncio.AbstractEventLoop], None],
    trusted: float = TRUSTED,
) -> RsgiApplication:
    """Return the application of RSGI: the one of WSGI behind the memory of its answers.

    For `trusted` seconds the memory does not look whether the site changed.
    """
    counters, kept = Counters(), options.releases
    if kept is None:
        memory = AnswerMemory(options.site, trusted=trusted)
    else:
        memory = AnswerMemory(options.site, kept.folder, trusted=trusted, turns=lambda: _ends(kept))
    project = Gateway(application(replace(options, counters=counters)))
    return RsgiApplication(project, memory, counters, began=began)


def _ends(kept: ReleaseStore) -> tuple[datetime, ...]:
    """The ends of embargoes; of a damaged list whoever asks for a release is told."""
    try:
        return kept.publications.ends()
    except ReleaseError:
        return ()


def run_server(options: WebOptions, *, port: int, ready: Callable[[str], None]) -> None:
    """Serve site and desk on 127.0.0.1 until stopped; `ready` is told the address once it listens.

    Raises `PortTakenError` if the port is in use, and `DeskError` where granian is not installed.
    """
    try:
        from granian import Granian  # noqa: PLC0415 - not part of the default installation
        from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
        from granian.http import HTTP1Settings  # noqa: PLC0415
        from granian.log import LogLevels  # noqa: PLC0415
    except ImportError:
        raise DeskError(
            "the server is not installed",
            remedy="start it with ./agdb, or install what requirements-server.lock lists",
        ) from None
    processes = min(_PROCESSES, os.cpu_count() or 1)
    with _reserved(port) as number:
        _may_open(_CONNECTIONS + 1024)
        multiprocessing.set_start_method("fork", force=True)  # everything is loaded once, here
        family = _Family()
        found: Any = front(options, began=family.began)
        server = Granian(
            "agdb",
            address=HOST,
            port=number,
            interface=Interfaces.RSGI,
            workers=processes,
            backlog=1024,
            backpressure=_CONNECTIONS,
            http=HTTPModes.http1,  # of a browser the server in front speaks the newer ones
            http1_settings=HTTP1Settings(header_read_timeout=_SILENCE),
            websockets=False,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=_ENDING,
        )
        told = threading.Thread(
            target=lambda: family.wait(processes, lambda: _tell(ready, number)), daemon=True
        )
        server.on_startup(told.start)
        server.serve(target_loader=lambda: found, wrap_loader=False)


def close_database() -> None:
    """Let go of the database: the processes that answer are made of this one and open their own."""
    connections.close_all()


class _Family:
    """The process that was started and those that answer: they begin and end together."""

    def __init__(self) -> None:
        self._told, self._tell = os.pipe()
        self._end, self._alive = os.pipe()

    def began(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell that this process answers from now on; it ends when the first one is gone."""
        os.close(self._alive)
        loop.add_reader(self._end, self._orphaned, loop)
        os.write(self._tell, b"1")

    def _orphaned(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.remove_reader(self._end)
        os.kill(os.getpid(), signal.SIGTERM)

    def wait(self, processes: int, then: Callable[[], None]) -> None:
        """Do something once so many processes began."""
        while processes > 0:
            processes -= len(os.read(self._told, processes))
        then()


@contextmanager
def _reserved(port: int) -> Iterator[int]:
    """Hold a port, any free one for 0, so that our processes can listen there and nobody else.

    The port is taken for one program alone, and only then opened to others of the same user that
    want to share it. A later start asks for it alone, and is refused.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as held:
        # connections that have just ended are no reason to refuse
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((HOST, port))
        except OSError:
            raise PortTakenError from None
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        yield held.getsockname()[1]


def _tell(ready: Callable[[str], None], port: int) -> None:
    """Tell the address once somebody can connect to it."""
    waiting = threading.Event()
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as first:
            if first.connect_ex((HOST, port)) == 0:
                break
        waiting.wait(0.02)
    ready(f"http://{HOST}:{port}/")


def _may_open(files: int) -> None:
    """Allow this process and its children so many open files, as far as the machine allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
