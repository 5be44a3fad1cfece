"""The releases that were published, as readers had them: plain files that never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from agdb.errors import AgdbError, Place, ReleaseError
from agdb.files.documents import read_document, sealed
from agdb.files.durable import held_folder, in_use, put

LIST: Final = "shelf.json"
_SCRATCH: Final = ".new-"


class _Shelved(msgspec.Struct, frozen=True):
    """The SHA-256 of each file by its path on the site."""

    files: dict[str, str]


class Shelf:
    """The releases below a folder, each under its id."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, release: str) -> bool:
        """Return whether a release is on the shelf."""
        return (self._root / release / LIST).is_file()

    def names(self) -> tuple[str, ...]:
        """Return the folders of releases, also of one that is damaged."""
        there = self._root.iterdir() if self._root.is_dir() else ()
        return tuple(sorted(one.name for one in there if one.is_dir() and one.name[0] != "."))

    def keep(self, release: str, files: Mapping[str, bytes]) -> None:
        """Put the files of a release on the shelf, all or nothing; what is there stays as it is."""
        if self.has(release):
            return
        self._root.mkdir(parents=True, exist_ok=True)
        sums: dict[str, str] = {}
        with held_folder(self._root, prefix=_SCRATCH) as scratch:
            for path, body in files.items():
                file = scratch / PurePosixPath(path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
                sums[path] = hashlib.sha256(body).hexdigest()
            (scratch / LIST).write_bytes(sealed(_Shelved(sums)))
            try:
                put(scratch, self._root / release)
            except OSError:
                if not self.has(release):  # else another process was first
                    raise

    def examine(self) -> Iterator[AgdbError]:
        """Yield what is wrong with the files of releases; nothing is changed."""
        for left in sorted(self._root.glob(f"{_SCRATCH}*")):
            if left.is_dir() and not in_use(left):
                yield ReleaseError(
                    "a publication was broken off",
                    place=Place(str(left)),
                    remedy="publish again, or delete the folder",
                )
        for name in self.names():
            try:
                for _ in self.files(name):
                    pass
            except AgdbError as error:
                yield error

    def files(self, release: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every file of a release.

        Raises `ReleaseError` for one that is not as it was published.
        """
        folder = self._root / release
        for path, told in read_document(folder / LIST, _Shelved).files.items():
            file = folder / path
            body = file.read_bytes() if file.is_file() else b""
            if hashlib.sha256(body).hexdigest() != told:
                raise ReleaseError(
                    "this file of a published release is not as it was",
                    place=Place(str(file)),
                    remedy="restore it from a backup: what readers cited must not change",
                )
            yield path, body
