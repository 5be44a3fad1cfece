"""The web room answers with what was published, and with nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from tests.conftest import ROOT
from tests.web.rsgi import FrontClient, front_of

from agdb.cli.site_folder import write_site
from agdb.web.server import application
from agdb.web.settings import WebOptions

PAGES = [
    ("index.html", b"<!doctype html><title>choice</title>"),
    ("404.html", b"<!doctype html><title>nowhere</title>"),
    ("nl/404.html", b"<!doctype html><title>nergens</title>"),
    ("nl/index.html", b"<!doctype html><title>overzicht</title>" + b"x" * 500),
    ("nl/indicator/a/index.html", b"<!doctype html><title>a</title>"),
    ("assets/site.0123456789.css", b"p { margin: 0 }"),
    ("assets/LICENSE.txt", b"free"),
    (".well-known/security.txt", b"Contact: https://example.org/"),
    ("nl/indicator/a.csv", "jaar;é\r\n".encode()),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, with a secret beside it."""
    folder = tmp_path_factory.mktemp("web") / "site"
    write_site(PAGES, folder=folder, name="a release")
    (folder.parent / "secret.txt").write_text("secret", "utf-8")
    (folder / "nl" / "link.txt").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture(params=["project", "front"])
def client(folder: Path, request: pytest.FixtureRequest) -> Client:
    """A browser that asks the project itself, and one whose requests go as they do when served."""
    options = WebOptions(site=folder)
    if request.param == "front":
        return FrontClient(front_of(options))
    application(options)
    return Client()


def test_a_folder_answers_with_its_index(client: Client) -> None:
    answer = client.get("/nl/indicator/a/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert b"<title>a</title>" in answer.content


def test_a_folder_without_slash_leads_to_the_one_with(client: Client) -> None:
    answer = client.get("/nl/indicator/a")

    assert (answer.status_code, answer["Location"]) == (301, "/nl/indicator/a/")


def test_every_answer_is_strict(client: Client) -> None:
    for path in ("/", "/nl/", "/nl/nowhere/", "/nl/indicator/a.csv"):
        answer = client.get(path)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies


def test_a_table_is_offered_as_a_file(client: Client) -> None:
    answer = client.get("/nl/indicator/a.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'


@pytest.mark.parametrize(
    ("path", "title"), [("/nl/none/", b"nergens"), ("/xx/", b"nowhere"), ("/none.html", b"nowhere")]
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    client: Client, path: str, title: bytes
) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert title in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/.agdb-site", "/nl/../../secret.txt", "/..%2fsecret.txt", "/nl/link.txt",
        "/nl/%00", "/nl/index.html/", "/nl\\..\\..\\secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_ever_shown(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize("path", ["/" + "x" * 300, "/nl/" + "é" * 200, "/" + "a/" * 3000])
def test_a_name_that_no_disk_can_have_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/nl", "//nl", "///nl", "/nl/indicator"])
def test_a_folder_is_at_home_under_its_own_address(client: Client, path: str) -> None:
    answer = client.get("/", PATH_INFO=path)  # the client itself would take //nl for a host

    assert answer.status_code == 301
    assert answer["Location"] == f"/{path.strip('/')}/"


def test_nothing_can_be_sent(client: Client) -> None:
    assert client.post("/nl/").status_code == 405


def test_a_page_seen_before_is_not_sent_again(client: Client) -> None:
    first = client.get("/nl/")

    again = client.get("/nl/", headers={"if-modified-since": first["Last-Modified"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_large_page_travels_compressed(client: Client) -> None:
    answer = client.get("/nl/", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"


def test_a_stranger_at_the_door_is_sent_away(client: Client) -> None:
    assert client.get("/nl/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.slow
def test_a_site_without_its_own_404_still_answers(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from agdb.web.server import application;"
        "from agdb.web.settings import WebOptions;"
        "application(WebOptions(site=pathlib.Path(sys.argv[1])));"
        "from django.test import Client; print(Client().get('/x/').content)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )

    assert done.stdout.strip() == "b'404'"


def test_what_is_named_by_its_content_is_kept_for_a_year(client: Client) -> None:
    kept = client.get("/assets/site.0123456789.css")["Cache-Control"]

    assert kept == "public, max-age=31536000, immutable"
    for path in ("/assets/LICENSE.txt", "/nl/", "/nl/indicator/a.csv"):
        assert client.get(path)["Cache-Control"] == "public, max-age=300"


def test_where_to_report_a_weakness_is_served(client: Client) -> None:
    assert client.get("/.well-known/security.txt").content.startswith(b"Contact: ")
    assert client.get("/.well-known/").status_code == 404
