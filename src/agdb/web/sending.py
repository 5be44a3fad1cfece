"""A published file as an answer: packed, in part, or not again, as the browser asks for it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date

from agdb.files.media import content_type

_DOWNLOADS: Final = frozenset({".csv", ".xlsx"})
_PACKINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""What a browser calls a packing, and the end of the name of the file that is packed so."""
_HASHED: Final = re.compile(r".+\.[0-9a-f]{10}\.\w+")
_YEAR: Final = "public, max-age=31536000, immutable"  # its name changes with what is in it
_MINUTES: Final = "public, max-age=300"
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_AT_ONCE: Final = 1 << 20  # bytes; a larger file goes out piece by piece
_PIECE: Final = 1 << 16


def send_file(request: HttpRequest, path: Path) -> HttpResponseBase:
    """Return the answer with the file at `path`.

    A packed file beside it is sent to who can read it. Of a file that is asked for in one part only
    that part is sent; several parts are answered with the whole. The tag tells one state of a file
    from the next, whatever the method. Raises `FileNotFoundError` if it went just now.
    """
    asked = request.headers.get("Range", "")
    encoding, file = ("", path) if asked else _packed(request, path)
    stream = file.open("rb")
    state = os.fstat(stream.fileno())  # of what is sent, whatever takes its place meanwhile
    tag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
    if asked:
        # A part of a packed file is no part of the file, so nothing on the way may pack it.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
    known = request.headers.get("If-Range", tag) == tag
    answer = _content(stream, state.st_size, asked if known else "")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    for name, value in _about(path, tag=tag, changed=state.st_mtime).items():
        answer.headers[name] = value
    return answer


def _about(path: Path, *, tag: str, changed: float) -> dict[str, str]:
    hashed = path.parent.name == "assets" and _HASHED.fullmatch(path.name)
    found = {
        "Accept-Ranges": "bytes",
        "Cache-Control": _YEAR if hashed else _MINUTES,
        "Content-Type": content_type(path.name),
        "ETag": tag,
        "Last-Modified": http_date(changed),
        "Vary": "Accept-Encoding",
    }
    if path.suffix in _DOWNLOADS:
        found["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return found


def _packed(request: HttpRequest, path: Path) -> tuple[str, Path]:
    """How the best file that the browser can read is packed, empty if not; and that file."""
    accepted = request.headers.get("Accept-Encoding", "")
    readable = {
        name.strip().lower()
        for name, _, quality in (one.partition(";") for one in accepted.split(","))
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    }
    for name, end in _PACKINGS:
        if name in readable and (beside := path.with_name(path.name + end)).is_file():
            return name, beside
    return "", path


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the part that is asked; None for the whole.

    The first is after the last where there is no such part.

    >>> _part("bytes=10-19", 100), _part("bytes=-5", 100), _part("bytes=90-", 100)
    ((10, 19), (95, 99), (90, 99))
    >>> _part("bytes=0-1,5-6", 100), _part("bytes=200-", 100)
    (None, (200, 99))
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found[0] == "bytes=-":
        return None
    if not found[1]:
        return max(size - int(found[2]), 0) if int(found[2]) else size, size - 1
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    return None if found[2] and int(found[2]) < first else (first, last)


def _content(stream: BinaryIO, size: int, asked: str) -> HttpResponseBase:
    """The part of a file of `size` bytes that is asked, or the whole."""
    part = _part(asked, size)
    first, last = part or (0, size - 1)
    length = last - first + 1
    answer: HttpResponseBase
    if part is not None and length < 1:
        stream.close()
        answer = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{size}"
        return answer
    stream.seek(first)
    if length <= _AT_ONCE:
        with stream:
            answer = HttpResponse(stream.read(length))
    else:
        answer = StreamingHttpResponse(_pieces(stream, length))
        answer.headers["Content-Length"] = str(length)
    if part is not None:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _pieces(stream: BinaryIO, length: int) -> Iterator[bytes]:
    with stream:
        while length > 0 and (piece := stream.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece
