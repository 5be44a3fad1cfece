"""A zip as CBS serves whole tables: its members are laid out in a folder, or it is refused.

Nothing in it may leave the folder, and nothing may be larger than it says or than we expect.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.contract import RecordedFile

# StatLine's largest table, some hundred million observations, is about 10 GB of text; figures with
# long codes pack to a thirtieth. Far above both lies nothing that CBS sends.
_MOST_BYTES: Final = 40 << 30
_MOST_RATIO: Final = 200
_SMALL: Final = 10 << 20  # below this no ratio is dangerous
_MOST_MEMBERS: Final = 1000
_CHUNK: Final = 1 << 20
_OTHER: Final = "fetch it again from the publisher"
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    OSError,
)


def is_zip(file: RecordedFile) -> bool:
    """Whether the file begins as a zip does."""
    return file.head(4) == b"PK\x03\x04"


def members(file: RecordedFile) -> tuple[str, ...]:
    """Return the names of the files in a zip; raises `SourceError` if it is damaged or unsafe."""
    with _opened(file) as archive:
        return tuple(info.filename for info in _checked(archive, file.name))


def member_bytes(file: RecordedFile, name: str, *, most: int = _SMALL) -> bytes:
    """Return the content of the member `name`, of at most `most` bytes; errors as in `members`."""
    with _opened(file) as archive:
        for info in _checked(archive, file.name):
            if info.filename == name:
                with archive.open(info) as stream:
                    content = stream.read(most + 1)
                if len(content) > most:
                    raise _refused(file.name, f"{name} is larger than {most} bytes")
                return content
    raise _refused(file.name, f"{name} is not in it")


def unpack(file: RecordedFile, folder: Path) -> tuple[RecordedFile, ...]:
    """Write all members below `folder` and return them; errors as in `members`."""
    unpacked = []
    with _opened(file) as archive:
        for info in _checked(archive, file.name):
            target = folder / PurePosixPath(info.filename)
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(archive, info, target, name=file.name)
            unpacked.append(RecordedFile.at(target, name=info.filename))
    return tuple(unpacked)


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, *, name: str) -> None:
    written = 0
    with archive.open(info) as stream, target.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            written += len(chunk)
            if written > info.file_size:
                raise _refused(name, f"{info.filename} is larger than it says")
            out.write(chunk)
    if written != info.file_size:
        raise _refused(name, f"{info.filename} is smaller than it says")


@contextmanager
def _opened(file: RecordedFile) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            yield archive
    except SourceError:
        raise
    except _FAULTS as error:
        raise _refused(file.name, f"it is damaged ({str(error).rstrip('.')})") from None


def _checked(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    """The files, after the whole list of contents was found to be harmless."""
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise _refused(name, f"it has {len(infos)} members, more than {_MOST_MEMBERS}")
    seen: set[str] = set()
    for info in infos:
        _check_member(info, name)
        if info.filename.lower() in seen:
            raise _refused(name, f"{info.filename} is in it twice")
        seen.add(info.filename.lower())
    size = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if size > _MOST_BYTES or (size > _SMALL and size > _MOST_RATIO * max(packed, 1)):
        raise _refused(name, f"{packed} bytes in it would become {size}")
    yield from (info for info in infos if not info.is_dir())


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    path = info.filename
    parts = PurePosixPath(path).parts
    if (
        not parts
        or PurePosixPath(path).is_absolute()
        or ".." in parts
        or "\\" in path
        or ":" in path
        or not path.isprintable()
    ):
        raise _refused(name, f"the member {path!r} points outside of it")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _refused(name, f"the member {path!r} is a link")
    if info.flag_bits & 0x1:
        raise _refused(name, f"the member {path!r} is encrypted")


def _refused(name: str, what: str) -> SourceError:
    return SourceError(f"the zip is refused: {what}", place=Place(name), remedy=_OTHER)
