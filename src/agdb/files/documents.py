"""JSON, written the same way every time, and read as a record or refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from agdb.errors import AgdbError, Place, WarehouseError

Document = TypeVar("Document")


def encoded(document: object) -> bytes:
    """Return `document` as JSON for people and machines: indented, keys sorted, one last newline.

    >>> encoded({"b": 1, "a": 2})
    b'{\\n  "a": 2,\\n  "b": 1\\n}\\n'
    """
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"


def decoded(
    content: bytes | msgspec.Raw, kind: type[Document], *, refused: Callable[[str], AgdbError]
) -> Document:
    """Return `content`, JSON, as a `kind`; raises what `refused` makes of the reason against it.

    >>> decoded(b"[1]", list[int], refused=WarehouseError)
    [1]
    >>> decoded(b"[1", list[int], refused=WarehouseError)
    Traceback (most recent call last):
    agdb.errors.WarehouseError: Input data was truncated.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refused(str(error).rstrip(".")) from None


def decoded_or_none(content: bytes, kind: type[Document]) -> Document | None:
    """Return `content`, JSON, as a `kind`; None if it is not one."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def read_document(path: Path, kind: type[Document]) -> Document:
    """Return the document at `path`; raises `WarehouseError` if it is missing or damaged."""

    def refused(what: str) -> WarehouseError:
        return WarehouseError(what, place=Place(str(path)), remedy="restore it from a backup")

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise refused("the file is missing") from None
    return decoded(content, kind, refused=lambda reason: refused(f"the file is damaged ({reason})"))
