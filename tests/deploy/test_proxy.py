"""nginx with the plain files and our server behind it, by both recipes in one server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from agdb.cli.packing import packed
from agdb.cli.site_folder import write_site
from tests.conftest import ROOT
from tests.deploy.test_static import PAGE, SITE, ask, nginx, running

PROXY = ROOT / "deploy" / "server" / "proxy.conf"


class Behind(BaseHTTPRequestHandler):
    """Answers what it was asked, and how, as a server that says itself what may be kept."""

    def do_GET(self) -> None:
        names = ("Host", "X-Forwarded-Proto", "X-Forwarded-For")
        body = "\n".join((self.path, *(self.headers[name] for name in names))).encode()
        self.send_response(404 if self.path.endswith("/none/") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def behind() -> Iterator[int]:
    """The port of the server behind."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def address(behind: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx with the small site and the server behind it."""
    folder = tmp_path_factory.mktemp("proxy")
    write_site(packed(SITE), folder=folder / "site", name="a release")
    (folder / "scratch").mkdir()

    def both(site: Path, scratch: Path, port: int) -> list[str]:
        command = nginx(site, scratch, port)
        proxy = PROXY.read_text("utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
        text = (scratch / "nginx.conf").read_text("utf-8").removesuffix("} }")
        (scratch / "nginx.conf").write_text(f"{text}{proxy}}} }}", "utf-8")
        return command

    with running(both, folder / "site", folder / "scratch") as found:
        yield found


@pytest.mark.parametrize(
    "path",
    ["desk/en/register/?kind=a", "health/ready", "health", "api/v1/observations?region=NL01"],
)
def test_the_desk_and_the_queries_are_asked_of_the_server(address: str, path: str) -> None:
    status, _, body = ask(address + path)

    assert (status, body.decode().split("\n")) == (
        200,
        [f"/{path}", "127.0.0.1", "http", "127.0.0.1"],
    )


@pytest.mark.parametrize("path", ["desk/en/", "api/v1/observations", "desk/none/"])
def test_the_server_says_itself_what_may_be_kept(address: str, path: str) -> None:
    _, headers, body = ask(address + path)

    assert headers.get_all("Cache-Control") == ["no-store"]
    assert headers.get_all("Content-Security-Policy") == ["default-src 'none'"]
    assert headers["X-Of-Plain-Files"] is None
    assert body.startswith(f"/{path}".encode())  # also what is not there is told by the server


@pytest.mark.parametrize(("path", "found"), [("nl/", PAGE), ("api/v1/index.json", b"{}")])
def test_plain_files_never_reach_the_server(address: str, path: str, found: bytes) -> None:
    assert ask(address + path)[::2] == (200, found)


@pytest.mark.parametrize("path", ["metrics", "desks/", "nl/desk/"])
def test_what_is_measured_and_what_looks_like_the_desk_is_not_there(
    address: str, path: str
) -> None:
    assert ask(address + path)[0] == 404
