"""The list of what a data folder must hold, so that a file that is gone altogether is missed.

A document that is altered says so itself; one that was deleted says nothing. So the documents that
no other one would miss are listed in one more, which carries its own checksum: the versions of data
sets, the decisions to withdraw, the releases that readers had, what was decided about publication
and the memory of what was fetched. A name is put on the list after its document is in place: what
a killed process did not get onto the list is put there by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import AgdbError, Place, UsageError, WarehouseError
from agdb.files.documents import read_document, sealed
from agdb.files.durable import LOCK, exclusive, flush, in_use, replace_durably

_FOLDER: Final = "ledger"
_NAME: Final = "kept.json"
_LISTED: Final = (
    "datasets/*/*/*/version.json",
    "withdrawals/*/*/*.json",
    "shelf/[!.]*/shelf.json",
    "releases/publications.json",
    "fetch/arrivals.json",
)
_AGAIN: Final = {"datasets": ", import the recording again", "fetch": ", run agdb fetch again"}


class _List(msgspec.Struct, frozen=True):
    """Paths below the data folder. `forgotten` has when somebody said that one may be gone."""

    kept: tuple[str, ...] = ()
    forgotten: dict[str, datetime] = {}


class Ledger:
    """The list of one data folder; a folder that an earlier version made has none yet."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / _FOLDER
        self._file = self._folder / _NAME

    def note(self, *names: str) -> None:
        """Put paths on the list, the first time with all that is there.

        Raises `WarehouseError` for a list that is damaged.
        """
        if self._file.is_file() and self._read()[0].issuperset(names):
            return
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            flush(self._root)
        with exclusive(self._folder):
            before = set() if self._file.is_file() else _there(self._root)
            kept, forgotten = self._read()
            self._write(kept | before | {*names}, forgotten)

    def catch_up(self) -> None:
        """Put all that is there on the list; what a killed process left out is on it then."""
        found = _there(self._root)
        if found:
            self.note(*found)

    def forget(self, name: str, *, moment: datetime) -> None:
        """Take a document off the list that is gone because somebody meant that.

        Raises `UsageError` for one that is not missing.
        """
        if name not in self.missing():
            raise UsageError(
                "nothing of this name is missing",
                place=Place(name),
                remedy="agdb doctor says what is",
            )
        with self.held():
            kept, forgotten = self._read()
            self._write(kept - {name}, {**forgotten, name: moment})

    def require_readable(self) -> None:
        """Raise `WarehouseError` for a damaged list, to which nothing could be added."""
        self._read()

    def missing(self) -> tuple[str, ...]:
        """Return what is on the list and not in the folder; raises as `require_readable`."""
        return tuple(one for one in sorted(self._read()[0]) if not (self._root / one).is_file())

    def require(self, below: str = "") -> None:
        """Raise `WarehouseError` if anything is missing whose path begins so."""
        missing = [name for name in self.missing() if name.startswith(below)]
        if missing:
            more = f" ({len(missing) - 1} more are too)" if len(missing) > 1 else ""
            raise _gone(self._root, missing[0], more)

    def examine(self) -> Iterator[AgdbError]:
        """Yield all that is missing, the list too; what another process begins is left alone."""
        if self._begun and not in_use(self._folder / LOCK):
            yield WarehouseError(
                "the list of what this folder holds was broken off or deleted",
                place=Place(str(self._file)),
                remedy="restore it from a backup, or run agdb build: it lists what is there",
            )
            return
        try:
            for name in self.missing():
                yield _gone(self._root, name)
        except WarehouseError as error:
            yield error

    def unlisted(self) -> Iterator[AgdbError]:
        """Yield what cannot be vouched for in a folder that never had a list."""
        if not self._begun and not self._file.is_file() and _there(self._root):
            yield WarehouseError(
                "an earlier version made this folder, and kept no list of what must be in it: what"
                " was deleted before now is not missed",
                place=Place(str(self._root)),
                remedy="run agdb build, which lists what is there",
            )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have the list, if there is one, stay as it is as long as the block lasts."""
        if self._file.is_file():
            with exclusive(self._folder):
                yield
        else:
            yield

    @property
    def _begun(self) -> bool:
        """Whether there was a list, or was to be one, and there is none."""
        return (self._folder / LOCK).is_file() and not self._file.is_file()

    def _read(self) -> tuple[frozenset[str], dict[str, datetime]]:
        if not self._file.is_file():
            return frozenset(), {}
        status = self._file.stat()
        found = _read(self._file, status.st_ino, status.st_size, status.st_mtime_ns)
        return frozenset(found.kept), found.forgotten

    def _write(self, kept: set[str] | frozenset[str], forgotten: dict[str, datetime]) -> None:
        gone = {name: moment for name, moment in forgotten.items() if name not in kept}
        replace_durably(self._file, sealed(_List(tuple(sorted(kept)), gone)))


@lru_cache(maxsize=4)
def _read(file: Path, *_: int) -> _List:
    """The list; one that did not change is read once in a process."""
    return read_document(file, _List)


def _there(root: Path) -> set[str]:
    """What belongs on the list and is in the folder."""
    return {
        path.relative_to(root).as_posix()
        for pattern in _LISTED
        for path in root.glob(pattern)
        if path.is_file()
    }


def _gone(root: Path, name: str, more: str = "") -> WarehouseError:
    return WarehouseError(
        f"this was kept and is gone{more}",
        place=Place(str(root / name)),
        remedy=f"restore it from a backup{_AGAIN.get(name.partition('/')[0], '')}, or run agdb"
        f" doctor --forget {name} if that was meant",
    )
