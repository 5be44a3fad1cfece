"""The envelope of an OData answer: `{"@odata.context": ..., "value": [...], ...}`.

Observations stay bytes: the list is cut out of the answer and goes to the engine as it is. Reading
a page as one document would cost nine times the time and hold it in memory.
"""

from __future__ import annotations

import io
import mmap
import re
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.checksum import CHUNK
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile

_CONTEXT: Final = re.compile(rb'"@odata\.context"\s*:\s*"[^"]*\$metadata#(\w+)')
_V3_CONTEXT: Final = re.compile(
    rb'"odata\.metadata"\s*:\s*"([^"\x00-\x1f]*?([^/"\x00-\x1f]*))/\$metadata#(?:[\w.]+\.)?(\w+)(?:/@Element)?"'
)
_OPENS: Final = re.compile(rb'"value"\s*:\s*\[')
_HEAD: Final = 4096
_COPY_AGAIN: Final = "fetch or copy the recording again"


def entity_set(file: RecordedFile) -> str | None:
    """Return the OData entity set that `file` says it holds, or None if it says nothing.

    >>> entity_set(RecordedFile.of("a.json", b'{"@odata.context": "https://x/$metadata#Dimensions"'))
    'Dimensions'
    """
    match = _CONTEXT.search(file.head(_HEAD))
    return None if match is None else match[1].decode(errors="replace")


def v3_entity_set(file: RecordedFile) -> str | None:
    """Return the entity set of the third service that `file` says it holds, or None.

    >>> head = b'{"odata.metadata": "https://x/odata/1ned/$metadata#Cbs.OData.WebAPI.Perioden"'
    >>> v3_entity_set(RecordedFile.of("a.json", head))
    'Perioden'
    """
    match = _V3_CONTEXT.search(file.head(_HEAD))
    return None if match is None else match[3].decode(errors="replace")


def v3_table(file: RecordedFile) -> tuple[str, str] | None:
    """Return identifier and address of the table that `file` says it is of, or None."""
    match = _V3_CONTEXT.search(file.head(_HEAD))
    if match is None:
        return None
    address, name = (match[part].decode(errors="replace") for part in (1, 2))
    return name, address


def cut_list(file: RecordedFile, target: Path) -> str | None:
    """Write the list of `file`, `[` to `]`, to `target`; return the address of the next page.

    Raises `SourceError` if the file is not one whole OData answer with a list.
    """
    place = Place(file.name)
    if not file.size:
        raise SourceError("the file is empty", place=place, remedy=_COPY_AGAIN)
    with (
        file.path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as m,
    ):
        opening = _OPENS.search(m)
        closing = m.rfind(b"]")
        if opening is None or closing < opening.end():
            raise SourceError(
                "the answer has no list of values, or breaks off before its end",
                place=place,
                remedy=_COPY_AGAIN,
            )
        first = opening.end() - 1
        _copy(stream, target, first=first, size=closing + 1 - first)
        return _next_link(m[: opening.end()] + m[closing:], place)


def _copy(stream: io.BufferedReader, target: Path, *, first: int, size: int) -> None:
    """Copy `size` bytes from the byte `first` on, through one buffer."""
    stream.seek(first)
    room = memoryview(bytearray(min(size, CHUNK)))
    with target.open("wb", buffering=0) as out:
        while size:
            read = stream.readinto(room[: min(size, CHUNK)])
            out.write(room[:read])
            size -= read


def _next_link(envelope: bytes, place: Place) -> str | None:
    answer = decoded(
        envelope,
        dict[str, object],
        refused=lambda reason: SourceError(
            f"the answer around its list is not JSON ({reason})", place=place, remedy=_COPY_AGAIN
        ),
    )
    link = answer.get("@odata.nextLink") or answer.get("odata.nextLink")
    return None if link is None else str(link)
