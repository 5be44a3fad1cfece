"""`agdb backup` and `agdb restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agdb.cli.context import progress
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.settings import current
from agdb.warehouse import backup as archive


def backup(
    file: Annotated[Path, typer.Argument(help="A new file.")], *, as_json: Json = False
) -> None:
    """Write the data folder to one verified file."""
    with progress(f"writing {file}"):
        count = archive.backup(current().data, file)
    if as_json:
        put_json({"file": str(file), "files": count})
        return
    put(f"{count} files kept and verified in {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="What agdb backup wrote.")], *, as_json: Json = False
) -> None:
    """Fill an empty data folder from a backup."""
    with progress(f"restoring from {file}"):
        count = archive.restore(file, current().data)
    if as_json:
        put_json({"file": str(file), "files": count})
        return
    put(f"{count} files restored and verified")
