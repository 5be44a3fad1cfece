"""The log cannot be changed, tables go forwards and back, and two at once do not overwrite."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from tests.web.desk.bench import ANSWERS, NOW, REVIEWER, RING

from agdb.errors import DeskError
from agdb.web.desk import handins
from agdb.web.desk.models import Event, HandIn
from agdb.web.desk.refusals import ConflictError, ForbiddenError
from agdb.web.desk.setup import prepare
from agdb.web.settings import WebOptions, configure


@pytest.mark.parametrize(
    "statement",
    ["update desk_event set reason = 'no'", "delete from desk_event"],
)
def test_the_database_refuses_to_change_the_log(desk: WebOptions, statement: str) -> None:
    count = Event.objects.count()

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Event.objects.count() == count


def test_postgres_refuses_to_empty_the_log(desk: WebOptions) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no truncate")

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("truncate desk_event")


@pytest.mark.slow
def test_the_tables_go_back_and_forwards(desk: WebOptions) -> None:
    call_command("migrate", "desk", "zero", verbosity=0)
    assert "desk_event" not in connection.introspection.table_names()

    assert prepare() >= 2
    assert prepare() == 0

    assert Event.objects.count() == 0


def test_the_models_are_those_of_the_migrations(desk: WebOptions) -> None:
    call_command("makemigrations", "desk", check=True, dry_run=True, verbosity=0)


def test_of_many_decisions_at_one_moment_one_is_taken(desk: WebOptions) -> None:
    row = handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)
    row = handins.hand_in(RING, row.pk, answers=ANSWERS, expected=1, at=NOW)
    outcomes: list[str] = []
    together = threading.Barrier(6)

    def reject() -> None:
        try:
            together.wait(10)
            handins.reject(REVIEWER, row.pk, reason="double", expected=row.version, at=NOW)
            outcomes.append("taken")
        except (ConflictError, ForbiddenError) as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reject) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes)[-1] == "taken"
    assert outcomes.count("taken") == 1
    assert len(outcomes) == 6
    assert Event.objects.filter(kind="hand-in", action="reject").count() == 1
    assert HandIn.objects.get(pk=row.pk).version == row.version + 1


def test_a_change_that_fails_leaves_no_event(desk: WebOptions) -> None:
    row = handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)
    count = Event.objects.count()

    with pytest.raises(ConflictError):
        handins.save(RING, row.pk, answers={"value": "1"}, expected=7, at=NOW)

    assert Event.objects.count() == count


def test_a_broken_database_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "desk.sqlite3").write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
    configure(WebOptions(site=tmp_path, data=tmp_path))

    with pytest.raises(DeskError, match=r"desk\.sqlite3: the database cannot be used"):
        prepare()

    connections.close_all()


def test_a_server_that_is_away_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    url = "postgres://desk:hush@127.0.0.1:1/agdb"
    configure(WebOptions(site=tmp_path, data=tmp_path, database_url=url))

    with pytest.raises(DeskError) as refused:
        prepare()

    assert "127.0.0.1/agdb: the database cannot be used" in str(refused.value)
    assert "hush" not in str(refused.value)
    connections.close_all()


def test_a_database_of_a_newer_version_is_left_alone(desk: WebOptions) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied) values (%s, %s, %s)",
            ["desk", "9999_future", NOW],
        )

    with pytest.raises(DeskError, match="written by a newer version"):
        prepare()
