"""Everything that AGDB_DATA keeps in one file, and back: verified on both ways.

The file is a tar, packed. Its first member lists every other with size and SHA-256. What can be
made again, the published site and the demonstration, is left out, as are locks and what a broken
import left behind.
"""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Final, Self

import msgspec

from agdb.errors import Place, WarehouseError
from agdb.files.checksum import chunks_of, digest
from agdb.files.documents import decoded, encoded
from agdb.files.durable import exclusive, held_folder, put, remove_left, scratch_folder
from agdb.files.tree import below
from agdb.warehouse.ledger import Ledger

_LIST: Final = "agdb-backup.json"
_MADE_AGAIN: Final = frozenset({"site", "demo"})
_MOST_LIST: Final = 256 << 20
_MOST_HEADER: Final = 64 << 10
_PACKING: Final = 3  # observations are packed already; receipts and recordings gain most of it here
_STAGED: Final = ".agdb-backup-"
_BLOBS: Final = "blobs"
_FAULTS: Final = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, OverflowError)


class _Member(tarfile.TarInfo):
    """A member, of which a header of the tar that goes before it, such as a long name, is small."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return the header in `buf`; raises `tarfile.ReadError` where it announces a large one."""
        found = super().frombuf(buf, encoding, errors)
        if not found.isreg() and found.size > _MOST_HEADER:
            raise tarfile.ReadError("a header in it is larger than any of ours")
        return found


class _Entry(msgspec.Struct, frozen=True):
    name: str
    size: int
    sha256: str


class _List(msgspec.Struct, frozen=True):
    form: int
    files: tuple[_Entry, ...]


def backup(root: Path, file: Path, *, instead: Mapping[str, Path] | None = None) -> int:
    """Write all that `root` keeps to the new file `file`; return the number of files in it.

    `instead` has for names of files that are written to all the time, such as a database, a copy
    that holds still; what lies beside such a file under a longer name is left out. What was
    written has been read back and verified. Imports and publications wait meanwhile. Raises
    `WarehouseError` if `file` exists, if there is nothing to keep, or if a file cannot be read or
    written; there is no new file then.
    """
    remove_left(file.absolute().parent, prefix=_STAGED)
    if file.exists():
        raise _fault("the file exists", file, "give the backup a new name")
    if not root.is_dir():
        raise _fault("there is no data folder", root, "set AGDB_DATA")
    if file.absolute().resolve().is_relative_to(root.resolve()):
        raise _fault("a backup does not lie in what it keeps", file, "name a place elsewhere")
    try:
        with held_folder(file.absolute().parent, prefix=_STAGED) as scratch:
            with exclusive(root), Ledger(root).held(), (scratch / file.name).open("wb") as out:
                paths = _paths(root, instead or {})
                entries = tuple(_entry(name, path) for name, path in paths.items())
                _write(out, paths, entries)
            _verify(scratch / file.name)
            put(scratch / file.name, file.absolute())
    except OSError as error:
        raise _fault(
            f"cannot write ({error.strerror})", file, "make room or check rights"
        ) from None
    return len(entries)


def restore(file: Path, root: Path) -> int:
    """Make `root`, which must not exist or be empty, what `file` holds; return the number of files.

    Raises `WarehouseError` if `root` holds anything, or if `file` is not a sound backup; in
    every such case `root` is as it was.
    """
    remove_left(root.absolute().parent)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise _fault("the data folder is not empty", root, "set AGDB_DATA to a new folder")
    if not file.is_file():
        raise _fault("there is no such file", file, "check the path")
    with scratch_folder(root.absolute().parent) as scratch:
        target = scratch / "restored"
        target.mkdir()
        entries = _read(file, target)
        put(target, root.absolute())
    return len(entries)


def _paths(root: Path, instead: Mapping[str, Path]) -> dict[str, Path]:
    """The files that are kept, by name, in the order of their names."""
    found = dict(_files(root))
    lively = tuple(instead)
    still = {
        name: path for name, path in found.items() if not lively or not name.startswith(lively)
    }
    return dict(sorted({**still, **instead}.items()))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for path in below(root):
        inside = path.relative_to(root)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or inside.parts[0] in _MADE_AGAIN:
            continue
        if path.is_symlink():
            raise _fault(
                "this is a link, and what lies behind it would not be kept",
                path,
                "bring it back, or set AGDB_DATA to a folder on the disk that has room",
            )
        if path.is_dir():
            continue
        if not path.is_file():
            raise _fault("this is not a plain file", path, "run agdb doctor, or move it elsewhere")
        yield inside.as_posix(), path


def _entry(name: str, path: Path) -> _Entry:
    with path.open("rb") as stream:
        found = digest(chunks_of(stream))
    if name.startswith(f"{_BLOBS}/") and found.sha256 != path.name:
        raise _fault("the bytes are not those that came in", path, "run agdb doctor first")
    return _Entry(name, found.size, found.sha256)


def _write(out: IO[bytes], paths: Mapping[str, Path], entries: tuple[_Entry, ...]) -> None:
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_PACKING) as archive:
        listed = encoded(_List(1, entries))
        info = tarfile.TarInfo(_LIST)
        info.size = len(listed)
        archive.addfile(info, io.BytesIO(listed))
        for entry in entries:
            info = tarfile.TarInfo(entry.name)
            info.size = entry.size
            with paths[entry.name].open("rb") as stream:
                archive.addfile(info, stream)


def _verify(file: Path) -> None:
    _read(file, None)


def _read(file: Path, target: Path | None) -> tuple[_Entry, ...]:
    """Read a backup to its end, and write its files below `target` if there is one."""
    try:
        with tarfile.open(file, mode="r:gz", tarinfo=_Member) as archive:
            entries = _listed(archive, file)
            for entry in entries:
                _take(archive, entry, file, target)
            if archive.next() is not None:
                raise _damaged(file, "it holds more than its list names")
    except _FAULTS as error:
        raise _damaged(file, str(error).rstrip(".") or type(error).__name__) from None
    return entries


def _listed(archive: tarfile.TarFile, file: Path) -> tuple[_Entry, ...]:
    info = archive.next()
    stream = archive.extractfile(info) if info is not None and info.isreg() else None
    if info is None or info.name != _LIST or stream is None or info.size > _MOST_LIST:
        raise _damaged(file, "it does not begin with the list of its files")
    listed = decoded(stream.read(), _List, refused=lambda reason: _damaged(file, reason))
    for entry in listed.files:
        path = PurePosixPath(entry.name)
        if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in entry.name:
            raise _damaged(file, f"{entry.name!r} points outside of the data folder")
    return listed.files


def _take(archive: tarfile.TarFile, entry: _Entry, file: Path, target: Path | None) -> None:
    info = archive.next()
    if info is None or info.name != entry.name or not info.isreg() or info.size != entry.size:
        raise _damaged(file, f"{entry.name!r} is not where its list says")
    stream = archive.extractfile(info)
    assert stream is not None
    if target is None:
        found = digest(chunks_of(stream))
    else:
        path = target / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            found = digest(chunks_of(stream), out)
    if found.sha256 != entry.sha256:
        raise _damaged(file, f"{entry.name!r} has another checksum than its list says")


def _damaged(file: Path, what: str) -> WarehouseError:
    return _fault(f"no sound backup: {what}", file, "use another backup")


def _fault(what: str, path: Path, remedy: str) -> WarehouseError:
    return WarehouseError(what, place=Place(str(path)), remedy=remedy)
