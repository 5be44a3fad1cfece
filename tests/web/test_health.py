"""Alive and ready: told to who watches, and to nobody more than that."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client

from agdb.cli.site_folder import write_site
from agdb.web import health
from agdb.web.server import application
from agdb.web.settings import WebOptions


def client_of(site: Path) -> Client:
    application(WebOptions(site=site))
    return Client()


def test_a_server_that_answers_is_alive(tmp_path: Path) -> None:
    answer = client_of(tmp_path).get("/health/live")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def test_a_server_with_a_site_and_without_a_desk_is_ready(tmp_path: Path) -> None:
    write_site([("index.html", b"x")], folder=tmp_path / "site", name="a")

    answer = client_of(tmp_path / "site").get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"site": True, "desk": None}


def test_a_server_without_a_site_is_not_ready(tmp_path: Path) -> None:
    answer = client_of(tmp_path / "none").get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["site"] is False


def test_a_desk_whose_database_does_not_answer_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a server with a site, and a desk of which the database went away
    write_site([("index.html", b"x")], folder=tmp_path / "site", name="a")
    client = client_of(tmp_path / "site")
    monkeypatch.setattr("django.conf.settings.AGDB_DESK", True)

    class Gone:
        def cursor(self) -> None:
            raise DatabaseError("server closed the connection unexpectedly at 10.0.0.1")

    monkeypatch.setattr(health, "connection", Gone())

    # Then that is told, and not where it was
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"site": True, "desk": False}
