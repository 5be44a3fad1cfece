"""JSON: metadata, then the values as objects; numbers keep the decimals they are published with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import msgspec

json_text: Final = json.JSONEncoder(ensure_ascii=False).encode
"""Gives JSON on one line. `json.dumps` makes such an encoder anew for every cell."""


def indented(found: object, *, indent: int) -> str:
    """Return what `json.dumps` gives with an indent; the library does that in Python, cell by cell.

    >>> print(indented({"name": "Bikes", "none": [], "shares": [0.5, 1]}, indent=1))
    {
     "name": "Bikes",
     "none": [],
     "shares": [
      0.5,
      1
     ]
    }
    """
    return msgspec.json.format(json_text(found), indent=indent)


def as_json(found: dict[str, Any], rows: Iterable[bytes]) -> bytes:
    """Return the file with these metadata; `rows` joined are objects of JSON, one value a line.

    >>> print(as_json({"name": "Bikes"}, [b'{"period":"2024","value":3.5}']).decode())
    {
    "metadata": {
      "name": "Bikes"
    },
    "values": [
    {"period":"2024","value":3.5}
    ]
    }
    <BLANKLINE>
    """
    head = indented(found, indent=2)
    return with_values(f'{{\n"metadata": {head},\n"values": [\n', rows)


def with_values(head: str, rows: Iterable[bytes]) -> bytes:
    """Return the file that begins with `head`, up to its array of values, and has these rows."""
    return b"".join((head.encode(), *rows, b"\n]\n}\n"))
