"""Signing in, handing in and what is kept of an ended session, on PostgreSQL as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.desk.bench import ANSWERS, NOW, RING
from tests.web.desk.conftest import close, filled_postgres, named, on_server, options, postgres
from tests.web.visitors import PASSWORD, account, address, browser, code, value

from agdb.web.settings import configure

__all__ = ["filled_postgres", "postgres"]


@pytest.fixture(autouse=True)
def on_postgres(
    postgres: str, filled_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The desk as new, in a database of its own."""
    from agdb.web import clock

    name = f"desk_{uuid4().hex}"
    on_server(postgres, f"create database {name} template {filled_postgres}")
    desk = options(tmp_path, named(postgres, name))
    configure(replace(desk, address="http://127.0.0.1:8000/"))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    yield
    close()
    on_server(postgres, f"drop database {name} with (force)")


def sent(client: Client, path: str, **fields: str) -> Any:
    page = client.get(path)
    token = value(page.content, "csrfmiddlewaretoken")
    return client.post(path, {"csrfmiddlewaretoken": token, **fields})


def test_people_sign_in_and_guesses_are_counted() -> None:
    account(RING)
    assert RING.id is not None
    client, path = Client(), "/desk/en/sign-in/"
    sent(client, path, login=address(RING.id), password=PASSWORD)
    assert sent(client, "/desk/en/sign-in/code/", code=code())["Location"] == "/desk/en/"
    for _ in range(5):
        sent(Client(), path, login=address(RING.id), password="wrong and wrong again")

    page = sent(Client(), path, login=address(RING.id), password=PASSWORD)

    assert "Too many tries" in page.content.decode()


def test_a_figure_is_handed_in_and_what_an_ended_session_left_waits() -> None:
    ring = browser(RING)
    path = str(ring.post("/desk/en/hand-in/", {"initiative": "ring lanes"})["Location"])
    page = ring.get(path).content
    fields = {
        **ANSWERS,
        "value": "77",
        "version": value(page, "version"),
        "for": value(page, "for"),
    }
    del fields["not_counted"]
    ring.cookies.clear()
    assert "kept=1" in ring.post(path, {**fields, "hand-in": "yes"})["Location"]

    back = browser(RING)
    page = back.get(path).content
    assert 'value="77"' in page.decode()
    done = back.post(path, {**fields, "version": value(page, "version"), "hand-in": "yes"})

    assert done["Location"] == f"{path}done/"


def test_hostile_input_is_refused_before_the_database_sees_it() -> None:
    ring = browser(RING)

    for text in ("'; DROP TABLE desk_record; --", "ring\0 lanes", "ring " + "x" * 5000, "💥 lanes"):
        answer = ring.post("/desk/en/hand-in/", {"initiative": text})
        assert answer.status_code in {404, 422}, text
