"""The database of the desk: made and brought up to date by itself."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from agdb.errors import DeskError, Place


def prepare() -> int:
    """Bring the tables of the database up to date; return how many migrations that took.

    Raises `DeskError` for a database that cannot be reached or read, and for one that a newer
    version of the monitor has written.
    """
    try:
        executor = MigrationExecutor(connection)
        newer = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
        if newer:
            raise DeskError(
                f"the database was written by a newer version ({sorted(newer)[0]})",
                place=where(),
                remedy="start that version, or restore a backup of this one",
            )
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise unreadable(error) from None
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        if file.is_file():  # and not one in memory
            file.chmod(0o600)
    return len(plan)


def where() -> Place:
    """Return where the database is, without user and password."""
    held = connection.settings_dict
    host = f"{held['HOST']}/" if held.get("HOST") else ""
    return Place(f"{host}{held['NAME']}")


def unreadable(error: Exception) -> DeskError:
    """Return what the database refused as one sentence."""
    what = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return DeskError(
        f"the database cannot be used ({what})",
        place=where(),
        remedy="check that it runs and is whole, or restore a backup",
    )
