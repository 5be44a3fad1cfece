"""`agdb backup` and `agdb restore`."""

from __future__ import annotations

from pathlib import Path

from agdb.command.output import put
from agdb.command.settings import Settings
from agdb.command.workshop import progress
from agdb.warehouse.backup import backup, restore


def back_up(where: Settings, *, file: Path) -> None:
    """Write the data folder to one verified file."""
    with progress(f"writing {file}"):
        count = backup(where.data, file)
    put(f"{count} files kept and verified in {file}")


def restore_from(where: Settings, *, file: Path) -> None:
    """Fill an empty data folder from a backup."""
    with progress(f"restoring from {file}"):
        count = restore(file, where.data)
    put(f"{count} files restored and verified")
