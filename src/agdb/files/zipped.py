"""Zip archives of our own: the same members give the same bytes, and none is packed twice.

The layout is that of PKWARE's APPNOTE 6.3 without any of its extensions: local headers with their
content, then the central directory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import Final
from zipfile import ZipInfo

import msgspec

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s4B4H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20  # of the layout: folders and deflate
_UTF8: Final = 0x800
_DEFLATED: Final = 8
_NO_TIME, _FIRST_DAY = 0, 33  # midnight of 1 January 1980, before which the layout has no day
_RIGHTS: Final = 0o600 << 16
_MADE_ON_UNIX: Final = 3
_MOST: Final = 0xFFFFFFFF  # bytes; what is larger needs an extension


class PackedFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of an archive as it lies in it: its name, checksum, size, and the deflated bytes."""

    name: str
    crc: int
    size: int
    packed: bytes


def member(name: str, body: bytes) -> PackedFile:
    """Return `body` packed under `name`.

    >>> zipped([member("a.txt", b"one")]) == zipped([member("a.txt", b"one")])
    True
    """
    deflating = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflating.compress(body) + deflating.flush()
    return PackedFile(name, zlib.crc32(body), len(body), packed)


def zipped(members: Iterable[PackedFile]) -> bytes:
    """Return the archive of these members, in their order; raises `ValueError` beyond 4 GB."""
    parts, directory, place, count = [], [], 0, 0
    for count, one in enumerate(members, start=1):  # noqa: B007 - also how many there were
        name = one.name.encode()
        told = (_UTF8, _DEFLATED, _NO_TIME, _FIRST_DAY, one.crc, len(one.packed), one.size)
        if place > _MOST or one.size > _MOST:
            raise ValueError(f"the archive is larger than {_MOST} bytes at {one.name}")
        parts += [_LOCAL.pack(b"PK\3\4", _VERSION, *told, len(name), 0), name, one.packed]
        versions = (_VERSION, _MADE_ON_UNIX, _VERSION, 0)
        lengths = (len(name), 0, 0, 0, 0, _RIGHTS, place)
        directory += [_CENTRAL.pack(b"PK\1\2", *versions, *told, *lengths), name]
        place += _LOCAL.size + len(name) + len(one.packed)
    size = sum(map(len, directory))
    return b"".join([*parts, *directory, _END.pack(b"PK\5\6", 0, 0, count, count, size, place, 0)])


def packed_member(archive: bytes, info: ZipInfo) -> PackedFile:
    """Return a member of an archive that `zipped` made, as it lies in it."""
    start = info.header_offset + _LOCAL.size + len(info.filename.encode())
    return PackedFile(
        info.filename, info.CRC, info.file_size, archive[start : start + info.compress_size]
    )
