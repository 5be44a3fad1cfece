"""The engine as an input: a hash of the code that made a result, so that a change of it shows."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def code_hash(*packages: str) -> str:
    """Return the SHA-256 over all files of these packages of ours, by name and content.

    >>> code_hash("agdb.statistics") == code_hash("agdb.statistics")
    True
    """
    whole = hashlib.sha256()
    for package in packages:
        for path, item in sorted(_walk(files(package), package)):
            whole.update(f"{path}\n{hashlib.sha256(item.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


@cache
def libraries_hash() -> str:
    """Return the SHA-256 over the version of Python and of everything that is installed with it."""
    installed = sorted({f"{one.name} {one.version}" for one in distributions()})
    return hashlib.sha256("\n".join((sys.version, *installed)).encode()).hexdigest()


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _walk(item, f"{path}/{item.name}")
        elif item.is_file() and not item.name.endswith(".pyc"):
            yield f"{path}/{item.name}", item
