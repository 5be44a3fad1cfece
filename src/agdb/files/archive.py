"""Zip archives from outside: nothing leaves its folder, nothing unpacks without end."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from agdb.errors import Place, SourceError
from agdb.files.checksum import CHUNK
from agdb.files.ignored import is_ignored
from agdb.files.recorded import RecordedFile, fault, shown

_MAGIC: Final = b"PK\x03\x04"
_MOST_FILES: Final = 10_000
MOST: Final = 1 << 30  # bytes, all members together, where a reader does not expect more
_RATIO: Final = 400
_RATIO_ASKED_FROM: Final = 8 << 20
_LONGEST_NAME: Final = 200  # bytes; a disk takes 255
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_MOST_LISTING: Final = 8 << 20  # bytes of the list of contents; one of 10,000 files has less
_END: Final = re.compile(rb"PK\x05\x06.{8}(.{4})|PK\x06\x06.{36}(.{8})", re.DOTALL)
_UNSAID: Final = b"\xff" * 4  # the size stands elsewhere, in eight bytes
_TAIL: Final = 66 << 10  # bytes at the end, in which a comment may stand too
_HOW: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def is_zip(file: RecordedFile) -> bool:
    """Whether the file begins as a zip archive does."""
    return file.head(4) == _MAGIC


def member_names(file: RecordedFile) -> tuple[str, ...]:
    """Return the names inside, unchecked; an empty tuple where the archive cannot be read.

    What a system packed along unasked (`__MACOSX`, `.DS_Store`) is not among them.
    """
    try:
        with _opened(file) as archive:
            return tuple(info.filename for info in _sent(archive))
    except (*_DAMAGE, OSError):
        return ()


@contextmanager
def opened_zip(file: RecordedFile, *, most: int = MOST) -> Iterator[zipfile.ZipFile]:
    """Open the archive after its whole list of contents was checked; nothing is unpacked yet.

    Raises `SourceError` for a damaged or encrypted archive, a path that leaves the folder, a link,
    a name twice, or contents beyond `most` bytes, 10,000 files or 400 times their packed size.
    """
    try:
        archive = _opened(file)
    except (*_DAMAGE, OSError) as error:
        raise fault(f"not a zip archive that can be read ({error})", file.name) from None
    with archive:
        _check(archive, file.name, most)
        try:
            yield archive
        except _DAMAGE as error:
            raise fault(f"the zip archive is damaged ({error})", file.name) from None


def members(archive: zipfile.ZipFile) -> tuple[zipfile.ZipInfo, ...]:
    """Return the files inside that somebody meant to send: no folders, and no clutter."""
    return tuple(info for info in _sent(archive) if not info.is_dir())


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return one member; the archive was checked, and no more than its declared size is read."""
    return b"".join(_pieces(archive, info))


def unzip(file: RecordedFile, *, folder: Path, most: int = MOST) -> tuple[RecordedFile, ...]:
    """Unpack all members below `folder` and return them; raises `SourceError` as `opened_zip`.

    Each has a folder of its own there, so that no two names meet, and what reads it can name it.
    """
    found: list[RecordedFile] = []
    with opened_zip(file, most=most) as archive:
        for number, info in enumerate(members(archive)):
            target = folder / str(number) / PurePosixPath(info.filename).name
            target.parent.mkdir(parents=True)
            with target.open("xb") as out:
                out.writelines(_pieces(archive, info))
            found.append(RecordedFile.at(target, name=info.filename))
    return tuple(found)


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a member, of just the declared size."""
    size = 0
    try:
        with archive.open(info) as stream:
            while size <= info.file_size and (piece := stream.read(CHUNK)):
                size += len(piece)
                yield piece
    except OSError as error:  # a place inside the archive that does not exist
        raise zipfile.BadZipFile(str(error)) from None
    if size != info.file_size:
        raise zipfile.BadZipFile(f"{info.filename} has another size than declared")


def _opened(file: RecordedFile) -> zipfile.ZipFile:
    """The archive; raises `BadZipFile` where the list of its contents is larger than any of ours.

    The library reads that list at once, and each file on it takes a thousand bytes of memory.
    """
    with _opened_bytes(file) as stream:
        stream.seek(max(0, file.size - _TAIL))
        tail = stream.read()
    sizes = {one[1] or one[2] for one in _END.finditer(tail)} - {_UNSAID}
    if any(int.from_bytes(size, "little") > _MOST_LISTING for size in sizes):
        raise zipfile.BadZipFile(f"it lists more than {_MOST_FILES} files")
    return zipfile.ZipFile(_inside(file))


def _opened_bytes(file: RecordedFile) -> BinaryIO:
    inside = _inside(file)
    return inside.open("rb") if isinstance(inside, Path) else inside


def _inside(file: RecordedFile) -> Path | io.BytesIO:
    return io.BytesIO(file.content) if isinstance(file.content, bytes) else file.content


def _sent(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        info
        for info in archive.infolist()
        if not is_ignored(PurePosixPath(info.orig_filename.replace("\\", "/")))
    ]


def _check(archive: zipfile.ZipFile, name: str, most: int) -> None:
    infos = archive.infolist()
    if len(infos) > _MOST_FILES:
        raise fault(f"the archive holds {len(infos)} files", name, remedy="send fewer")
    sent = _sent(archive)
    names = [info.filename.lower() for info in sent]
    if len(set(names)) != len(names):
        raise fault("the archive holds two files of one name", name, remedy="pack it again")
    for info in sent:
        _check_member(info, name)
    size, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if size > most or (size > _RATIO_ASKED_FROM and size > _RATIO * max(packed, 1)):
        raise fault(
            f"the archive unpacks from {packed} to {size} bytes",
            name,
            remedy="this is not an archive of figures",
        )


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(info.filename)
    odd = "\\" in info.filename or ":" in info.filename or not info.orig_filename.isprintable()
    if odd or path.is_absolute() or ".." in path.parts or not path.parts:
        raise SourceError(
            f"the archive holds the path {shown(info.filename)}, which leaves its folder",
            place=Place(name),
            remedy="do not trust this file",
        )
    if len(path.name.encode(errors="replace")) > _LONGEST_NAME:
        raise fault(f"the name {shown(info.filename)} in the archive is too long", name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise fault(f"{shown(info.filename)} in the archive is a link", name, remedy="send files")
    if info.flag_bits & 0x1:
        raise fault(
            f"{shown(info.filename)} in the archive is encrypted", name, remedy="send it open"
        )
    if info.compress_type not in _HOW:
        raise fault(
            f"{shown(info.filename)} is packed in an unusual way", name, remedy="use deflate"
        )
