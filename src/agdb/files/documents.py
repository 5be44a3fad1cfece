"""JSON, written the same way every time, and read as a record or refused in one sentence.

What must not change unnoticed is sealed: the document holds the SHA-256 of everything else in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from agdb.errors import AgdbError, Place, WarehouseError

Document = TypeVar("Document")
_SEAL: Final = "sha256"


def encoded(document: object) -> bytes:
    """Return `document` as JSON for people and machines: indented, keys sorted, one last newline.

    >>> encoded({"b": 1, "a": 2})
    b'{\\n  "a": 2,\\n  "b": 1\\n}\\n'
    """
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"


def sealed(document: object) -> bytes:
    """Return `document`, a record, as `encoded` does, with the SHA-256 of all that is in it.

    >>> b'"sha256"' in sealed({"a": 1})
    True
    """
    fields: dict[str, Any] = msgspec.json.decode(encoded(document))
    return encoded(fields | {_SEAL: _seal(fields)})


def unsealed(
    content: bytes, kind: type[Document], *, refused: Callable[[str], AgdbError]
) -> Document:
    """Return what was `sealed`, as a `kind`; raises what `refused` makes of the reason against it.

    A document of before there were seals has none, and no field that a record of msgspec lacks. A
    record that has a `sha256` of its own is not sealed: what it is of is for its owner to check.

    >>> class Count(msgspec.Struct):
    ...     a: int
    >>> unsealed(b'{"a": 1}', Count, refused=WarehouseError).a
    1
    >>> unsealed(sealed({"a": 1}).replace(b"1", b"2", 1), Count, refused=WarehouseError)
    Traceback (most recent call last):
    agdb.errors.WarehouseError: it is not as it was written.
    """
    if issubclass(kind, msgspec.Struct) and _SEAL in _names(kind):
        return decoded(content, kind, refused=refused)
    fields = decoded(content, dict[str, Any], refused=refused)
    seal: object = fields.pop(_SEAL, None)
    unknown = seal is None and issubclass(kind, msgspec.Struct) and fields.keys() - _names(kind)
    if unknown or seal not in (None, _seal(fields)):
        raise refused("it is not as it was written")
    return decoded(encoded(fields), kind, refused=refused)


def _names(kind: type[msgspec.Struct]) -> set[str]:
    return {one.encode_name for one in msgspec.structs.fields(kind)}


def _seal(fields: dict[str, Any]) -> str:
    """The SHA-256 of a document without its seal."""
    return hashlib.sha256(encoded(fields)).hexdigest()


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
    return unsealed(
        content, kind, refused=lambda reason: refused(f"the file is damaged ({reason})")
    )
