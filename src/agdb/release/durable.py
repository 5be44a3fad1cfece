"""Writes a file so that it is on the disk, and not only on its way there."""

from __future__ import annotations

import os
from pathlib import Path


def write_durably(path: Path, body: bytes) -> None:
    """Write `body` to `path`, with the folders above it; a power cut after that loses nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def replace_durably(path: Path, body: bytes) -> None:
    """Put `body` at `path` in one step, so that another process sees all of it or nothing."""
    scratch = path.with_name(f".{path.name}-{os.getpid()}")
    write_durably(scratch, body)
    scratch.replace(path)
