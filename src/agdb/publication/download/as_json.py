"""JSON: metadata, then the values as objects; numbers keep the decimals they are published with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from agdb.publication.download.rows import Scalar


def as_json(
    found: dict[str, Any], columns: tuple[str, ...], rows: Iterable[tuple[Scalar, ...]]
) -> bytes:
    """Return the file, one value a line.

    >>> print(as_json({"name": "Bikes"}, ("period", "value"), [("2024", Decimal("3.5"))]).decode())
    {
    "metadata": {
      "name": "Bikes"
    },
    "values": [
    {"period": "2024", "value": 3.5}
    ]
    }
    <BLANKLINE>
    """
    head = json.dumps(found, ensure_ascii=False, indent=2)
    lines = ",\n".join(
        json.dumps(dict(zip(columns, map(_number, row), strict=True)), ensure_ascii=False)
        for row in rows
    )
    return f'{{\n"metadata": {head},\n"values": [\n{lines}\n]\n}}\n'.encode()


def _number(value: Scalar) -> str | float | None:
    return float(value) if isinstance(value, Decimal) else value
