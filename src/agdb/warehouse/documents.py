"""The small JSON files of the warehouse: the same object always gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from agdb.errors import Place, WarehouseError

Document = TypeVar("Document")


def encoded(document: object) -> bytes:
    """Return `document` as JSON for people and machines: indented, keys sorted, one last newline.

    >>> encoded({"b": 1, "a": 2})
    b'{\\n  "a": 2,\\n  "b": 1\\n}\\n'
    """
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"


def read_document(path: Path, kind: type[Document]) -> Document:
    """Return the document at `path`; raises `WarehouseError` if it is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        what = "the file is missing"
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"the file is damaged ({str(error).rstrip('.')})"
    raise WarehouseError(what, place=Place(str(path)), remedy="restore it from a backup")
