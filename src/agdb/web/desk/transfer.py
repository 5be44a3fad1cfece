"""The whole database in another one: for a backup, for going back, for moving to PostgreSQL.

A backup is always a file of SQLite, whichever database is used: it can be read anywhere, and be
put back into either. Sessions are left out where rows are copied: everybody signs in again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, models, transaction

from agdb.errors import DeskError, Place
from agdb.web.database import database
from agdb.web.desk.models import Event
from agdb.web.desk.setup import unreadable, where

_OTHER: Final = "other"
_BATCH: Final = 500


def write_copy(file: Path) -> None:
    """Write the database as it is at this moment to the new file `file`, as one of SQLite.

    Raises `DeskError` for a database that cannot be read.
    """
    try:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(file)) as target:
                connection.connection.backup(target)
        else:
            with _beside(file):
                _copy("default", _OTHER)
    except (DatabaseError, sqlite3.Error) as error:
        raise unreadable(error) from None


def take_copy(file: Path) -> bool:
    """Fill the database with all that the copy `file` holds; return whether there was anything.

    Raises `DeskError` where the database holds anything already, or the copy cannot be read.
    """
    require_empty()
    try:
        with _beside(file):
            if not Event.objects.using(_OTHER).exists():
                return False
            with transaction.atomic():
                _copy(_OTHER, "default")
    except (DatabaseError, sqlite3.Error) as error:
        raise DeskError(
            f"the copy of the database cannot be read ({error})",
            place=Place(str(file)),
            remedy="use another backup",
        ) from None
    return True


def is_empty() -> bool:
    """Return whether nothing was ever written to the database: its log has no event."""
    return not Event.objects.exists()


def require_empty() -> None:
    """Go on if the database is empty; raises `DeskError` if it is not."""
    if not is_empty():
        raise DeskError(
            "the database is not empty", place=where(), remedy="name another in AGDB_DATABASE_URL"
        )


@contextmanager
def _beside(file: Path) -> Iterator[None]:
    """The file as a second database, its tables up to date."""
    settings: dict[str, Any] = database(file.parent.parent, None) | {"NAME": str(file)}
    known = {alias: connections.settings[alias] for alias in connections.settings}
    connections.settings = connections.configure_settings({**known, _OTHER: settings})
    try:
        call_command("migrate", database=_OTHER, verbosity=0, interactive=False)
        yield
        with connections[_OTHER].cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # so that all of it is in the one file
    finally:
        connections[_OTHER].close()
        del connections[_OTHER]
        connections.settings = connections.configure_settings(known)


def _copy(source: str, target: str) -> None:
    """Copy every row, in one transaction on either side."""
    with transaction.atomic(using=source), transaction.atomic(using=target):
        if connections[source].vendor == "postgresql":
            with connections[source].cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
        copied = [model for model in apps.get_models(include_auto_created=True) if _kept(model)]
        for model in copied:
            rows = model._default_manager.using(source).order_by("pk").iterator(_BATCH)
            batch: list[models.Model] = []
            for row in rows:
                batch.append(row)
                if len(batch) == _BATCH:
                    model._default_manager.using(target).bulk_create(batch)
                    batch = []
            model._default_manager.using(target).bulk_create(batch)
        reset = connections[target].ops.sequence_reset_sql(no_style(), copied)
        with connections[target].cursor() as cursor:
            for statement in reset:
                cursor.execute(statement)


def _kept(model: type[models.Model]) -> bool:
    """Whether rows are copied: not those that every database makes for itself, nor sessions."""
    made_by_itself = model is ContentType or model._meta.label == "auth.Permission"
    return not made_by_itself and model is not Session and model._meta.managed
