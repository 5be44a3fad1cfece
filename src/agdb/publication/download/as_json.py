"""JSON: metadata, then the values as objects; numbers keep the decimals they are published with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from agdb.publication.download.rows import Scalar

ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
"""Writes a decimal as the number it is, with the decimals it has."""


def as_json(
    found: dict[str, Any], columns: tuple[str, ...], rows: Iterable[tuple[Scalar, ...]]
) -> bytes:
    """Return the file, one value a line.

    >>> from decimal import Decimal
    >>> print(as_json({"name": "Bikes"}, ("period", "value"), [("2024", Decimal("3.5"))]).decode())
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
    lines = b",\n".join(ENCODER.encode(dict(zip(columns, row, strict=True))) for row in rows)
    return f'{{\n"metadata": {head},\n"values": [\n'.encode() + lines + b"\n]\n}\n"
