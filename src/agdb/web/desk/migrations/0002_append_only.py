"""The log of events is append-only: the database itself refuses to change or remove a row."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_POSTGRES = (
    """
    create function desk_event_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the log of events is append-only';
    end $$
    """,
    """
    create trigger desk_event_no_change before update or delete on desk_event
    for each row execute function desk_event_append_only()
    """,
    """
    create trigger desk_event_no_truncate before truncate on desk_event
    for each statement execute function desk_event_append_only()
    """,
)
_POSTGRES_BACK = (
    "drop trigger desk_event_no_truncate on desk_event",
    "drop trigger desk_event_no_change on desk_event",
    "drop function desk_event_append_only()",
)
_SQLITE = tuple(
    f"""
    create trigger desk_event_no_{verb} before {verb} on desk_event
    begin
      select raise(abort, 'the log of events is append-only');
    end
    """
    for verb in ("update", "delete")
)
_SQLITE_BACK = tuple(f"drop trigger desk_event_no_{verb}" for verb in ("update", "delete"))


def _forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for statement in _POSTGRES if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement)


def _back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for statement in _POSTGRES_BACK if editor.connection.vendor == "postgresql" else _SQLITE_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies: ClassVar = [("desk", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(_forward, _back)]
