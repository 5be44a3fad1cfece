"""The recipes for plain files, in the web servers that they are written for."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest

from agdb.cli.packing import packed
from agdb.cli.site_folder import write_site
from agdb.publication.edition import POLICY
from tests.conftest import ROOT

STATIC = ROOT / "deploy" / "static"
REQUIRED = bool(os.environ.get("AGDB_REQUIRE_WEB_SERVERS"))
PAGE = b"<!doctype html><title>page</title>" + b"x" * 2000
SITE = [
    ("index.html", PAGE),
    ("404.html", b"<!doctype html><title>nowhere</title>"),
    ("nl/index.html", PAGE),
    ("nl/404.html", b"<!doctype html><title>nergens</title>"),
    ("assets/site.0123456789.css", b"a {}"),
    ("assets/licence.txt", b"free"),
    ("api/v1/index.json", b"{}"),
    ("nl/indicator/a.csv", "é".encode()),
    (".well-known/security.txt", b"Contact: x"),
]
Start = Callable[[Path, Path, int], list[str]]


def nginx(site: Path, scratch: Path, port: int) -> list[str]:
    """Write the settings of a server with the recipe in it, and return the command."""
    recipe = (STATIC / "nginx.conf").read_text("utf-8").replace("/var/lib/agdb/www", str(site))
    paths = " ".join(
        f"{name}_temp_path {scratch}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (scratch / "nginx.conf").write_text(
        f"daemon off; pid {scratch}/pid; error_log {scratch}/log; user root;\n"
        f"events {{}}\nhttp {{ access_log off; {paths}\n"
        f"server {{ listen 127.0.0.1:{port};\n{recipe}\n}} }}",
        "utf-8",
    )
    return ["nginx", "-c", str(scratch / "nginx.conf"), "-p", str(scratch)]


def caddy(site: Path, scratch: Path, port: int) -> list[str]:
    """As above: the recipe takes host and folder from the environment."""
    recipe = (STATIC / "Caddyfile").read_text("utf-8")
    recipe = recipe.replace("{$AGDB_HOST:monitor.example}", f"http://127.0.0.1:{port}")
    recipe = recipe.replace("{$AGDB_SITE:/var/lib/agdb/www}", str(site))
    (scratch / "Caddyfile").write_text("{\n\tadmin off\n}\n" + recipe, "utf-8")
    return ["caddy", "run", "--config", str(scratch / "Caddyfile"), "--adapter", "caddyfile"]


def apache(site: Path, scratch: Path, port: int) -> list[str]:
    """As above, with the modules that the recipe says it needs."""
    recipe = (STATIC / "apache.conf").read_text("utf-8").replace("/var/lib/agdb/www", str(site))
    names = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "negotiation", "env")
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in names
    )
    (scratch / "apache.conf").write_text(
        f"ServerRoot {scratch}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\n{modules}\n"
        f"PidFile {scratch}/pid\nErrorLog {scratch}/log\nDefaultRuntimeDir {scratch}\n"
        f"TypesConfig /etc/mime.types\nUser www-data\nGroup www-data\n{recipe}\n",
        "utf-8",
    )
    return ["apache2", "-f", str(scratch / "apache.conf"), "-D", "FOREGROUND"]


@pytest.fixture(scope="module", params=[nginx, caddy, apache], ids=lambda one: one.__name__)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the small site in a server that has the recipe."""
    folder = tmp_path_factory.mktemp("static")
    for parent in (folder, *folder.parents[:3]):
        if parent.stat().st_uid == os.getuid() and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o755)  # Apache answers as another user
    write_site(packed(SITE), folder=folder / "site", name="a release")
    (folder / "scratch").mkdir(mode=0o755)
    with running(request.param, folder / "site", folder / "scratch") as found:
        yield found


@contextmanager
def running(start: Start, site: Path, scratch: Path) -> Iterator[str]:
    """A web server with the recipe; gives its address, and ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = start(site, scratch, port)
    if shutil.which(command[0]) is None and not REQUIRED:
        pytest.skip(f"{command[0]} is not installed (apt-get install nginx-light caddy apache2)")
    home = {"HOME": str(scratch), "PATH": os.environ["PATH"]}
    process = subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        with socket.socket() as other:
            if other.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            out, _ = process.communicate()
            raise AssertionError(out.decode())
        time.sleep(0.1)
    raise AssertionError("the server did not begin")


def ask(address: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_every_answer_has_the_policy_of_the_site(address: str) -> None:
    for path in ("nl/", "assets/site.0123456789.css", "api/v1/index.json", "nl/nothing/"):
        _, headers, _ = ask(address + path)
        assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'", path
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_is_at_its_address_in_its_letters(address: str) -> None:
    status, headers, body = ask(f"{address}nl/")

    assert (status, body) == (200, PAGE)
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=300"


def test_a_file_of_figures_is_text_in_utf_8(address: str) -> None:
    _, headers, body = ask(f"{address}nl/indicator/a.csv")

    assert headers["Content-Type"].lower() == "text/csv; charset=utf-8"
    assert body.decode() == "é"


def test_what_is_named_by_its_content_is_kept_for_a_year(address: str) -> None:
    assert "immutable" in ask(f"{address}assets/site.0123456789.css")[1]["Cache-Control"]
    assert "immutable" not in ask(f"{address}assets/licence.txt")[1]["Cache-Control"]


def test_a_packed_copy_is_sent_to_who_can_read_it(address: str) -> None:
    copies = dict(packed(SITE))

    _, headers, body = ask(f"{address}nl/index.html", Accept_Encoding="gzip")

    assert headers["Content-Encoding"] == "gzip"
    assert body == copies["nl/index.html.gz"]
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "said"),
    [("nl/nothing/", b"nergens"), ("nothing/", b"nowhere"), ("nl/indicator/b.csv", b"nergens")],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    address: str, path: str, said: bytes
) -> None:
    status, _, body = ask(address + path)

    assert status == 404
    assert said in body


def test_what_is_hidden_is_not_there_and_what_is_well_known_is(address: str) -> None:
    assert ask(f"{address}.agdb-site")[0] == 404
    assert ask(f"{address}.well-known/security.txt")[0] == 200


def test_open_data_may_be_read_from_any_page(address: str) -> None:
    assert ask(f"{address}api/v1/index.json")[1]["Access-Control-Allow-Origin"] == "*"
    assert ask(f"{address}nl/")[1]["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "apache.conf"])
def test_a_recipe_has_the_policy_word_for_word(name: str) -> None:
    recipe = (STATIC / name).read_text("utf-8")

    assert set(re.findall(r"default-src 'none'[^\"]*", recipe)) == {
        f"{POLICY}; frame-ancestors 'none'"
    }
