"""No other room opens a connection; an import contract cannot name a part of `urllib` or `http`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

CONNECTS = {
    *("aiohttp", "ftplib", "http.client", "httpcore2", "httpx", "httpx2", "poplib", "requests"),
    *("smtplib", "socket", "socketserver", "ssl", "stamina", "urllib.request", "urllib3"),
}
SERVES = {
    "web/server.py": {"socket"},  # the address that it listens on
    # the refusal of a mail server, which Django passes on
    "web/desk/messages.py": {"smtplib"},
    "web/accounts/letters.py": {"smtplib"},
}
SOURCE = ROOT / "src" / "agdb"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.slow
def test_only_the_transport_room_opens_connections() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): CONNECTS.intersection(imported(path))
        for path in SOURCE.rglob("*.py")
    }
    connecting = {name: names for name, names in found.items() if names}

    assert any(name.startswith("transport/") for name in connecting)
    assert {
        name: names
        for name, names in connecting.items()
        if not name.startswith("transport/") and names != SERVES.get(name)
    } == {}
