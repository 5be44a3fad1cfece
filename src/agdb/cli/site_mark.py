"""Which files of a published folder are ours: a list in the folder itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from agdb.files.documents import decoded_or_none

MARK: Final = ".agdb-site"
"""A folder that we wrote ourselves carries this file; no other folder is ever written to."""
SCRATCH: Final = ".agdb-new-"


class _Mark(msgspec.Struct, frozen=True):
    name: str
    files: list[str]


@dataclass(frozen=True)
class Ours:
    """What a folder was published as, and the paths that were written then.

    `files` is None for a site that was written before there were lists: then all is ours that lies
    in a folder which is not hidden, or that the new site has too.
    """

    name: str
    files: frozenset[str] | None

    def has(self, path: str) -> bool:
        """Whether the file at `path`, inside the folder, was written by us."""
        if path == MARK:
            return True
        if self.files is not None:
            return path in self.files
        return "/" in path and not path.startswith(".")


def read_mark(folder: Path) -> Ours | None:
    """Return what `folder` was published as, None if it is no site of ours."""
    mark = folder / MARK
    if not mark.is_file():
        return None
    body = mark.read_bytes()
    found = decoded_or_none(body, _Mark)
    if found is None:
        return Ours(body.decode("utf-8", "replace"), None)
    return Ours(found.name, frozenset(found.files))


def mark_of(name: str, files: frozenset[str]) -> bytes:
    """Return the mark of a site: its name and its files."""
    return msgspec.json.format(msgspec.json.encode(_Mark(name, sorted(files))), indent=0)


def of_others(folder: Path, ours: Ours | None, *, new: frozenset[str]) -> Iterator[str]:
    """Yield the files, links and empty folders below `folder` that somebody else put there.

    A folder without any file of ours is one of theirs as a whole, and its path ends with a slash.
    """
    known = set(new) if ours is None or ours.files is None else {*new, *ours.files}
    folders = {str(parent) for path in known for parent in Path(path).parents}
    yield from _walk(folder, "", ours, folders, new)


def _walk(
    folder: Path, inside: str, ours: Ours | None, folders: set[str], new: frozenset[str]
) -> Iterator[str]:
    with os.scandir(folder / inside) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            path = f"{inside}{entry.name}"
            if not inside and (entry.name == MARK or entry.name.startswith(SCRATCH)):
                continue
            if not entry.is_dir(follow_symlinks=False):
                former = ours is not None and ours.files is None and path in new
                if ours is None or not (ours.has(path) or former):
                    yield path
            elif path in folders or (ours is not None and ours.has(f"{path}/")):
                yield from _walk(folder, f"{path}/", ours, folders, new)
            else:
                yield f"{path}/"
