"""The desk by commands: accounts, the register in its two homes, backup and doctor."""

from __future__ import annotations

import errno
import io
import json
import os
import sqlite3
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.db import connections
from tests.cli.conftest import Run
from tests.cli.test_register import ORGANISATIONS, empty, organisations

from agdb.cli.settings import settings
from agdb.programme.reading import read_programme

__all__ = ["empty", "organisations"]

pytestmark = [pytest.mark.usefixtures("organisations"), pytest.mark.slow]

WORD = "a long and windy road"


@pytest.fixture(autouse=True)
def closed() -> object:
    """The database of a test is let go of when the test ends."""
    yield
    if settings_of_django.configured:
        connections.close_all()


@pytest.fixture
def add(agdb: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Make an account with a password that comes over standard input."""

    def run(email: str, role: str = "administrator", word: str = WORD) -> object:
        monkeypatch.setattr(sys, "stdin", io.StringIO(word + "\n"))
        return agdb("user", "add", email, "--organisation", "roads", "--role", role)

    return run  # type: ignore[return-value]


def test_the_first_administrator_comes_with_the_first_command(
    add: Run, agdb: Run, place: Path
) -> None:
    done = add("Boss@Roads.example")

    assert (done.returncode, done.stdout) == (0, "boss@roads.example is administrator for roads\n")
    listed = json.loads(agdb("user", "list", "--json").stdout)
    assert listed == [
        {"email": "boss@roads.example", "active": True, "roles": ["roads: administrator"]}
    ]
    key = place / "var" / "desk" / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.with_name("desk.sqlite3").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a@b.example", "boss"), "there is no role 'boss'"),
        (("a@b.example", "reader", "short"), "too short"),
        (("a@b.example", "reader", ""), "there is no password"),
        (("nobody", "reader"), "valid email"),
    ],
)
def test_what_makes_no_account_is_one_sentence(add: Run, words: tuple[str, ...], said: str) -> None:
    done = add(*words)

    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_person_is_exported_and_erased(add: Run, agdb: Run) -> None:
    add("boss@roads.example")
    add("rider@roads.example", "contributor")
    agdb("user", "role", "rider@roads.example", "--organisation", "roads", "--role", "reader")

    kept = json.loads(agdb("user", "export", "rider@roads.example", "--json").stdout)
    assert kept["roles"] == ["roads: contributor", "roads: reader"]

    erased = agdb("user", "erase", "rider@roads.example", "--yes")
    assert erased.stdout == "erased: 1\n"
    gone = agdb("user", "export", "rider@roads.example")
    assert (gone.returncode, gone.stdout) == (1, "")
    last = agdb("user", "erase", "boss@roads.example", "--yes")
    assert "last administrator" in last.stderr
    assert agdb("user", "erase", "--unused", "--yes").stdout == "erased: 0\n"


def test_files_and_database_are_one_register(agdb: Run, organisations: Path) -> None:
    done = agdb("register", "load", "--json")
    assert json.loads(done.stdout) == {
        "new": 1, "changed": 0, "same": 0, "older": 0, "only_here": 0,
    }  # fmt: skip
    assert json.loads(agdb("register", "load", "--json").stdout)["same"] == 1

    agdb("register", "export")
    written = organisations.read_bytes()
    again = agdb("register", "export", "--json")
    assert json.loads(again.stdout)["written"] == []
    assert organisations.read_bytes() == written
    assert json.loads(agdb("register", "load", "--json").stdout)["same"] == 1


def test_an_export_never_overwrites_what_the_desk_has_not_seen(
    agdb: Run, organisations: Path
) -> None:
    agdb("register", "load")
    organisations.write_text(ORGANISATIONS.replace("Wegen", "Paden"), "utf-8")

    done = agdb("register", "export")

    assert done.returncode == 2
    assert "has what the desk does not know: organisations roads" in done.stderr
    assert "Paden" in organisations.read_text("utf-8")


def test_a_folder_that_may_not_be_read_is_not_exported_to_as_if_it_were_empty(
    agdb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agdb("register", "load")
    closed = tmp_path / "closed"
    closed.mkdir()
    theirs = closed / "organisations.yaml"
    theirs.write_text(ORGANISATIONS.replace("Wegen", "Paden"), "utf-8")
    for name in ("listdir", "scandir"):
        listed = getattr(os, name)

        def refused(folder: Any = ".", listed: Any = listed) -> Any:
            if Path(os.fspath(folder)) == closed:
                raise PermissionError(errno.EACCES, "Permission denied", str(folder))
            return listed(folder)

        monkeypatch.setattr(os, name, refused)

    done = agdb("register", "export", str(closed))

    assert done.returncode != 0
    assert "Permission denied" in done.stderr
    assert "Paden" in theirs.read_text("utf-8")


def test_reminders_are_a_command(agdb: Run) -> None:
    agdb("register", "load")

    assert json.loads(agdb("register", "remind", "--json").stdout) == {"sent": 0}


def test_a_backup_holds_the_database_and_goes_back(
    add: Run, agdb: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("boss@roads.example")
    assert agdb("backup", str(place / "kept")).returncode == 0

    monkeypatch.setenv("AGDB_DATA", "other")
    assert agdb("restore", str(place / "kept")).returncode == 0

    names = [one["email"] for one in json.loads(agdb("user", "list", "--json").stdout)]
    assert names == ["boss@roads.example"]
    assert stat.S_IMODE((place / "other" / "desk" / "secret.key").stat().st_mode) == 0o600
    assert agdb("doctor").stdout == "the data folder is sound\n"


def test_the_doctor_finds_what_was_changed_past_the_desk(agdb: Run, place: Path) -> None:
    agdb("register", "load")
    assert agdb("doctor").returncode == 0

    with sqlite3.connect(place / "var" / "desk" / "desk.sqlite3") as database:
        database.execute("update desk_record set version = 7")
        database.execute("delete from desk_link")

    done = agdb("doctor")
    assert done.returncode == 1
    assert "organisations roads is at version 7, and the log knows 1" in done.stdout


def test_a_truncated_database_is_one_sentence(agdb: Run, place: Path) -> None:
    agdb("register", "load")
    connections.close_all()
    file = place / "var" / "desk" / "desk.sqlite3"
    for beside in file.parent.glob("desk.sqlite3-*"):
        beside.unlink()
    file.write_bytes(file.read_bytes()[:3000])

    for words in (("register", "load"), ("user", "list"), ("doctor",), ("build",)):
        done = agdb(*words)
        assert done.returncode == 1, words
        assert "desk.sqlite3" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_database_without_one_of_its_tables_is_one_sentence(agdb: Run, place: Path) -> None:
    agdb("register", "load")
    with sqlite3.connect(place / "var" / "desk" / "desk.sqlite3") as database:
        database.execute("drop table desk_event")

    done = agdb("register", "export")

    assert done.returncode == 1
    assert "the database refuses this (no such table: desk_event)" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_build_takes_the_files_first_and_refuses_what_contradicts(
    agdb: Run, organisations: Path
) -> None:
    agdb("register", "load")
    organisations.write_text(ORGANISATIONS.replace("Wegen", "Paden"), "utf-8")

    assert agdb("build").returncode == 0

    assert json.loads(agdb("register", "load", "--json").stdout)["same"] == 1


@pytest.mark.parametrize(
    "url", ["mysql://a:hush@b/c", "postgres://a:hush@b:x/c", "postgres://a:hush@b"]
)
def test_an_address_that_is_no_database_is_one_sentence_without_the_password(
    agdb: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("AGDB_DATABASE_URL", url)

    done = agdb("user", "list")

    assert done.returncode == 1
    assert "AGDB_DATABASE_URL cannot be read" in done.stderr
    assert "hush" not in done.stderr


def test_the_settings_name_the_database() -> None:
    found = settings({"AGDB_DATABASE_URL": "postgres://a/b", "AGDB_ADDRESS": "https://x.example"})

    assert (found.database, found.address, found.email) == (
        "postgres://a/b", "https://x.example", None,
    )  # fmt: skip


def test_a_move_to_postgres_takes_everything_along(
    add: Run, agdb: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = os.environ.get("AGDB_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL is named in AGDB_TEST_POSTGRES (start one with .ci/postgres)")
    from tests.web.desk.conftest import named, on_server

    add("boss@roads.example")
    for name in ("moved", "restored"):
        on_server(server, f"drop database if exists {name} with (force)")
        on_server(server, f"create database {name}")

    monkeypatch.setenv("AGDB_DATABASE_URL", named(server, "moved"))
    listed = json.loads(agdb("user", "list", "--json").stdout)
    assert [one["email"] for one in listed] == ["boss@roads.example"]
    add("rider@roads.example", "reader")
    left = place / "var" / "desk" / "desk.sqlite3.moved"
    assert "this database is not used any more" in agdb("doctor").stdout
    left.unlink()
    assert agdb("doctor").returncode == 0
    assert agdb("backup", str(place / "kept")).returncode == 0
    refused = agdb("restore", str(place / "kept"))
    assert "the database is not empty" in refused.stderr

    monkeypatch.setenv("AGDB_DATA", "other")
    monkeypatch.setenv("AGDB_DATABASE_URL", named(server, "restored"))
    assert agdb("restore", str(place / "kept")).returncode == 0
    listed = json.loads(agdb("user", "list", "--json").stdout)
    assert [one["email"] for one in listed] == ["boss@roads.example", "rider@roads.example"]
    add("late@roads.example", "reader")
    assert len(json.loads(agdb("user", "list", "--json").stdout)) == 3


INITIATIVES = """\
- id: lanes
  names: {nl: Stroken, en: Lanes}
  level: project
  relation: own
  pillars: [PILLAR]
  partners: [{organisation: roads, role: accountable}]
  history: unknown
  period: unknown
  national: false
  sources: [{url: 'https://example.org/', seen: whole}]
  as_of: 2029
  recorded: 2030-01-01
"""


def test_what_is_approved_at_the_desk_is_in_the_next_release_and_then_on_the_site(
    agdb: Run, place: Path, organisations: Path
) -> None:
    plan = read_programme(place / "programme")
    plans = INITIATIVES.replace("PILLAR", plan.pillar_ids[0])
    (organisations.parent / "initiatives.yaml").write_text(plans, "utf-8")
    assert agdb("register", "load").returncode == 0, agdb("register", "load").stderr
    first = json.loads(agdb("build", "--json").stdout)
    assert json.loads(agdb("build", "--json").stdout)["new"] is False
    from uuid import UUID

    from agdb.web.desk import handins
    from agdb.web.desk.models import HandIn
    from agdb.web.desk.roles import Role, actor

    roads, other = (
        actor(UUID(int=1), [(Role.CONTRIBUTOR, "roads")]),
        actor(UUID(int=2), [(Role.REVIEWER, "elsewhere")]),
    )
    at = datetime(2030, 2, 1, tzinfo=UTC)
    row = handins.draft(roads, organisation="roads", initiative="lanes", language="nl", at=at)
    answers = {
        "kind": "output", "what": "stroken", "not_counted": "yes", "day": "2029", "text": "Later.",
    }  # fmt: skip
    row = handins.hand_in(roads, row.pk, answers=answers, expected=1, at=at)
    english = {"what": {"en": "lanes"}, "text": {"en": "Later."}}
    handins.approve(other, row.pk, translations=english, expected=row.version, at=at)

    built = json.loads(agdb("build", "--json", "--as-of", "2030-03-01").stdout)
    assert built["new"] is True
    assert built["release"] != first["release"]
    assert agdb("publish", str(place / "out")).returncode == 0

    row = HandIn.objects.get(pk=row.pk)
    assert row.release == built["release"]
    kept = (place / "var" / "releases" / built["release"]).rglob("*")
    text = b"".join(path.read_bytes() for path in kept if path.suffix in {".json", ".yaml"})
    assert b"stroken" in text
    assert b"@" not in text.replace(b"email: redactie@example.org", b"")  # of the programme itself
    assert str(UUID(int=1)).encode() not in text
