"""JSON: metadata, then the values as objects; numbers keep the decimals they are published with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


def as_json(found: dict[str, Any], lines: Iterable[str]) -> bytes:
    """Return the file of `lines`, which are objects of JSON, one value a line.

    >>> print(as_json({"name": "Bikes"}, ['{"period":"2024","value":3.5}']).decode())
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
    head = json.dumps(found, ensure_ascii=False, indent=2)
    return with_values(f'{{\n"metadata": {head},\n"values": [\n', lines)


def with_values(head: str, lines: Iterable[str]) -> bytes:
    """Return the file that begins with `head`, up to its array of values, one value a line."""
    return "".join((head, ",\n".join(lines), "\n]\n}\n")).encode()
