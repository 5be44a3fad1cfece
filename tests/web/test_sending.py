"""A published file as an answer: packed, in part, or not again; and told apart from the next."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client
from tests.web.rsgi import FrontClient, front_of

from agdb.cli.site_folder import write_site
from agdb.web.server import application
from agdb.web.settings import WebOptions

PAGE = b"<!doctype html><title>page</title>" + b"x" * 500
LARGE = bytes(range(256)) * 8192  # two million bytes
FILES = [
    ("index.html", b"<!doctype html><title>choice</title>"),
    ("nl/index.html", PAGE),
    ("nl/index.html.gz", gzip.compress(PAGE, mtime=0)),
    ("nl/index.html.br", b"packed by brotli"),
    ("nl/404.html", b"<!doctype html><title>nergens</title>"),
    ("nl/large.zip", LARGE),
    ("nl/empty.csv", b""),
    ("assets/site.0123456789.css", b"a {}"),
    ("assets/licence.txt", b"free"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("web") / "site"
    write_site(FILES, folder=found, name="a release")
    return found


@pytest.fixture(params=["project", "front"])
def client(folder: Path, request: pytest.FixtureRequest) -> Client:
    """A browser that asks the project itself, and one whose requests go as they do when served."""
    options = WebOptions(site=folder)
    if request.param == "front":
        return FrontClient(front_of(options))
    application(options)
    return Client()


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.001", "br"),
    ],
)
def test_a_file_travels_packed_as_its_reader_can_unpack(
    client: Client, accepted: str, packing: str
) -> None:
    answer = client.get("/nl/", headers={"accept-encoding": accepted})

    packed = dict(FILES)[f"nl/index.html.{'br' if packing == 'br' else 'gz'}"]
    assert answer["Content-Encoding"] == packing
    assert answer.content == packed
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Vary"].startswith("Accept-Encoding")


def test_who_reads_no_packing_gets_the_file_itself(client: Client) -> None:
    answer = client.get("/nl/", headers={"accept-encoding": "identity"})

    assert "Content-Encoding" not in answer
    assert answer.content == PAGE


def test_a_tag_is_the_same_for_head_and_another_for_a_packed_file(client: Client) -> None:
    tag = client.get("/nl/")["ETag"]
    packed = client.get("/nl/", headers={"accept-encoding": "br"})["ETag"]

    assert client.head("/nl/")["ETag"] == tag
    assert packed != tag
    again = client.get("/nl/", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "said", "first", "end"),
    [
        ("bytes=0-9", "bytes 0-9/2097152", 0, 10),
        ("bytes=2097150-", "bytes 2097150-2097151/2097152", 2097150, 2097152),
        ("bytes=-3", "bytes 2097149-2097151/2097152", 2097149, 2097152),
        ("bytes=5-99999999", "bytes 5-2097151/2097152", 5, 2097152),
    ],
)
def test_a_part_is_sent_where_a_part_is_asked(
    client: Client, asked: str, said: str, first: int, end: int
) -> None:
    answer = client.get("/nl/large.zip", headers={"range": asked, "accept-encoding": "gzip"})

    body = answer.getvalue()
    assert answer.status_code == 206
    assert answer["Content-Range"] == said
    assert "Content-Encoding" not in answer
    assert body == LARGE[first:end]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "pages=1-2", "bytes=-", "bytes=9-3"])
def test_what_is_no_part_is_answered_with_the_whole(client: Client, asked: str) -> None:
    answer = client.get("/nl/", headers={"range": asked})

    assert (answer.status_code, answer.content) == (200, PAGE)


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=-0"])
def test_a_part_behind_the_end_is_not_there(client: Client, asked: str) -> None:
    answer = client.get("/nl/large.zip", headers={"range": asked})

    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */2097152"


def test_a_part_of_an_older_file_is_the_whole_of_the_new_one(client: Client) -> None:
    answer = client.get("/nl/", headers={"range": "bytes=0-3", "if-range": '"older"'})

    assert (answer.status_code, answer.content) == (200, PAGE)


def test_a_large_file_goes_out_in_pieces_and_whole(client: Client) -> None:
    answer = client.get("/nl/large.zip")

    assert answer.streaming
    assert answer["Content-Length"] == str(len(LARGE))
    assert answer.getvalue() == LARGE


def test_an_empty_file_is_an_answer_too(client: Client) -> None:
    assert client.get("/nl/empty.csv").content == b""


def test_only_what_is_named_by_its_content_is_kept_for_a_year(client: Client) -> None:
    assert "immutable" in client.get("/assets/site.0123456789.css")["Cache-Control"]
    assert client.get("/assets/licence.txt")["Cache-Control"] == "public, max-age=300"


def test_a_file_that_goes_while_it_is_asked_is_not_there(
    client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a site that takes the place of this one between looking and opening
    monkeypatch.setattr("agdb.web.sending._packed", lambda *_: ("", folder / "gone.html"))

    answer = client.get("/nl/")

    assert answer.status_code == 404
    assert b"nergens" in answer.content
