"""`agdb backup` and `agdb restore`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from agdb.cli.context import programme
from agdb.cli.desk import copy_of_database, open_desk, require_empty_database
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.progress import progress
from agdb.cli.settings import current
from agdb.warehouse import backup as archive


def backup(
    file: Annotated[Path, typer.Argument(help="A new file.")], *, as_json: Json = False
) -> None:
    """Write the data folder to one verified file, with a copy of the database that holds still."""
    where = current()
    with progress(f"writing {file}"), TemporaryDirectory(prefix="agdb-") as scratch:
        copy = copy_of_database(where, Path(scratch)) if where.has_desk else {}
        count = archive.backup(where.data, file, instead=copy)
    if as_json:
        put_json({"file": str(file), "files": count})
        return
    put(f"{count} files kept and verified in {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="What agdb backup wrote.")], *, as_json: Json = False
) -> None:
    """Fill an empty data folder from a backup, and the PostgreSQL that is named, if it is empty."""
    where = current()
    with progress(f"restoring from {file}"):
        if where.database is not None:
            require_empty_database(where)
        count = archive.restore(file, where.data)
        if where.has_desk:
            open_desk(where, programme(where))  # safe rights, and what was in the file moves on
    if as_json:
        put_json({"file": str(file), "files": count})
        return
    put(f"{count} files restored and verified")
