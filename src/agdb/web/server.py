"""Serves the Django project over WSGI, on this machine only."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from gunicorn.app.base import BaseApplication

from agdb.web.settings import WebOptions, configure

HOST: Final = "127.0.0.1"


class PortTakenError(Exception):
    """Another program listens on the port that was asked for."""


def application(options: WebOptions) -> WSGIHandler:
    """Return the WSGI application that serves the site, and the desk where there is one."""
    configure(options)
    return WSGIHandler()


def run_server(options: WebOptions, *, port: int, ready: Callable[[str], None]) -> None:
    """Serve site and desk on 127.0.0.1 until stopped; `ready` is told the address once it listens.

    Raises `PortTakenError` if the port is in use.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise PortTakenError from None
    listener.listen(128)
    listener.set_inheritable(True)
    _Server(options, listener, ready).run()


def close_database() -> None:
    """Let go of the database: the processes that answer are made of this one and open their own."""
    connections.close_all()


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our own socket and without its own settings file."""

    def __init__(
        self, options: WebOptions, listener: socket.socket, ready: Callable[[str], None]
    ) -> None:
        self._options = options
        self._listener = listener
        self._ready = ready
        super().__init__()

    def load_config(self) -> None:
        host, port = self._listener.getsockname()
        options: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": 2,
            # One holds a connection from its first moment, and browsers open some that they never
            # use: fewer threads than such connections would answer nobody else.
            "threads": 128,
            "preload_app": True,
            "loglevel": "warning",
            "when_ready": lambda _: self._ready(f"http://{host}:{port}/"),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return application(self._options)
