"""The desk on a port of this machine, and what a person at a keyboard does with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Serves without writing a line for each request."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def on_a_port() -> Iterator[str]:
    """Serve the desk that Django is configured for; gives the address of its root."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


NAMED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    const labels = one.labels ? [...one.labels].map(label => label.innerText) : [];
    return [one.innerText, one.getAttribute("aria-label"), ...labels].filter(Boolean).join(" ");
}"""


class Keyboard:
    """A person who has no mouse: what cannot be reached with Tab does not exist."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def reach(self, name: str) -> None:
        """Press Tab until what has the focus is called `name`."""
        for _ in range(90):
            if name in self.page.evaluate(NAMED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name!r} cannot be reached by keyboard on {self.page.url}")

    def press(self, name: str) -> None:
        """Reach a link or button and press it."""
        self.reach(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Reach a field and type over what is in it."""
        self.reach(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Reach a group of radio buttons and walk with the arrows to the one called `name`."""
        for _ in range(90):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.type") == "radio":
                self.page.keyboard.press("Space")
                for _ in range(12):
                    if name in self.page.evaluate(NAMED):
                        return
                    self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name!r} cannot be chosen by keyboard on {self.page.url}")

    def day(self, name: str, day: date) -> None:
        """Reach a field for a day and type it, digit by digit, month first as the browser asks."""
        self.reach(name)
        self.page.keyboard.type(f"{day:%m%d%Y}")
        assert self.page.evaluate("document.activeElement.value") == day.isoformat(), name

    def time(self, name: str, hour: int, minute: int) -> None:
        """Reach a field for a time and type it, digit by digit, on a clock of twelve hours."""
        self.reach(name)
        self.page.keyboard.type(f"{hour % 12 or 12:02}{minute:02}{'AP'[hour >= 12]}M")
        found = self.page.evaluate("document.activeElement.value")
        assert found == f"{hour:02}:{minute:02}", name

    def select(self, name: str, option: str) -> None:
        """Reach a list and type the name of an option."""
        self.reach(name)
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].label")
        assert chosen == option, name

    def open(self, address: str) -> None:
        """Go to an address."""
        self.page.goto(address)


def violations(page: Any) -> str:
    """What axe finds on the page that is open, with its details open too; empty if nothing."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    return str(found.generate_report()) if found.violations_count else ""
